"""Tells the record of trainings how far a run has come, from the process that trains."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.training.errors import TrainingEndedError
from bot.training.runs import STAGES, Stage, TrainingRuns

log = structlog.get_logger(__name__)
_UNTIL: Final[dict[Stage, float]] = {
    "compose": 0.05,
    "train": 0.65,
    "speech": 0.8,
    "evaluate": 0.9,
    "compare": 1.0,
}
_TICK_S = 1.0
_AS_USUAL = 0.9


class Progress:
    """How far one run has come."""

    def __init__(self, runs: TrainingRuns, identity: int) -> None:
        """Of run ``identity``."""
        self._runs = runs
        self._identity = identity
        self._stage: Stage = "compose"

    @contextmanager
    def stage(self, stage: Stage, seconds: float) -> Iterator[None]:
        """A stage that takes about ``seconds``: nobody inside can tell how far it is.

        Raises TrainingEndedError when the run is over, so that nothing comes of it.
        """
        self._stage = stage
        order = list(_UNTIL)
        begin = _UNTIL[order[order.index(stage) - 1]] if stage != order[0] else 0.0
        if not self._report(begin, f"{STAGES[stage]} ..."):
            raise TrainingEndedError
        over = threading.Event()

        def tick() -> None:
            began = time.monotonic()
            while not over.wait(_TICK_S):
                share = _share((time.monotonic() - began) / max(seconds, 1.0))
                self._report(begin + share * (_UNTIL[stage] - begin))

        ticking = threading.Thread(target=tick, name="progress", daemon=True)
        ticking.start()
        try:
            yield
        finally:
            over.set()
            ticking.join()
        self._report(_UNTIL[stage])

    def say(self, message: str) -> None:
        """One more line in the run's log."""
        self._report(0.0, message)

    def registered(self, model_id: str) -> None:
        """The model is in the register."""
        asyncio.run(self._runs.report(self._identity, self._stage, 0.0, None, model_id))

    def _report(self, progress: float, message: str | None = None) -> bool:
        try:
            return asyncio.run(self._runs.report(self._identity, self._stage, progress, message))
        except SQLAlchemyError as gone:
            # A bar that stands still for a second is no reason to lose a training.
            log.warning("progress_untold", why=type(gone).__name__)
            return True


def _share(spent: float) -> float:
    """How full a stage's part of the bar is after ``spent`` times its usual time.

    A busy machine takes longer than usual, so the bar slows down and never stands still.
    """
    return _AS_USUAL * spent if spent < 1 else 1 - (1 - _AS_USUAL) / spent
