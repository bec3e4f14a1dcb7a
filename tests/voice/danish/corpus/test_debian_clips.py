"""The clips of Debian's packages: fetched, read with every possible text, split by words."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.voice.danish.corpus.recordings import record
from voice.danish.corpus import debian_clips, debian_packages, klettres, tuxpaint
from voice.danish.corpus.partition import FUNCTION_WORDS, words_of
from voice.errors import CorpusError

ANIMALS = ("frø", "ugle", "gås", "svale", "krage", "høne", "and", "due", "ørn", "måge", "struds")


def stamp(root: Path, name: str, text: str, seconds: float = 0.8) -> Path:
    audio = record(root / f"usr/share/tuxpaint/stamps/animals/{name}_desc_da.ogg", seconds, 44100)
    told = f"An animal.\naf.utf8='n Dier.\n{f'da.utf8={text}' if text else ''}\nsv.utf8=Ett djur.\n"
    audio.with_name(f"{name}.txt").write_text(told, "utf-8")
    return audio


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    stamps = tmp_path / "tuxpaint-stamps-default"
    for number, animal in enumerate(ANIMALS):
        # Each a little longer, since equal sounds are taken once.
        stamp(stamps, f"animal{number}", f"En {animal}.", 0.7 + number / 100)
    letters = tmp_path / "klettres-data" / "usr/share/klettres"
    samples = np.zeros(5 * 8000)
    samples[16000:20000] = 0.5 * np.sin(np.arange(4000) / 8)
    (letters / "da/alpha").mkdir(parents=True)
    soundfile.write(letters / "da/alpha/a-21.ogg", samples, 8000, format="OGG")
    record(letters / "da/syllab/ad-2.ogg", 0.5)
    (letters / "da/sounds.xml").write_text(
        '<klettres><language code="da"><menuitem><label>&amp;Danish</label></menuitem>'
        '<alphabet><sound name="V" file="da/alpha/a-21.ogg" />'
        '<sound name="W" file="da/alpha/a-22.ogg" /></alphabet>'
        '<syllables><sound name="BÅ" file="da/syllab/ad-2.ogg" /></syllables>'
        "</language></klettres>",
        "utf-8",
    )
    return tmp_path


def test_a_second_speaker_and_new_words_are_kept_for_testing(packages: Path) -> None:
    loaded = debian_clips.load(packages, test_share=0.2)
    train = [clip for clip in loaded.clips if clip.split == "train"]
    test = [clip for clip in loaded.clips if clip.split == "test"]
    assert {clip.source for clip in train} == {"tuxpaint"}
    assert sorted(clip.source for clip in test) == ["klettres"] * 2 + ["tuxpaint"] * 2
    trained = frozenset().union(*map(words_of, train)) - FUNCTION_WORDS
    assert not any(words_of(clip) & trained for clip in test)
    assert all(clip.closed and clip.licence == "GPL-2.0-or-later" for clip in loaded.clips)
    assert loaded.left_out == {"without audio": 1}


def test_the_second_speaker_can_be_trained_on(packages: Path) -> None:
    loaded = debian_clips.load(packages, test_share=0.2, train_on_klettres=True)
    assert {c.split for c in loaded.clips if c.source == "klettres"} == {"train"}


def test_a_letter_is_said_by_its_name_without_the_silence_around_it(packages: Path) -> None:
    letter, syllable = klettres.load(packages).clips
    assert letter.texts == ("ve", "v")
    assert letter.start == pytest.approx(2.0 - 0.15, abs=0.06)
    assert letter.end == pytest.approx(2.5 + 0.15, abs=0.06)
    assert syllable.texts == ("bå",)


def test_a_copy_is_taken_once_and_a_clip_without_text_is_told(packages: Path) -> None:
    root = packages / "tuxpaint-stamps-default"
    first = tuxpaint.load(packages).clips[0].audio
    shutil.copy(first, first.with_name("aardvark_desc_da.ogg"))
    stamp(root, "silent", "", 0.91)
    stamp(root, "model", "En VW 1303.", 0.92)
    loaded = tuxpaint.load(root)
    assert len(loaded.clips) == len(ANIMALS)
    assert loaded.left_out == {
        "that are copies of another": 1,
        "without a Danish text": 1,
        "whose text can't be what is said": 1,
    }


@pytest.mark.parametrize(
    ("text", "seconds", "wanted"),
    [
        ("En hest.", 0.6, ["en hest", "hest"]),
        ("En hest.", 0.3, ["en hest", "hest"]),
        ("Spis din broccoli!", 0.48, []),
        ("Pluto, der indtil for nylig blev anset som den 9. planet.", 0.59, ["pluto"]),
        ("Påfugle (han).", 1.0, ["påfugle han", "påfugle"]),
        ("Rumsonden Voyager-2.", 1.5, ["rumsonden voyager to"]),
        ("En formel-1 racerbil.", 1.0, ["en formel et racerbil", "formel et racerbil"]),
        ("Et skilt på sedan'en.", 1.2, ["et skilt på sedanen", "skilt på sedanen"]),
        ("En meget giftig »løvefisk«!", 1.8, ["en meget giftig løvefisk", "meget giftig løvefisk"]),
        ("Pas på! Kør forsigtigt!", 1.5, ["pas på kør forsigtigt", "pas på"]),
        ("Pas på! Kør forsigtigt!", 3.0, ["pas på kør forsigtigt"]),
        ("Et VW-hjul.", 0.8, []),
    ],
)
def test_only_what_can_be_said_in_the_time(text: str, seconds: float, wanted: list[str]) -> None:
    assert list(tuxpaint.readings(text, seconds)) == wanted


def test_a_missing_package_is_named_with_how_to_get_it(packages: Path) -> None:
    shutil.rmtree(packages / "klettres-data")
    with pytest.raises(CorpusError, match="apt-get download klettres-data"):
        debian_clips.load(packages)


@pytest.fixture
def archive(packages: Path) -> Path:
    if shutil.which("dpkg-deb") is None:
        pytest.skip("no dpkg-deb on this machine")
    root = packages / "tuxpaint-stamps-default"
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN" / "control").write_text(
        "Package: tuxpaint-stamps-default\nVersion: 1\nArchitecture: all\n"
        "Maintainer: Nobody <nobody@example.org>\nDescription: stamps\n"
    )
    target = packages / "downloaded" / "tuxpaint-stamps-default_1_all.deb"
    target.parent.mkdir()
    subprocess.run(["dpkg-deb", "--build", str(root), str(target)], check=True, capture_output=True)
    return target


def test_a_package_already_downloaded_is_unpacked_and_kept(archive: Path) -> None:
    folder = archive.parent
    debian_packages.fetch(folder, ["tuxpaint-stamps-default"])
    assert len(tuxpaint.load(folder).clips) == len(ANIMALS)
    archive.unlink()
    debian_packages.fetch(folder, ["tuxpaint-stamps-default"])
    assert len(tuxpaint.load(folder).clips) == len(ANIMALS)


def test_a_damaged_package_leaves_nothing_behind(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:500])
    with pytest.raises(CorpusError, match="dpkg -x"):
        debian_packages.fetch(archive.parent, ["tuxpaint-stamps-default"])
    assert not (archive.parent / "tuxpaint-stamps-default").exists()


def test_a_machine_without_apt_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CorpusError, match="apt-get is not on this machine"):
        debian_packages.fetch(tmp_path / "packages")
