"""How often a topic was answered lately, and what citizens thought of the answers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from bot.store.tables import FeedbackRow, MessageRow


@dataclass(frozen=True, slots=True)
class TopicUse:
    """Counts of answers, and of the answers that were rated."""

    answers: int
    up: int
    down: int


def topic_use(
    session: Session, topic: str, since: datetime, municipality: str | None = None
) -> TopicUse:
    """The use of one topic from ``since`` (UTC without a zone) on, in one municipality or all.

    One query over the index of topic and time.
    """
    query = (
        select(
            func.count(),
            func.coalesce(func.sum(case((FeedbackRow.rating == "up", 1), else_=0)), 0),
            func.coalesce(func.sum(case((FeedbackRow.rating == "down", 1), else_=0)), 0),
        )
        .select_from(MessageRow)
        .outerjoin(FeedbackRow, FeedbackRow.message_id == MessageRow.id)
        .where(
            MessageRow.topic == topic,
            MessageRow.created >= since,
            MessageRow.role == "bot",
            MessageRow.kind == "answer",
        )
    )
    if municipality is not None:
        query = query.where(MessageRow.municipality == municipality)
    return TopicUse(*session.execute(query).one())
