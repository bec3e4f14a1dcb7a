"""Trainings asked for at the console and carried on by the test, in place of `muni jobs`."""

from typing import Any

from sqlalchemy import update

from bot.jobs.trainings import Trainings
from bot.staff.staff import Staff
from bot.store.training_tables import TrainingRunRow
from bot.training.runs import Run


class TrainingByHand:
    """The newest training of a staff room."""

    def __init__(self, staff: Staff) -> None:
        self._staff = staff
        self._trainings = Trainings(staff.database, staff.settings)

    async def start(self, by: str) -> Run:
        return await self._trainings.start(by)

    async def comes_to(self, **values: Any) -> None:
        """As if the process of the training had written ``values``."""
        if values.get("state", "running") not in {"queued", "running"}:
            values["active"] = None
        newest = await self._trainings.recent(1)
        change = update(TrainingRunRow).where(TrainingRunRow.id == newest[0].id).values(**values)
        await self._staff.database.run(lambda session: session.execute(change))
