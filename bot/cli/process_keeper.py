"""Keeps another of MUNI's commands alive beside the web service."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from types import TracebackType
from typing import Final

import structlog

from bot.cli.own_end import STARTED_BY

log = structlog.get_logger(__name__)
_MUNI: Final = (sys.executable, "-c", "from bot.cli import app; app()")
_AGAIN_S: Final = (1.0, 5.0, 30.0)
"""Waits between starts when it ends by itself, the last one for ever after."""
_LEAVE_S: Final = 40.0
"""Calls are ended kindly: a sentence, a transfer, a goodbye."""


class ProcessKeeper:
    """A context in which ``muni COMMAND`` runs; started again if it ends by itself."""

    def __init__(self, command: str) -> None:
        self._command = command
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name=command, daemon=True)

    def __enter__(self) -> ProcessKeeper:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopping.set()
        if self._process is not None:
            self._process.terminate()
        self._thread.join(_LEAVE_S)
        if self._process is not None and self._process.poll() is None:
            self._process.kill()

    def _keep(self) -> None:
        starts = 0
        while not self._stopping.is_set():
            # A session of its own: Ctrl-C is for this process, which then ends that one kindly.
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                (*_MUNI, self._command),
                start_new_session=True,
                env={**os.environ, STARTED_BY: str(os.getpid())},
            )
            if self._stopping.is_set():
                self._process.terminate()
            status = self._process.wait()
            if self._stopping.is_set():
                return
            wait = _AGAIN_S[min(starts, len(_AGAIN_S) - 1)]
            starts += 1
            log.error("process_ended", command=self._command, status=status, again_in_s=wait)
            self._stopping.wait(wait)
