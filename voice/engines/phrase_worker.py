"""Orders graphs of phrases from the process that builds them."""

from __future__ import annotations

import json
import select
import subprocess
import sys
import threading
import weakref
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from voice.errors import GraphError

LIMIT_S: Final = 30.0
"""A graph takes some 100 ms, the process half a second to start; a busy machine more."""

_ROOT: Final = Path(__file__).resolve().parents[2]


class PhraseWorker:
    """Starts the process with the first order, and anew when it has died; usable from any thread.

    ``model`` is the folder of the model that the graphs are for. The process ends with this
    object, and when this process ends in whatever way.
    """

    def __init__(self, model: Path) -> None:
        self._model = model.resolve()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def build(self, phrases: Sequence[str], folder: Path) -> None:
        """Have the graph of ``phrases`` written into ``folder``; raises ``GraphError``."""
        order = json.dumps({"phrases": list(phrases), "graph": str(folder)}) + "\n"
        with self._lock:
            answer = self._ask(order.encode())
        if error := answer.get("error"):
            raise GraphError(error)

    def _ask(self, order: bytes) -> dict[str, str]:
        process = self._running()
        assert process.stdin and process.stdout  # noqa: S101  # both are pipes
        answered = select.poll()
        answered.register(process.stdout, select.POLLIN)
        try:
            process.stdin.write(order)
            process.stdin.flush()
            line = process.stdout.readline() if answered.poll(1000 * LIMIT_S) else b""
            answer: dict[str, str] = json.loads(line)
        except (OSError, ValueError) as error:
            self._process = None
            _end(process)
            raise GraphError(
                "Fraserne kunne ikke gøres klar. Prøv igen, eller lyt til alt."
            ) from error
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
                [sys.executable, "-m", "voice.engines.phrase_builder", str(self._model)],
                cwd=_ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            weakref.finalize(self, _end, self._process)
        return self._process


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            # What it was still to be told has nobody to go to.
            with suppress(OSError):
                pipe.close()
