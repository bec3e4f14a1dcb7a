"""The lexicon comes back from disk as it was written, and a broken file is told as one."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from voice.danish.espeak import get_espeak
from voice.danish.graph.pronunciation import Pronunciation
from voice.danish.lexicon import extended, read_lexicon, write_lexicon
from voice.danish.pronouncing import Pronouncer
from voice.errors import ModelError

LEXICON = {
    "øl": [Pronunciation(("?W", "l"))],
    "pas": [Pronunciation(("p", "?&", "s")), Pronunciation(("p", "A", "s"), 0.25)],
}


def test_it_comes_back_as_it_was_written(tmp_path: Path) -> None:
    write_lexicon(LEXICON, tmp_path / "lexicon.tsv.gz")
    assert read_lexicon(tmp_path / "lexicon.tsv.gz") == LEXICON


def test_the_same_lexicon_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "1.gz", tmp_path / "2.gz"
    write_lexicon(LEXICON, first)
    write_lexicon(dict(reversed(LEXICON.items())), second)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    "text",
    [
        "pas\t1\n",
        "pas\t1\tp ?& s\textra\n",
        "pas\t1\tp xx s\n",
        "pas\tmeget\tp ?& s\n",
        "pas\t0\tp ?& s\n",
        "pas\t2\tp ?& s\n",
        "pas\tnan\tp ?& s\n",
        "pas\t1\t\n",
        "\t1\tp ?& s\n",
        "\n",
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "lexicon.tsv.gz"
    path.write_bytes(gzip.compress(f"ja\t1\tj ?& \n{text}".encode()))
    with pytest.raises(ModelError, match="linje 2"):
        read_lexicon(path)


def test_a_missing_cut_off_or_damaged_file_is_no_lexicon(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.tsv.gz"
    with pytest.raises(ModelError, match="kan ikke læses"):
        read_lexicon(path)
    write_lexicon(LEXICON, path)
    whole = path.read_bytes()
    damaged = [whole[:20], whole[:-4], b"", b"pas\t1\tp ?& s\n", gzip.compress(b"\xff\xfe\t1\tp\n")]
    damaged += [
        whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :] for at in range(10, len(whole))
    ]
    for content in damaged:
        path.write_bytes(content)
        with pytest.raises(ModelError):
            read_lexicon(path)


def test_new_words_are_added_and_known_ones_left_as_they_are() -> None:
    own = {"pas": [Pronunciation(("p", "A", "s"))]}
    lexicon = extended(own, ["pas", "tak", "?!"], Pronouncer(get_espeak()))
    assert list(lexicon) == ["pas", "tak"]
    assert lexicon["pas"] == own["pas"]
    assert lexicon["tak"][0].phones == ("t", "?A", "k")
    assert list(own) == ["pas"]
