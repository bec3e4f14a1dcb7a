"""What staff have changed that only a training brings to the citizens."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store.revision_tables import RevisionRow


@dataclass(frozen=True, slots=True)
class Untrained:
    """Subjects that were published or taken back; one changed twice counts once."""

    topics: int
    """New, changed or removed topics."""
    examples: int
    """Topics whose wordings were changed."""

    def __bool__(self) -> bool:
        """Is there anything to train?"""
        return bool(self.topics or self.examples)


def untrained_since(session: Session, since: datetime) -> Untrained:
    """What was published, taken back or lost words after ``since`` (UTC without a zone).

    A unit of work for :meth:`bot.store.database.Database.read`.
    """
    changed = (
        select(RevisionRow.kind, RevisionRow.key, RevisionRow.municipality)
        .where(
            RevisionRow.kind.in_(["topic", "examples"]),
            # Changed without either: words that their giver took back are out of it.
            RevisionRow.number.is_not(None),
            RevisionRow.changed > since,
        )
        .distinct()
    )
    kinds = [row.kind for row in session.execute(changed)]
    return Untrained(topics=kinds.count("topic"), examples=kinds.count("examples"))
