"""streamdouble, a third party's simulator of Twilio Media Streams, against ``/voice/twilio``."""

from __future__ import annotations

import json
import math
import struct
import subprocess
import sys
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.settings import ROOT
from tests.outside.conftest import Server
from tests.voice.lines.callers import TwilioCaller
from tests.voice.lines.serving import Service, serving

VERSION = "0.3.0"
PUBLIC_URL = "https://muni.example.dk"
LINE = {"twilio_token": TwilioCaller.token, "public_url": PUBLIC_URL, "lines": "twilio"}
RUNNER = Path(__file__).with_name("signed_streamdouble.py")
SECONDS = 2
LIMIT_S = 120


@pytest.fixture(scope="module")
def python() -> Path:
    """The interpreter of streamdouble's environment; made once, since it needs a newer NumPy."""
    folder = ROOT / "var" / "streamdouble"
    found = folder / "bin" / "python"
    done = folder / ".done"
    if not done.exists() or done.read_text() != VERSION:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        install = [str(found), "-m", "pip", "install", "--quiet", f"streamdouble=={VERSION}"]
        subprocess.run(install, check=True)
        done.write_text(VERSION)
    return found


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds of a rising tone, 8 kHz."""
    path = tmp_path_factory.mktemp("clip") / "tone.wav"
    samples = [round(8000 * math.sin(n * n / 30_000)) for n in range(8000 * SECONDS)]
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return path


@pytest.fixture(scope="module")
def echo() -> Iterator[Service]:
    """The line with a call handler that plays back."""
    with serving(**LINE) as running:
        yield running


def simulate(python: Path, *arguments: str) -> dict[str, Any]:
    """What streamdouble reports, with its exit status."""
    signature = TwilioCaller("").signature(f"{PUBLIC_URL.replace('https', 'wss')}/voice/twilio")
    command = [str(python), str(RUNNER), signature, *arguments, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_S, check=False)
    assert done.stdout, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    assert done.returncode == report["exit_code"], done.stderr
    return report


def scenario(folder: Path, *steps: str) -> str:
    """A script of a call."""
    path = folder / "call.yaml"
    path.write_text("name: call\nsteps:\n" + "".join(f"  - {step}\n" for step in steps))
    return str(path)


def test_every_frame_comes_back_and_none_breaks_the_protocol(
    python: Path, echo: Service, clip: Path
) -> None:
    report = simulate(python, "call", echo.ws("twilio"), "--audio", str(clip))
    assert report["violations"] == []
    assert report["exit_code"] == 0
    assert report["media_frames_received"] >= SECONDS * 50
    assert report["closed_by"] is None


def test_keys_clear_and_a_silent_caller(
    python: Path, echo: Service, clip: Path, tmp_path: Path
) -> None:
    steps = [f"say: {clip}", "wait_for: audio", "dtmf: '2'", "wait_for: clear", "wait: 1"]
    script = scenario(tmp_path, *steps, "expect: clear", "expect: no_violations")
    report = simulate(python, "scenario", script, echo.ws("twilio"))
    assert report["violations"] == []
    assert report["exit_code"] == 0


def test_a_bad_network_and_an_abrupt_end(
    python: Path, echo: Service, clip: Path, tmp_path: Path
) -> None:
    network = ["--packet-loss", "0.1", "--jitter", "30", "--latency", "50"]
    report = simulate(python, "call", echo.ws("twilio"), "--audio", str(clip), *network)
    assert (report["violations"], report["exit_code"]) == ([], 0)
    script = scenario(tmp_path, f"say: {clip}", "wait_for: audio", "hangup")
    assert simulate(python, "scenario", script, echo.ws("twilio"))["violations"] == []


def test_the_service_greets_the_caller(python: Path, clip: Path, tmp_path: Path) -> None:
    server = Server(tmp_path, **{f"MUNI_{name.upper()}": value for name, value in LINE.items()})
    server.start()
    try:
        script = scenario(
            tmp_path, "wait_for: audio", "wait: 2", f"say: {clip}", "dtmf: '1'", "wait: 1",
            "expect: audio", "expect: no_violations",
        )  # fmt: skip
        url = f"ws://127.0.0.1:{server.port}/voice/twilio"
        report = simulate(python, "scenario", script, url)
        assert report["violations"] == []
        assert report["exit_code"] == 0
    finally:
        server.stop()
