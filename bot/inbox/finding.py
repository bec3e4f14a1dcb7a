"""Which messages belong in the inbox, and why: read from the database, newest last."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from bot.store.tables import ConversationRow, FeedbackRow, MessageRow

SOURCES = ("unanswered", "unsure", "clarified", "rated")


@dataclass(frozen=True, slots=True)
class Found:
    """A citizen's message; ``moment`` is what the source's mark moves to."""

    message_id: str
    text: str
    topic: str | None
    municipality: str | None
    channel: str
    created: datetime
    reason: str
    moment: datetime

    @property
    def answered(self) -> str | None:
        """The topic it was answered with, if it was."""
        return self.topic if self.reason in {"unsure", "down"} else None


@dataclass(frozen=True, slots=True)
class Unsure:
    """What counts as answered with low confidence, and as clarified in vain."""

    below: float
    """Confidence, 0-1."""
    apart_from: frozenset[str] = frozenset()
    """Intents that are no matter of the municipality, such as a greeting."""
    patience: timedelta = timedelta(minutes=10)
    """So long a citizen has to choose what was meant, before it was asked in vain."""


def find(
    session: Session, source: str, since: datetime, now: datetime, unsure: Unsure, size: int
) -> tuple[list[Found], datetime | None]:
    """Up to ``size`` rows of a source from ``since`` on, and the last one's moment.

    Rows of the same moment as the last are taken together, so that the mark leaves none behind.
    """
    query = _QUERIES[source](since, now, unsure)
    moment = query.selected_columns.moment
    rows = session.execute(query.order_by(moment).limit(size)).all()
    if len(rows) == size:
        last = rows[-1].moment
        rows = [row for row in rows if row.moment < last]
        rows += session.execute(query.where(_MOMENT[source] == last)).all()
    taken = _not_chosen(session, rows) if source == "clarified" else iter(rows)
    found = [
        Found(
            row.id, row.text, row.topic, row.municipality, row.channel, row.created,
            _REASON[source], row.moment,
        )
        for row in taken
    ]  # fmt: skip
    return found, rows[-1].moment if rows else None


_REASON = {"unanswered": "fallback", "unsure": "unsure", "clarified": "clarify", "rated": "down"}
_ASKED = (
    MessageRow.id,
    MessageRow.text,
    MessageRow.topic,
    MessageRow.municipality,
    MessageRow.created,
    MessageRow.conversation_id,
    MessageRow.number,
    ConversationRow.channel,
)
_MOMENT: dict[str, Any] = {
    "unanswered": MessageRow.created,
    "unsure": MessageRow.created,
    "clarified": MessageRow.created,
    "rated": FeedbackRow.created,
}


def _unanswered(since: datetime, _now: datetime, _unsure: Unsure) -> Any:
    return _from_citizens(MessageRow.created).where(
        MessageRow.outcome == "fallback", MessageRow.created >= since
    )


def _answered_unsurely(since: datetime, _now: datetime, unsure: Unsure) -> Any:
    return _from_citizens(MessageRow.created).where(
        MessageRow.outcome == "answer",
        MessageRow.created >= since,
        MessageRow.confidence < unsure.below,
        MessageRow.topic.not_in(unsure.apart_from),
    )


def _clarified(since: datetime, now: datetime, unsure: Unsure) -> Any:
    return _from_citizens(MessageRow.created).where(
        MessageRow.outcome == "clarify",
        MessageRow.created >= since,
        MessageRow.created < now - unsure.patience,
    )


def _rated(since: datetime, _now: datetime, _unsure: Unsure) -> Any:
    answer = aliased(MessageRow)
    return (
        _from_citizens(FeedbackRow.created)
        .join(answer, answer.answers_to == MessageRow.id)
        .join(FeedbackRow, FeedbackRow.message_id == answer.id)
        .where(FeedbackRow.rating == "down", FeedbackRow.created >= since)
    )


def _from_citizens(moment: Any) -> Any:
    return (
        select(*_ASKED, moment.label("moment"))
        .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
        .where(MessageRow.role == "citizen")
    )


_QUERIES: dict[str, Any] = {
    "unanswered": _unanswered,
    "unsure": _answered_unsurely,
    "clarified": _clarified,
    "rated": _rated,
}


def _not_chosen(session: Session, rows: list[Any]) -> Iterator[Any]:
    """The clarified questions whose next message was none of the topics offered."""
    for row in rows:
        after = select(MessageRow).where(
            MessageRow.conversation_id == row.conversation_id, MessageRow.number > row.number
        )
        offered: set[str] = set()
        chosen = None
        for message in session.scalars(after.order_by(MessageRow.number).limit(6)):
            if message.role == "citizen":
                chosen = message.topic
                break
            offered |= {
                reply["payload"].removeprefix("/")
                for reply in message.extras.get("quick_replies", ())
            }
        if chosen is None or chosen not in offered - {"deny", "ask_human"}:
            yield row
