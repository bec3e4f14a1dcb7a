"""Runs each training in a process of its own, watches over it, and ends it when it is cancelled."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.request_id import ENVIRONMENT, current_request_id
from bot.settings import Settings
from bot.store.database import Database
from bot.training.runs import SILENT, TrainingRuns

log = structlog.get_logger(__name__)
_COMMAND: Final = (sys.executable, "-m", "bot.training")
_LOOK_S: Final = 1.0
LOG_FILE: Final = "training.log"
"""What Rasa and the libraries said, beside the queue's file; the last training's alone."""


class Supervisor:
    """Does the trainings that are asked of it, one after the other, in the thread that asks."""

    def __init__(self, settings: Settings, command: Sequence[str] = _COMMAND) -> None:
        """``command`` is given the run's id, an empty folder, and this process's id."""
        self._command = command
        self._folder = settings.jobs_file.parent
        self._database = Database(settings.database_url, 1)
        self._runs = TrainingRuns(self._database)
        self._stopping = False

    def stop(self) -> None:
        """End what runs; it is recorded as interrupted."""
        self._stopping = True

    def train(self, identity: int, told: Callable[[str], None] | None = None) -> None:
        """Do run ``identity``, unless it was cancelled or another process has it.

        ``told`` hears each line of the run's log. Raises SQLAlchemyError, OSError.
        """
        if not asyncio.run(self._runs.claim(identity)):
            return
        teller = _Teller(self._runs, identity, told)
        self._folder.mkdir(parents=True, exist_ok=True)
        with (
            tempfile.TemporaryDirectory(prefix="training-", dir=self._folder) as folder,
            (self._folder / LOG_FILE).open("wb") as said,
        ):
            process = subprocess.Popen(  # noqa: S603 - our own command
                [*self._command, str(identity), folder, str(os.getpid())],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
                env={**os.environ, ENVIRONMENT: current_request_id() or ""},
            )
            log.info("training_began", run=identity, pid=process.pid)
            try:
                self._watch(identity, process, teller)
            finally:
                _kill(process)
        why = (
            "Træningen stoppede, fordi MUNI blev lukket ned. Start den igen."
            if self._stopping
            else "Træningen stoppede uventet, måske fordi maskinen løb tør for hukommelse."
            " Giv driften besked."
        )
        # Only what ended without saying how is ended here.
        asyncio.run(self._runs.end(identity, "failed", why))
        teller.catch_up()
        log.info("training_ended", run=identity, status=process.returncode)

    def _watch(
        self,
        identity: int,
        process: "subprocess.Popen[bytes]",
        teller: "_Teller",
    ) -> None:
        seen = time.monotonic()
        while process.poll() is None and not self._stopping:
            with suppress(subprocess.TimeoutExpired):
                process.wait(_LOOK_S)
            try:
                if not asyncio.run(self._runs.alive(identity)):
                    return
                seen = time.monotonic()
                teller.catch_up()
            except SQLAlchemyError as gone:
                log.warning("sign_of_life_unsaid", run=identity, why=type(gone).__name__)
                # Others take it for dead by now, and may have begun another.
                if time.monotonic() - seen > SILENT.total_seconds():
                    return

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()


class _Teller:
    """Passes on each new line of a run's log."""

    def __init__(
        self, runs: TrainingRuns, identity: int, told: Callable[[str], None] | None
    ) -> None:
        self._runs, self._identity, self._told = runs, identity, told
        self._passed = 0

    def catch_up(self) -> None:
        if self._told is None:
            return
        lines = asyncio.run(self._runs.get(self._identity)).log
        for line in lines[self._passed :]:
            self._told(line)
        self._passed = len(lines)


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """With all its children: it leads a group of its own."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def log_file(settings: Settings) -> Path:
    """Where to look when a training failed for a reason that only a programmer understands."""
    return settings.jobs_file.parent / LOG_FILE
