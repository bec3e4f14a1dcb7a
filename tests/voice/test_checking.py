"""A broken model folder is told in plain words and never ends the process that loads it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.voice.spoken import speak
from voice.danish.export.folder import Decoding
from voice.engines.checking import load_checked
from voice.engines.checksums import SUMS_FILE, write_sums
from voice.errors import ModelError
from voice.recognizer import Final


@pytest.fixture
def folder(tiny_model: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "vosk-kopi"
    shutil.copytree(tiny_model, copy)
    (copy / SUMS_FILE).unlink()
    return copy


def hears(folder: Path, text: str) -> Final:
    stream = load_checked(folder).recognizer(8000)
    stream.accept(speak(text).astype("<i2").tobytes())
    return stream.finish()


def test_a_good_folder_is_loaded_and_hears(tiny_model: Path) -> None:
    assert hears(tiny_model, "kommune skole").text == "kommune skole"


def test_a_relative_folder_is_found(tiny_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tiny_model.parent)
    assert hears(Path(tiny_model.name), "nej").text == "nej"


def test_the_model_says_its_rate(tiny_model: Path) -> None:
    assert load_checked(tiny_model).sample_rate == 8000


@pytest.mark.parametrize(
    "name",
    [
        "am/final.mdl",
        "conf/mfcc.conf",
        "conf/model.conf",
        "graph/words.txt",
        "graph/HCLG.fst",
    ],
)
def test_a_file_that_is_missing_or_empty_is_named(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"")
    with pytest.raises(ModelError, match=f"{name} er tom"):
        load_checked(folder)
    (folder / name).unlink()
    with pytest.raises(ModelError, match=f"mangler {name}"):
        load_checked(folder)


def test_no_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="findes ikke"):
        load_checked(tmp_path / "ingen")


def replaced(name: str, old: bytes, new: bytes) -> Callable[[Path], None]:
    def breaks(folder: Path) -> None:
        content = (folder / name).read_bytes()
        assert old in content
        (folder / name).write_bytes(content.replace(old, new, 1))

    return breaks


def cut(name: str, size: int) -> Callable[[Path], None]:
    def breaks(folder: Path) -> None:
        (folder / name).write_bytes((folder / name).read_bytes()[:size])

    return breaks


@pytest.mark.parametrize(
    ("breaks", "told"),
    [
        (replaced("conf/mfcc.conf", b"--sample-frequency=8000\n", b""), "sample-frequency"),
        (replaced("conf/mfcc.conf", b"8000", b"otte"), "sample-frequency"),
        (replaced("graph/words.txt", b"kommune 19", b"kommune"), "linje 20"),
        (replaced("graph/words.txt", b"kommune 19", b"kommune 18"), "linje 20"),
        (replaced("graph/words.txt", b"kommune", b"\xff\xfe"), "UTF-8"),
        (cut("graph/words.txt", 8), "ingen ord"),
    ],
)
def test_what_can_be_seen_without_the_library_is_told(
    folder: Path, breaks: Callable[[Path], None], told: str
) -> None:
    breaks(folder)
    with pytest.raises(ModelError, match=told):
        load_checked(folder)


@pytest.mark.parametrize(
    ("breaks", "told"),
    [
        (cut("am/final.mdl", 5000), "virker ikke. Vosk siger"),
        (cut("graph/HCLG.fst", 5000), "virker ikke. Vosk siger"),
        (replaced("conf/mfcc.conf", b"--num-ceps=40", b"--num-ceps=30"), "30 .* 40"),
        (replaced("conf/mfcc.conf", b"--dither", b"--ditherer"), "Invalid option --ditherer"),
        (replaced("am/final.mdl", b"<Nnet3>", b"<Nnet4>"), "<Nnet4>"),
    ],
)
def test_what_the_library_can_not_use_is_told_with_its_reason(
    folder: Path, breaks: Callable[[Path], None], told: str
) -> None:
    breaks(folder)
    with pytest.raises(ModelError, match=told) as caught:
        load_checked(folder)
    assert "muni voice build" in str(caught.value)


def test_what_ends_the_process_of_the_library_does_not_end_ours(folder: Path) -> None:
    replaced("am/final.mdl", b"<Tuples>", b"<Tupels>")(folder)
    done = subprocess.run(
        [sys.executable, "-m", "voice.engines.probe", str(folder), "20"],
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode < 0, "the folder no longer breaks the library: break it in another way"
    with pytest.raises(ModelError, match="bryde sammen"):
        load_checked(folder)


def test_a_model_that_takes_far_too_long_is_given_up(folder: Path) -> None:
    endless = Decoding(beam=1000, lattice_beam=1000, max_active=9_999_999)
    (folder / "conf/model.conf").write_text(endless.text())
    began = time.monotonic()
    with pytest.raises(ModelError, match="blev ikke klar på 1 sekunder"):
        load_checked(folder, limit_s=1)
    assert time.monotonic() - began < 20


def test_one_changed_bit_is_seen_when_the_folder_has_its_sums(folder: Path) -> None:
    write_sums(folder)
    load_checked(folder)
    content = bytearray((folder / "am/final.mdl").read_bytes())
    content[-1000] ^= 1
    (folder / "am/final.mdl").write_bytes(content)
    with pytest.raises(ModelError, match=r"am/final\.mdl er ikke den fil"):
        load_checked(folder)


def test_the_sums_are_those_of_sha256sum(folder: Path) -> None:
    write_sums(folder)
    command = ["sha256sum", "--check", "--strict", "--quiet", SUMS_FILE]
    assert subprocess.run(command, cwd=folder, check=False).returncode == 0


def test_vosk_is_not_loaded_beside_kaldifst() -> None:
    code = "import kaldifst, voice.engines.vosk"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=60, check=False
    )
    assert b"can't share a process" in done.stderr
