"""Questions with the right topic, as staff decided it; one wording in five is for measuring."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.inbox.wording import Normalise, is_held_out, wording_of
from bot.store.inbox_tables import LabelledQuestionRow


@dataclass(frozen=True, slots=True)
class Labelled:
    """One question, masked; ``held_out`` is for measuring and never an example."""

    id: str
    text: str
    topic: str
    municipality: str | None
    made_by: str
    created: datetime
    held_out: bool


def label(
    session: Session,
    texts: list[str],
    topic: str,
    municipality: str | None,
    made_by: str,
    normalise: Normalise,
) -> None:
    """Keep masked ``texts`` with their right topic; a wording labelled before gets the new one."""
    for text in dict.fromkeys(texts):
        wording = wording_of(text, normalise)
        chosen = LabelledQuestionRow.wording == wording
        row: Any = session.scalar(select(LabelledQuestionRow).where(chosen))
        if row is None:
            row = LabelledQuestionRow(
                id=uuid4().hex, text=text, wording=wording, held_out=is_held_out(wording),
                municipality=municipality,
            )  # fmt: skip
            session.add(row)
        row.topic, row.made_by, row.created = topic, made_by, datetime.utcnow()
        session.flush()


def held_out(session: Session) -> list[Labelled]:
    """The questions that models are measured with, oldest first."""
    return _read(session, LabelledQuestionRow.held_out.is_(True))


def every(session: Session) -> list[Labelled]:
    """All labelled questions, oldest first."""
    return _read(session)


def _read(session: Session, *conditions: Any) -> list[Labelled]:
    query = select(LabelledQuestionRow).where(*conditions)
    return [
        Labelled(
            row.id, row.text, row.topic, row.municipality, row.made_by, row.created, row.held_out
        )
        for row in session.scalars(query.order_by(LabelledQuestionRow.created))
    ]  # fmt: skip
