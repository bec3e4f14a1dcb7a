"""The record of trainings: who asked, how far each has come, how it ended; one at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.store.database import Database
from bot.store.training_tables import TrainingRunRow
from bot.training.errors import TrainingRunningError, UnknownRunError

State = Literal["queued", "running", "done", "failed", "cancelled"]
Stage = Literal["compose", "train", "speech", "evaluate", "compare"]
Ended = Literal["done", "failed", "cancelled"]

STAGES: Final[Mapping[Stage, str]] = {
    "compose": "Samler emner og eksempler",
    "train": "Træner",
    "speech": "Lærer telefonen nye ord",
    "evaluate": "Måler på testspørgsmål",
    "compare": "Sammenligner med den nuværende model",
}
"""What each stage is called, in order."""
SILENT: Final = timedelta(seconds=30)
"""A run that gave no sign of life for so long has lost its process."""
UNCLAIMED: Final = timedelta(minutes=10)
"""Nothing takes up a training that waited so long."""
_LOG_LINES = 40


@dataclass(frozen=True, slots=True)
class Run:
    """One training; times are UTC without a zone, texts Danish, ``progress`` from 0 to 1."""

    id: int
    by: str | None
    state: State
    stage: Stage
    progress: float
    message: str
    """What is going on, how it ended, or why it failed."""
    asked: datetime
    started: datetime | None
    ended: datetime | None
    model_id: str | None
    """Known once the model is in the register."""
    log: tuple[str, ...]
    """What was said on the way, newest last; no citizens' texts."""

    @property
    def going_on(self) -> bool:
        """Whether it waits or runs."""
        return self.state in {"queued", "running"}


class TrainingRuns:
    """Keeps the record in the database; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        """Keep it in ``database``."""
        self._database = database

    async def add(self, by: str | None) -> Run:
        """A new run that waits; raises TrainingRunningError when there is one already."""

        def work(session: Session) -> Run:
            _bury(session)
            row = TrainingRunRow(active=True, by=by, message="Venter på at begynde.")
            session.add(row)
            session.flush()
            return _run(row)

        try:
            return await self._database.run(work)
        except IntegrityError as taken:
            raise TrainingRunningError from taken

    async def claim(self, identity: int) -> bool:
        """Begin a run that waits; False when another has, or when it was cancelled."""
        now = datetime.utcnow()
        values = {"state": "running", "started": now, "seen": now, "message": "Går i gang ..."}
        return await self._database.run(
            lambda session: _change(session, identity, ["queued"], values)
        )

    async def alive(self, identity: int) -> bool:
        """A sign of life; False when the run is over, so that its work is to be ended."""
        return await self._database.run(
            lambda session: _change(session, identity, ["running"], {"seen": datetime.utcnow()})
        )

    async def report(
        self,
        identity: int,
        stage: Stage,
        progress: float,
        message: str | None = None,
        model_id: str | None = None,
    ) -> bool:
        """How far a run has come; a message is logged too.

        False when it is over, and stays as it is.
        """

        def work(session: Session) -> bool:
            row = _row(session, identity)
            if row.state != "running":
                return False
            row.stage, row.progress = stage, round(min(max(progress, row.progress), 1.0), 4)
            row.model_id = model_id or row.model_id
            if message:
                _say(row, message)
            return True

        return await self._database.run(work)

    async def end(self, identity: int, state: Ended, message: str) -> bool:
        """A run is over; False when it was over before, and keeps how it ended then."""

        def work(session: Session) -> bool:
            row = _row(session, identity)
            return _end(row, state, message)

        return await self._database.run(work)

    async def get(self, identity: int) -> Run:
        """One run; raises UnknownRunError."""
        await self._bury_the_dead()
        return await self._database.read(lambda session: _run(_row(session, identity)))

    async def recent(self, limit: int = 20) -> list[Run]:
        """The newest runs, newest first."""
        await self._bury_the_dead()
        query = select(TrainingRunRow).order_by(TrainingRunRow.id.desc()).limit(limit)
        return await self._database.read(
            lambda session: [_run(row) for row in session.scalars(query)]
        )

    async def current(self) -> Run | None:
        """The run that waits or runs."""
        newest = await self.recent(1)
        return newest[0] if newest and newest[0].going_on else None

    async def _bury_the_dead(self) -> None:
        dead = await self._database.read(lambda session: session.scalars(_dead()).all())
        if dead:
            await self._database.run(_bury)


def _dead() -> Any:
    now = datetime.utcnow()
    silent = (TrainingRunRow.state == "running") & (TrainingRunRow.seen < now - SILENT)
    unclaimed = (TrainingRunRow.state == "queued") & (TrainingRunRow.asked < now - UNCLAIMED)
    return select(TrainingRunRow).where(silent | unclaimed)


def _bury(session: Session) -> None:
    for row in session.scalars(_dead()).all():
        why = (
            "Træningen stoppede, fordi programmet blev afbrudt. Start den igen."
            if row.state == "running"
            else "Intet program tog træningen. Bed driften se, om `muni jobs` kører."
        )
        _end(row, "failed", why)
    session.flush()


def _change(session: Session, identity: int, states: list[str], values: dict[str, Any]) -> bool:
    changed = session.execute(
        update(TrainingRunRow)
        .where(TrainingRunRow.id == identity, TrainingRunRow.state.in_(states))
        .values(values)
        .execution_options(synchronize_session=False)
    )
    return bool(changed.rowcount)


def _end(row: Any, state: Ended, message: str) -> bool:
    if row.active is None:
        return False
    row.state, row.active, row.ended = state, None, datetime.utcnow()
    if state == "done":
        row.progress = 1.0
    _say(row, message)
    return True


def _say(row: Any, message: str) -> None:
    row.message = message
    row.log = [*row.log, message][-_LOG_LINES:]


def _row(session: Session, identity: int) -> Any:
    row = session.get(TrainingRunRow, identity, with_for_update=True)
    if row is None:
        raise UnknownRunError(str(identity))
    return row


def _run(row: Any) -> Run:
    return Run(
        id=row.id,
        by=row.by,
        state=row.state,
        stage=row.stage,
        progress=row.progress,
        message=row.message,
        asked=row.asked,
        started=row.started,
        ended=row.ended,
        model_id=row.model_id,
        log=tuple(row.log or ()),
    )
