"""The Danish voice is fetched whole or not at all, and what is in the way is told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.voice.speech.voice_repository import VOICE, VoiceRepository, serving
from voice.engines.checksums import check_sums
from voice.errors import SynthesisError
from voice.speech.piper_voice import fetch_voice

MODEL = bytes(range(256)) * 4000


@pytest.fixture
def repository() -> Iterator[VoiceRepository]:
    files = {f"{VOICE}.onnx": MODEL, f"{VOICE}.onnx.json": b"{}", "MODEL_CARD": b"# Dansk"}
    with serving(VoiceRepository(files)) as served:
        yield served


def test_all_files_come_and_are_checked(repository: VoiceRepository, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    folder = tmp_path / "piper-da"
    voice = fetch_voice(folder, repository.address, lambda *progress: told.append(progress))
    assert voice == folder / f"{VOICE}.onnx"
    assert voice.read_bytes() == MODEL
    assert (folder / f"{VOICE}.onnx.json").read_bytes() == b"{}"
    assert (folder / "MODEL_CARD").exists()
    assert hashlib.sha256(MODEL).hexdigest() in (folder / "SHA256SUMS").read_text("utf-8")
    check_sums(folder)
    assert told[-1] == (f"{VOICE}.onnx", len(MODEL), len(MODEL))
    assert repository.fetched()[-1] == f"{VOICE}.onnx"
    assert not list(folder.glob("*.part"))


def test_what_is_here_and_whole_is_not_fetched_again(
    repository: VoiceRepository, tmp_path: Path
) -> None:
    fetch_voice(tmp_path, repository.address)
    repository.asked.clear()
    (tmp_path / f"{VOICE}.onnx.json").write_bytes(b"[]")
    fetch_voice(tmp_path, repository.address)
    assert repository.fetched() == [f"{VOICE}.onnx.json"]


def test_a_broken_off_fetch_leaves_no_voice_and_goes_on_from_there(
    repository: VoiceRepository, tmp_path: Path
) -> None:
    repository.breaks_off_after = 600_000
    with pytest.raises(SynthesisError):
        fetch_voice(tmp_path, repository.address)
    assert not (tmp_path / f"{VOICE}.onnx").exists()
    here = (tmp_path / f"{VOICE}.onnx.part").stat().st_size
    assert 0 < here <= 600_000
    repository.breaks_off_after = None
    assert fetch_voice(tmp_path, repository.address).read_bytes() == MODEL
    assert repository.asked[-1][1] == f"bytes={here}-"


def test_a_server_that_knows_no_ranges_sends_it_all_again(
    repository: VoiceRepository, tmp_path: Path
) -> None:
    (tmp_path / f"{VOICE}.onnx.part").write_bytes(MODEL[:1000])
    repository.knows_ranges = False
    assert fetch_voice(tmp_path, repository.address).read_bytes() == MODEL


def test_a_beginning_of_another_file_is_thrown_away(
    repository: VoiceRepository, tmp_path: Path
) -> None:
    (tmp_path / f"{VOICE}.onnx.part").write_bytes(b"x" * 1000)
    assert fetch_voice(tmp_path, repository.address).read_bytes() == MODEL


@pytest.mark.parametrize(
    "changed", [MODEL[:-1] + b"?", MODEL + b"mere"], ids=["another byte", "more bytes"]
)
def test_a_changed_file_is_refused_and_removed(
    repository: VoiceRepository, tmp_path: Path, changed: bytes
) -> None:
    path = next(path for path in repository.files if path.endswith(".onnx"))
    repository.files[path] = changed
    with pytest.raises(SynthesisError, match="forkert kontrolsum"):
        fetch_voice(tmp_path, repository.address)
    assert not list(tmp_path.glob("*.onnx*part"))
    assert not (tmp_path / f"{VOICE}.onnx").exists()


@pytest.mark.parametrize("status", [403, 404, 503])
def test_a_network_that_refuses_is_told_in_danish(
    repository: VoiceRepository, tmp_path: Path, status: int
) -> None:
    repository.status = status
    with pytest.raises(SynthesisError, match=rf"svarede {status}\. Netværket tillader det måske"):
        fetch_voice(tmp_path / "ny", repository.address)
    assert not (tmp_path / "ny").exists()


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1", "ftp://x", "http://[", "ikke en adresse"]
)
def test_a_net_that_is_not_there_is_told_in_danish(tmp_path: Path, address: str) -> None:
    with pytest.raises(SynthesisError, match=r"Stemmen kunne ikke hentes.*--from"):
        fetch_voice(tmp_path, address)


@pytest.mark.parametrize(
    "voices",
    [
        b"<html>Log ind</html>",
        b"[]",
        b"{}",
        b'{"da_DK-talesyntese-medium": {"files": {}}}',
        b'{"da_DK-talesyntese-medium": {"files": {"a": {"size_bytes": "x"}}}}',
    ],
)
def test_a_list_that_is_none_is_told(
    repository: VoiceRepository, tmp_path: Path, voices: bytes
) -> None:
    repository.voices = voices
    with pytest.raises(SynthesisError, match=r"voices\.json"):
        fetch_voice(tmp_path, repository.address)


def test_names_that_lead_out_of_the_folder_stay_in_it(
    repository: VoiceRepository, tmp_path: Path
) -> None:
    repository.files["../../ud.txt"] = b"ud"
    repository.voices = repository.voices.replace(
        b'"files": {', b'"files": {"../../ud.txt": {"size_bytes": 2, "md5_digest": "0"}, '
    )
    with pytest.raises(SynthesisError):
        fetch_voice(tmp_path / "a" / "b", repository.address)
    outside = [path for path in tmp_path.rglob("*.*") if path.parent != tmp_path / "a" / "b"]
    assert not outside
