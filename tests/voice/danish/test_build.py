"""What the bot knows now can be heard after a build; a build that fails leaves all as it was."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.voice.danish.export import hear
from tests.voice.spoken import WORDS, speak
from tests.voice.tiny_model import lexicon as tiny_lexicon
from voice.danish.build import (
    GRAPH_LEXICON_FILE,
    LEXICON_FILE,
    Built,
    Knowledge,
    Weights,
    build,
    said_of,
)
from voice.danish.lexicon import read_lexicon, write_lexicon
from voice.danish.vocabulary import ALPHABET
from voice.engines.checking import load_checked
from voice.engines.checksums import SUMS_FILE, check_sums
from voice.errors import ModelError

KNOWN = Knowledge(
    questions=["Hvor er min mappe?", "hvor er min mappe", "tak for hjælpen", "skatt skat skat"],
    answers=["Tasken koster 5 kroner."],
    names=["Fie Skov"],
    corrections={"service": ["sørvis"]},
)


@pytest.fixture(scope="module")
def base(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny model with a lexicon of its own to build from. Don't change it: copy it."""
    folder = tmp_path_factory.mktemp("base") / "model"
    shutil.copytree(tiny_model, folder)
    write_lexicon(tiny_lexicon(), folder / LEXICON_FILE)
    return folder


@pytest.fixture
def folder(base: Path, tmp_path: Path) -> Path:
    return shutil.copytree(base, tmp_path / "model")


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def words_of(folder: Path) -> list[str]:
    lines = (folder / "graph" / "words.txt").read_text(encoding="utf-8").splitlines()
    return [line.split()[0] for line in lines]


def heard(folder: Path, text: str) -> str:
    done = subprocess.run(
        [sys.executable, str(hear.__file__), str(folder), "8000", "0"],
        input=speak(text).tobytes(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    return done.stdout.decode()


def test_new_words_can_be_heard_and_old_ones_still(folder: Path) -> None:
    said = Knowledge(questions=["min taske", "taske og mappe", "en taske", "mappe"] * 3)
    assert '"taske' not in heard(folder, "taske")
    built = build(folder, said)
    assert {"taske", "mappe", "min", "og"} <= set(built.added)
    assert '"text": "taske"' in heard(folder, "taske")
    assert '"text": "mappe"' in heard(folder, "mappe")
    assert "skole" in heard(folder, "skole")


def test_its_words_are_the_models_the_bots_and_the_letters(folder: Path) -> None:
    built = build(folder, KNOWN)
    words = words_of(folder)
    assert set(WORDS) <= set(words)
    assert set(ALPHABET) <= set(words)
    assert {"mappe", "tasken", "koster", "kroner", "fie", "skov", "service"} <= set(words)
    assert "skatt" not in words
    assert built.words == len(set(words) - {"<eps>", "[unk]", "#0"})
    assert set(built.added) == set(words) - {"<eps>", "[unk]", "#0"} - set(WORDS)
    assert list(read_lexicon(folder / GRAPH_LEXICON_FILE)) == sorted({*built.added, *WORDS})
    assert 0 < built.spent_s < 60


def test_a_correction_changes_how_a_word_of_the_model_sounds(folder: Path) -> None:
    build(folder, Knowledge(questions=["ja"], corrections={"skat": ["skade"]}))
    assert read_lexicon(folder / LEXICON_FILE)["skat"] == tiny_lexicon()["skat"]
    ways = [way.phones for way in read_lexicon(folder / GRAPH_LEXICON_FILE)["skat"]]
    assert ways[0] == ("s", "k", "&", "D", "@-")
    assert tiny_lexicon()["skat"][0].phones in ways


def test_word_places_and_acoustics_stay(folder: Path) -> None:
    before = contents(folder)
    build(folder, KNOWN)
    after = contents(folder)
    same = {name for name in before if after.get(name) == before[name]}
    assert {"am/final.mdl", "conf/mfcc.conf", "conf/model.conf", LEXICON_FILE} <= same
    assert "graph/phones/word_boundary.int" in same
    assert set(after) == set(before)
    assert not [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_the_checked_loader_tries_it_out_whole_and_before_it_counts(folder: Path) -> None:
    before = contents(folder)
    tried: list[Path] = []

    def try_out(candidate: Path) -> None:
        load_checked(candidate)
        assert contents(folder).items() >= before.items()
        assert "mappe" in words_of(candidate)
        tried.append(candidate)

    build(folder, KNOWN, try_out=try_out)
    assert len(tried) == 1
    load_checked(folder)


def test_a_model_that_fails_its_trial_leaves_the_old_one(folder: Path) -> None:
    before = contents(folder)

    def refuse(candidate: Path) -> None:
        assert (candidate / "graph" / "HCLG.fst").exists()
        raise ModelError("nej")

    with pytest.raises(ModelError, match="nej"):
        build(folder, KNOWN, try_out=refuse)
    assert contents(folder) == before
    assert not (folder / ".new").exists()
    check_sums(folder)


def test_a_build_that_was_cut_off_while_swapping_is_put_right(folder: Path) -> None:
    before = (folder / "graph" / "phones" / "word_boundary.int").read_bytes()
    (folder / "graph").rename(folder / ".old")
    (folder / ".new" / "graph").mkdir(parents=True)
    build(folder, KNOWN)
    assert (folder / "graph" / "phones" / "word_boundary.int").read_bytes() == before
    load_checked(folder)


def test_the_sums_are_those_of_the_new_files(folder: Path) -> None:
    build(folder, KNOWN)
    check_sums(folder)
    rows = (folder / SUMS_FILE).read_text(encoding="utf-8").splitlines()
    listed = {name: total for total, _, name in (row.partition("  ") for row in rows)}
    assert listed == {
        name: hashlib.sha256(content).hexdigest()
        for name, content in contents(folder).items()
        if name != SUMS_FILE
    }


def test_the_same_input_gives_the_same_bytes_whatever_the_hash_seed(
    base: Path, tmp_path: Path
) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from voice.danish.build import Knowledge, build\n"
        "build(Path(sys.argv[1]), Knowledge(\n"
        "    questions=['hvor er min taske', 'en taske koster en krone', 'ja', 'nej'],\n"
        "    answers=['Det koster 5 kr.'], names=['Ida', 'Bo'], streets=['Skovvej'],\n"
        "    towns=['Ribe', 'Nibe']))\n"
    )
    made = []
    for seed in ("1", "2"):
        folder = shutil.copytree(base, tmp_path / seed)
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", program, str(folder)]
        subprocess.run(command, check=True, timeout=120, env=environment)
        made.append(contents(folder))
    assert made[0] == made[1]
    assert b"tolv" in made[0]["graph/words.txt"]


def test_a_second_build_replaces_the_first_and_does_not_pile_up(folder: Path) -> None:
    build(folder, Knowledge(questions=["ladestander ladestander"]))
    assert "ladestander" in words_of(folder)
    built = build(folder, Knowledge(questions=["ja"]))
    assert "ladestander" not in words_of(folder)
    assert isinstance(built, Built)


def test_a_folder_without_a_lexicon_can_not_be_built(folder: Path) -> None:
    (folder / LEXICON_FILE).unlink()
    before = contents(folder)
    with pytest.raises(ModelError, match="Ordlisten"):
        build(folder, KNOWN)
    assert contents(folder) == before


def test_fewer_word_rows_make_a_smaller_graph(folder: Path) -> None:
    rows = [f"{a} {b} {c}" for a in WORDS[:9] for b in WORDS[9:] for c in WORDS[::4]]
    sizes = []
    for most in (100_000, 50):
        build(folder, Knowledge(questions=rows), Weights(rows=most))
        sizes.append((folder / "graph" / "HCLG.fst").stat().st_size)
    assert sizes[1] < 0.85 * sizes[0]


def test_knowledge_is_said_in_words_and_numbers_need_names_streets_and_towns() -> None:
    said = said_of(KNOWN)
    assert said.answers == [["tasken", "koster", "fem", "kroner"]]
    assert said.names == [["fie", "skov"]]
    assert said.numbers == []
    full = said_of(Knowledge(names=["Bo"], streets=["Skovvej"], towns=["Ribe"]))
    assert len(full.numbers) > 1000
    assert {"bo", "skovvej", "ribe", "nul"} <= full.sure_words()
