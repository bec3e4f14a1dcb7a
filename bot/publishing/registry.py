"""The register of models: what each is, how good, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.publishing.errors import UnknownModelError
from bot.publishing.scores import Scores
from bot.store.database import Database
from bot.store.model_tables import ModelRow

ModelState = Literal["candidate", "published", "retired", "failed"]


@dataclass(frozen=True, slots=True)
class RegisteredModel:
    """A model as the register knows it; times are UTC without a zone."""

    id: str
    file: str
    """A name in the models folder; the training of a failed one left no such file."""
    data_hash: str | None
    created: datetime
    created_by: str | None
    scores: Scores | None
    thresholds: Mapping[str, float] | None
    comparison: Mapping[str, Any] | None
    """Against the model that was present when it was trained; see ``bot.training.comparison``."""
    state: ModelState
    reason: str | None
    """Why it was published although it is worse, or why it failed, in Danish."""
    publish_at: datetime | None
    publish_by: str | None
    publish_reason: str | None


class ModelRegistry:
    """Keeps the register in the database."""

    def __init__(self, database: Database) -> None:
        """Keep it in ``database``."""
        self._database = database

    async def add(
        self,
        model: Path,
        card: Mapping[str, Any],
        by: str | None = None,
        scores: Scores | None = None,
        comparison: Mapping[str, Any] | None = None,
    ) -> None:
        """Enter a trained model as a candidate; one that is there keeps its state.

        ``card`` is what ``muni train`` wrote beside the file.
        """

        def work(session: Session) -> None:
            row = session.get(ModelRow, model_id(model))
            if row is None:
                row = ModelRow(id=model_id(model), created=_trained(card), created_by=by)
                row.state = "candidate"
                session.add(row)
            row.file = model.name
            row.data_hash = card.get("data_hash")
            row.thresholds = card.get("thresholds")
            if scores is not None:
                row.scores = scores.to_json()
            if comparison is not None:
                row.comparison = dict(comparison)

        await self._database.run(work)

    async def measured(self, identity: str, scores: Scores) -> None:
        """The newest scores of a model that is there; raises UnknownModelError."""

        def work(session: Session) -> None:
            existing_row(session, identity).scores = scores.to_json()

        await self._database.run(work)

    async def fail(self, identity: str, why: str) -> None:
        """The model can't be used; raises UnknownModelError."""

        def work(session: Session) -> None:
            row = existing_row(session, identity)
            row.state, row.reason, row.publish_at = "failed", why, None

        await self._database.run(work)

    async def get(self, identity: str) -> RegisteredModel:
        """One model; raises UnknownModelError."""
        return await self._database.read(
            lambda session: registered(existing_row(session, identity))
        )

    async def all(self) -> list[RegisteredModel]:
        """Every model, newest first."""

        def work(session: Session) -> list[RegisteredModel]:
            query = select(ModelRow).order_by(ModelRow.created.desc(), ModelRow.id.desc())
            return [registered(row) for row in session.scalars(query)]

        return await self._database.read(work)


def model_id(model: Path) -> str:
    """A model's id is its file's name."""
    return model.name.removesuffix(".tar.gz")


def existing_row(session: Session, identity: str) -> Any:
    """The row; raises UnknownModelError."""
    row = session.get(ModelRow, identity)
    if row is None:
        raise UnknownModelError(identity)
    return row


def registered(row: Any) -> RegisteredModel:
    """A row as the rest of MUNI sees it."""
    return RegisteredModel(
        id=row.id,
        file=row.file,
        data_hash=row.data_hash,
        created=row.created,
        created_by=row.created_by,
        scores=Scores.from_json(row.scores) if row.scores else None,
        thresholds=row.thresholds,
        comparison=row.comparison,
        state=row.state,
        reason=row.reason,
        publish_at=row.publish_at,
        publish_by=row.publish_by,
        publish_reason=row.publish_reason,
    )


def _trained(card: Mapping[str, Any]) -> datetime:
    said = card.get("trained")
    return datetime.fromisoformat(said).replace(tzinfo=None) if said else datetime.utcnow()
