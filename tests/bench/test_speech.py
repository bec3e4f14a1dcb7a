"""The speech benchmark measures both sides, and says so when there is only one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.recordings import BYTES_PER_SAMPLE, PIECE_BYTES, RATE
from bench.speech import main
from bench.spoken import AFTER_S, record

SERVER = Path(__file__).parent / "other_server.py"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "texts.jsonl"
    rows = [{"text": text} for text in ("ja tak", "skole", "kommune tre", "nej")]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def measured(
    model: Path, texts: Path, seconds: float, server: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Any]:
    monkeypatch.delenv("VOSK_SERVER", raising=False)
    out = texts.parent / "out"
    main([
        *("--model", str(model), "--texts", str(texts), "--out", str(out), "--streams", "2"),
        *("--seconds", str(seconds), "--vosk-server", str(server)),
    ])  # fmt: skip
    found: dict[str, Any] = json.loads((out / "speech.json").read_text(encoding="utf-8"))
    return found


def test_a_second_of_two_callers_is_paced_and_measured(
    tiny_model: Path,
    texts: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = measured(tiny_model, texts, 1.0, texts.parent / "nowhere", monkeypatch)
    (row,) = found["muni"]["rows"]
    assert 0 < row["audio_s"] <= 2.0, "nobody can speak more than a second a second"
    assert row["cpu"] < 1
    assert found["muni"]["before_mb"] < found["muni"]["loaded_mb"] <= row["rss_mb"]
    assert found["muni"]["load_s"] <= found["muni"]["start_s"]
    assert "vosk-server" not in found
    assert "vosk-server was not measured" in capsys.readouterr().out


def test_both_sides_hear_the_same_callers_to_the_end(
    tiny_model: Path,
    texts: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    sides = ("muni", "vosk-server")
    # A busy machine may need longer than the callers do.
    for seconds in (6.0, 40.0):
        found = measured(tiny_model, texts, seconds, SERVER, monkeypatch)
        if all(found[side]["rows"][0]["finish_count"] > 1 for side in sides):
            break
    for side in sides:
        (row,) = found[side]["rows"]
        assert row["finish_count"] > 1
        assert row["endpoint_count"] > 0
        # The models that tests make wait half a second of silence at the least.
        assert row["endpoint_p50_ms"] > 450
        assert row["finish_p50_ms"] >= 0
        assert found[side]["load_s"] >= 0
    assert found["same_text"] == 1.0
    assert "the same text for 1.0" in capsys.readouterr().out


def test_speech_ends_where_the_recording_says(tmp_path: Path) -> None:
    (recording,) = record(["kommunen har åbent"], tmp_path)
    pieces = list(recording.speech())
    assert sum(map(len, pieces)) == BYTES_PER_SAMPLE * recording.speech_end
    assert {len(piece) for piece in pieces[:-1]} == {PIECE_BYTES}
    everything = b"".join(recording.with_silence())
    silent = len(everything) / BYTES_PER_SAMPLE / RATE - recording.speech_end / RATE
    assert AFTER_S <= silent < AFTER_S + 0.5


def test_a_model_that_is_not_there_is_told(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit, match="findes ikke"):
        measured(texts.parent / "intet", texts, 1.0, SERVER, monkeypatch)
