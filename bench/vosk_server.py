"""alphacep's vosk-server beside MUNI: its Python WebSocket server, started from where it lies.

Nothing of it is in this repository: git clone https://github.com/alphacep/vosk-server.
"""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp

from bench.calls import Ear, Heard, play
from bench.process import memory_mb
from bench.recordings import Recording
from bench.servers import free_port
from voice.engines.words import NOISE_WORD, UNKNOWN_WORD

SCRIPT = "websocket/asr_server.py"
START_SECONDS = 60.0
_END_OF_LINE = '{"eof" : 1}'
"""To the letter: the server compares it as a string."""
_BARE = """
import asyncio, concurrent.futures, json, logging, os, pathlib, sys, time
import vosk, websockets
status = pathlib.Path("/proc/self/status").read_text()
before = next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]
vosk.SetLogLevel(-1)
began = time.perf_counter()
vosk.Model(sys.argv[1])
print(json.dumps({"before_mb": int(before) / 1024, "load_s": time.perf_counter() - began}))
"""
"""The libraries that the server uses and the call by which it loads the model, without it."""


class SocketEar:
    """One connection to the server, uncompressed."""

    def __init__(self, session: aiohttp.ClientSession, socket: aiohttp.ClientWebSocketResponse):
        self._session = session
        self._socket = socket

    async def hear(self, piece: bytes) -> str | None:
        """See ``bench.calls.Ear``."""
        await self._socket.send_bytes(piece)
        return await self._answer()

    async def finish(self) -> str:
        """See ``bench.calls.Ear``."""
        await self._socket.send_str(_END_OF_LINE)
        return await self._answer() or ""

    async def close(self) -> None:
        """See ``bench.calls.Ear``."""
        await self._socket.close()
        await self._session.close()

    async def _answer(self) -> str | None:
        message = await self._socket.receive()
        if message.type is not aiohttp.WSMsgType.TEXT:
            raise RuntimeError(f"vosk-server answered with {message.type.name} {message.data}")
        text = json.loads(message.data).get("text")
        if text is None:
            return None
        return " ".join(word for word in text.split() if word not in {NOISE_WORD, UNKNOWN_WORD})


class VoskServer:
    """The running server; ``about`` is what its start took."""

    def __init__(self, url: str, pid: int, about: dict[str, float], said: list[Recording]) -> None:
        self.pid = pid
        self.about = about
        self._url = url
        self._recordings = said

    def play(self, streams: int, seconds: float) -> Heard:
        """What that many callers, all in this process, saw in so long."""
        return asyncio.run(play(self._open, self._recordings, streams, seconds))

    async def _open(self) -> Ear:
        session = aiohttp.ClientSession()
        return SocketEar(session, await session.ws_connect(self._url))


def find(given: Path | None) -> Path | None:
    """The server's file, given itself or the folder of the clone; None when it isn't there."""
    candidates = [given, given / SCRIPT] if given else []
    return next((path.resolve() for path in candidates if path.is_file()), None)


@contextmanager
def started(
    script: Path, model: Path, recordings: list[Recording], folder: Path
) -> Iterator[VoskServer]:
    """The server with the model loaded; its log goes to ``folder``.

    Raises RuntimeError when it doesn't listen in a minute, CalledProcessError when the model can't
    be loaded.
    """
    bare = [sys.executable, "-c", _BARE, str(model.resolve())]
    about: dict[str, float] = json.loads(
        subprocess.run(bare, check=True, capture_output=True).stdout
    )
    port = free_port()
    environment = {
        **os.environ,
        "VOSK_SERVER_INTERFACE": "127.0.0.1",
        "VOSK_SERVER_PORT": str(port),
        "VOSK_SAMPLE_RATE": "8000",
    }
    log = folder / "vosk-server.log"
    began = time.perf_counter()
    with (
        log.open("wb") as file,
        subprocess.Popen(
            [sys.executable, str(script), str(model.resolve())],
            cwd=folder,
            env=environment,
            stdout=file,
            stderr=file,
        ) as process,
    ):
        try:
            _wait(port, process, log)
            about["start_s"] = time.perf_counter() - began
            about["loaded_mb"] = memory_mb(process.pid)
            yield VoskServer(f"ws://127.0.0.1:{port}", process.pid, about, recordings)
        finally:
            process.kill()


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    said = log.read_text(encoding="utf-8", errors="replace")[-1000:]
    raise RuntimeError(f"vosk-server did not listen in {START_SECONDS:.0f} s:\n{said}")
