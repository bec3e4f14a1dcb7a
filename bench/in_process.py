"""MUNI's side of the speech benchmark: the recognizer port with a thread pool, in one process.

Run by ``bench.speech`` as ``python -m bench.in_process MODEL RECORDINGS``. The callers are in that
process as well, as the telephone lines are in the hotline. Each line in is ``{"streams": ...,
"seconds": ...}``, each line out what was heard; the first one is about the start.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

from bench.calls import Ear, Heard, play
from bench.process import memory_mb
from bench.recordings import RATE, read_index
from voice.recognizer import Final, Recognizer, SpeechModel

_ROOT = Path(__file__).resolve().parent.parent


class PortEar:
    """A recognizer whose work is done in ``pool``."""

    def __init__(self, recognizer: Recognizer, pool: ThreadPoolExecutor) -> None:
        self._recognizer = recognizer
        self._pool = pool

    async def hear(self, piece: bytes) -> str | None:
        """See ``bench.calls.Ear``."""
        loop = asyncio.get_running_loop()
        told = await loop.run_in_executor(self._pool, self._recognizer.accept, piece)
        return told.text if isinstance(told, Final) else None

    async def finish(self) -> str:
        """See ``bench.calls.Ear``."""
        loop = asyncio.get_running_loop()
        return (await loop.run_in_executor(self._pool, self._recognizer.finish)).text

    async def close(self) -> None:
        """The recognizer goes away with the last reference."""


class InProcess:
    """The other process, started; ``about`` is what it said of its start."""

    def __init__(self, process: subprocess.Popen[str], began: float) -> None:
        self._process = process
        self.pid = process.pid
        self.about: dict[str, float] = self._told()
        self.about["start_s"] = time.perf_counter() - began

    def play(self, streams: int, seconds: float) -> Heard:
        """What that many callers saw in so long."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"streams": streams, "seconds": seconds}) + "\n")
        self._process.stdin.flush()
        return Heard(**self._told())

    def _told(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"MUNI's side ended with status {self._process.wait()}")
        return cast(dict[str, Any], json.loads(line))


@contextmanager
def started(model: Path, recordings: Path) -> Iterator[InProcess]:
    """A process that has loaded the model; raises RuntimeError when it ends."""
    began = time.perf_counter()
    command = [sys.executable, "-m", __name__, str(model.resolve()), str(recordings)]
    with subprocess.Popen(
        command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield InProcess(process, began)
        finally:
            process.kill()


def serve(folder: Path, recordings: Path) -> None:
    """Load the model, tell what that took, and play what is asked for until standard input ends."""
    from voice.engines.vosk import VoskModel

    before = memory_mb(os.getpid())
    began = time.perf_counter()
    model = VoskModel(folder)
    load_s = time.perf_counter() - began
    _tell({"before_mb": before, "loaded_mb": memory_mb(os.getpid()), "load_s": load_s})
    spoken = read_index(recordings)
    pool = ThreadPoolExecutor(os.cpu_count() or 1)
    for line in sys.stdin:
        _tell(asdict(asyncio.run(play(lambda: _open(model, pool), spoken, **json.loads(line)))))


async def _open(model: SpeechModel, pool: ThreadPoolExecutor) -> Ear:
    loop = asyncio.get_running_loop()
    return PortEar(await loop.run_in_executor(pool, model.recognizer, RATE), pool)


def _tell(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve(Path(sys.argv[1]), Path(sys.argv[2]))
