"""The clips of the final tests are read with what is told of them, and only ever as a test."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from tests.voice.danish.corpus.recordings import record
from voice.danish.corpus import gcompris, ktuberling
from voice.errors import CorpusError


def tagged(path: Path, **tags: str) -> None:
    """An Ogg Vorbis file's beginning, as far as its tags."""
    packed = struct.pack("<I", 4) + b"test" + struct.pack("<I", len(tags))
    for name, value in tags.items():
        entry = f"{name}={value}".encode()
        packed += struct.pack("<I", len(entry)) + entry
    path.write_bytes(b"OggS" + bytes(40) + b"\x01vorbis" + bytes(30) + b"\x03vorbis" + packed)


@pytest.fixture
def sounds(tmp_path: Path) -> Path:
    root = tmp_path / "ktuberling-data/usr/share/ktuberling/sounds"
    names = ("blomst", "overskaeg", "egypt_broend", "tv_tog", "tv_fence", "xmas_owl")
    for name in names:
        record(root / "da" / f"{name}.ogg", 0.6)
    tagged(root / "da" / "tux-key.ogg", ARTIST="somebody", COMMENTS="da:Nøgle")
    tagged(root / "da" / "tux-zzz.ogg", ARTIST="somebody", COMMENTS="da:Zzz")
    tagged(root / "da" / "kid-tux.ogg", TITLE="Kid")
    files = [*names, "tux-key", "tux-zzz", "kid-tux", "gone"]
    entries = "".join(f'<sound name="x_{name}" file="da/{name}.ogg" />' for name in files)
    (root / "da.soundtheme").write_text(f'<language code="da">{entries}</language>', "utf-8")
    return tmp_path


def test_danish_names_and_comments_tell_what_is_said(sounds: Path) -> None:
    loaded = ktuberling.load(sounds)
    assert [clip.text for clip in loaded.clips] == ["blomst", "brønd", "overskæg", "nøgle", "tog"]
    assert [clip.speaker for clip in loaded.clips].count("ktuberling-robin") == 1
    assert all(clip.split == "test" and clip.closed for clip in loaded.clips)
    assert loaded.left_out == {"without audio": 1, "where what is said isn't told": 4}


@pytest.fixture
def voices(tmp_path: Path) -> Path:
    for name in (
        "alphabet/U0061", "alphabet/U0062", "alphabet/U00E5", "alphabet/U0031", "alphabet/U0037",
        "alphabet/19", "colors/pink", "geography/denmark", "geography/salvador", "misc/welcome",
    ):  # fmt: skip
        record(tmp_path / "GCompris-voices" / "da" / f"{name}.ogg", 0.5)
    return tmp_path / "GCompris-voices"


def test_letters_numbers_colours_and_places(voices: Path) -> None:
    loaded = gcompris.load(voices)
    assert {clip.texts for clip in loaded.clips} == {
        ("a",), ("be", "b"), ("å",), ("en", "et"), ("syv",), ("nitten",), ("lyserød",),
        ("danmark",), ("el salvador", "salvador"),
    }  # fmt: skip
    assert {clip.split for clip in loaded.clips} == {"test"}
    assert loaded.left_out == {"where what is said isn't told": 1}
    assert gcompris.load(voices / "da").clips == loaded.clips


@pytest.mark.parametrize("split", ["train", "dev"])
def test_any_other_split_is_refused(sounds: Path, voices: Path, split: str) -> None:
    with pytest.raises(CorpusError, match="kept for a final test"):
        ktuberling.load(sounds, split)  # type: ignore[arg-type]
    with pytest.raises(CorpusError, match="kept for a final test"):
        gcompris.load(voices, split)  # type: ignore[arg-type]


def test_a_folder_without_them_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="apt-get download ktuberling-data"):
        ktuberling.load(tmp_path)
    with pytest.raises(CorpusError, match="no Danish voices"):
        gcompris.load(tmp_path)
