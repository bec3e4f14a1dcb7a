"""A folder with an ONNX transducer is taken in, or refused in plain words, without risk."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.voice.tone_models import make
from tests.voice.tones import play
from voice.engines.checking import load_checked
from voice.engines.checksums import write_sums
from voice.engines.transducer import TransducerModel
from voice.engines.transducer_folder import find_files
from voice.errors import ModelError

KINDS = ("streaming", "offline", "nemo", "nemo-streaming")


@pytest.fixture
def nemo(tmp_path: Path) -> Path:
    return make("nemo", tmp_path)


@pytest.fixture
def streaming(tmp_path: Path) -> Path:
    return make("streaming", tmp_path)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rate", [8000, 16000])
def test_every_kind_that_can_be_exported_hears(tmp_path: Path, kind: str, rate: int) -> None:
    stream = TransducerModel(make(kind, tmp_path)).recognizer(rate)
    stream.accept(play("kommune skole tre", rate).astype("<i2").tobytes())
    assert stream.finish().text == "kommune skole tre"


@pytest.mark.parametrize("kind", ["streaming", "nemo"])
def test_a_good_folder_is_loaded_once_tried_out(tmp_path: Path, kind: str) -> None:
    folder = make(kind, tmp_path)
    write_sums(folder)
    model = load_checked(folder)
    stream = model.recognizer(8000)
    stream.accept(play("nej tak", 8000).astype("<i2").tobytes())
    assert stream.finish().text == "nej tak"
    assert model.sample_rate == 16000


def test_the_small_files_are_taken_where_both_are_there(nemo: Path) -> None:
    shutil.copy(nemo / "joiner.onnx", nemo / "joiner.int8.onnx")
    (nemo / "encoder.onnx").write_bytes(b"not looked at")
    files = find_files(nemo)
    assert files.encoder.name == "encoder.int8.onnx"
    assert files.decoder.name == "decoder.onnx"
    assert files.joiner.name == "joiner.int8.onnx"


def remove(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


def write(name: str, content: bytes) -> Callable[[Path], None]:
    def breaks(folder: Path) -> None:
        (folder / name).write_bytes(content)

    return breaks


def cut(name: str, left: int) -> Callable[[Path], None]:
    def breaks(folder: Path) -> None:
        (folder / name).write_bytes((folder / name).read_bytes()[:left])

    return breaks


def copy(name: str, to: str) -> Callable[[Path], None]:
    def breaks(folder: Path) -> None:
        shutil.copy(folder / name, folder / to)

    return breaks


def replace(name: str, old: bytes, new: bytes) -> Callable[[Path], None]:
    def breaks(folder: Path) -> None:
        content = (folder / name).read_bytes()
        assert old in content
        (folder / name).write_bytes(content.replace(old, new, 1))

    return breaks


@pytest.mark.parametrize(
    ("breaks", "told"),
    [
        (remove("joiner.onnx"), r"mangler joiner\*\.onnx"),
        (remove("tokens.txt"), "mangler tokens.txt"),
        (write("decoder.onnx", b""), "decoder.onnx er ikke en hel ONNX-fil"),
        (write("encoder.int8.onnx", b"<!doctype html>"), "ikke en hel ONNX-fil"),
        (write("encoder.int8.onnx", bytes(5000)), "ikke en hel ONNX-fil"),
        (cut("encoder.int8.onnx", 9000), "ikke en hel ONNX-fil"),
        (cut("joiner.onnx", 100), "ikke en hel ONNX-fil"),
        (copy("joiner.onnx", "encoder.int8.onnx"), "har ingen metadata"),
        (replace("tokens.txt", b"rt 6\n", b""), "passer ikke til modellen"),
        (replace("tokens.txt", b"rt 6\n", b"rt seks\n"), "linje 7 i tokens.txt"),
        (write("tokens.txt", b"<blk> 0\nhej med dig 1\n"), "linje 2 i tokens.txt"),
        (replace("tokens.txt", b"<blk>", b"<nul>"), "passer ikke til modellen"),
    ],
)
def test_what_can_be_seen_without_the_library_is_told(
    nemo: Path, breaks: Callable[[Path], None], told: str
) -> None:
    breaks(nemo)
    with pytest.raises(ModelError, match=told) as caught:
        load_checked(nemo)
    assert "eksportér" in str(caught.value)


def test_two_models_in_a_folder_are_not_chosen_between(streaming: Path) -> None:
    for part in ("encoder", "decoder", "joiner"):
        shutil.copy(streaming / f"{part}-epoch-9-avg-1.onnx", streaming / f"{part}.onnx")
    with pytest.raises(ModelError, match="rummer 2 modeller"):
        find_files(streaming)


def test_parts_of_different_exports_are_not_joined(streaming: Path) -> None:
    (streaming / "joiner-epoch-9-avg-1.onnx").rename(streaming / "joiner-epoch-8-avg-1.onnx")
    with pytest.raises(ModelError, match="hver sin eksport"):
        find_files(streaming)


@pytest.mark.parametrize(
    ("breaks", "told"),
    [
        (copy("joiner.onnx", "decoder.onnx"), "sherpa-onnx"),
        (replace("encoder.int8.onnx", b"Hardmax", b"Softmix"), "Softmix"),
        (replace("encoder.int8.onnx", b"subsampling_factor", b"subsampling_faktor"), "factor"),
        (replace("encoder.int8.onnx", b"weights", b"wrights"), "sherpa-onnx siger"),
        (replace("tokens.txt", b"<blk> 30\n", b"x 30\n<blk> 31\n"), "<blk> is not the last token"),
    ],
)
def test_what_the_library_can_not_use_is_told_with_its_reason(
    nemo: Path, breaks: Callable[[Path], None], told: str
) -> None:
    breaks(nemo)
    with pytest.raises(ModelError, match=told):
        load_checked(nemo)


def test_a_folder_without_the_library_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "encoder.onnx").touch()
    monkeypatch.setitem(sys.modules, "sherpa_onnx", None)
    with pytest.raises(ModelError, match="uv sync --extra transducer"):
        load_checked(tmp_path)
