"""Conversations in a database, written as the bot writes them, at a moment of one's choice."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from bot.store.database import Database
from bot.store.tables import CallRow, ConversationRow, FeedbackRow, MessageRow

_ids = count(1)
Reply = tuple[str, str | None]
"""Kind and topic of what MUNI said."""
ANSWER: Reply = ("answer", "pas_pris")
FALLBACK: Reply = ("fallback", None)
CLARIFY: Reply = ("clarify", None)
SAFETY: Reply = ("safety", "emergency_112")
GREETING: Reply = ("smalltalk", None)
HANDOVER: Reply = ("handover", None)


@dataclass(frozen=True)
class Talk:
    """One conversation; each of ``turns`` is what MUNI replied to one message."""

    turns: tuple[tuple[Reply, ...], ...] = ((ANSWER,),)
    began: datetime = datetime(2026, 11, 10, 9, 30)
    municipality: str | None = "0751"
    channel: str = "web"
    ratings: tuple[str, ...] = ()
    ending: str | None = None
    staff_wrote: bool = False
    id: str = field(default_factory=lambda: f"c{next(_ids)}")


def add(session: Session, *talks: Talk) -> None:
    """Write them, each touched last when it began."""
    for talk in talks:
        session.add(ConversationRow(
            id=talk.id, token_hash="x", municipality=talk.municipality, channel=talk.channel,
            created=talk.began, updated=talk.began, state={},
        ))  # fmt: skip
        session.flush()
        session.add_all(_messages(talk))
        session.flush()
        answered = [f"{talk.id}-{number}-0" for number in range(len(talk.turns))]
        session.add_all(
            FeedbackRow(message_id=message, rating=rating, created=talk.began)
            for message, rating in zip(answered, talk.ratings, strict=False)
        )
        if talk.channel == "voice":
            session.add(CallRow(conversation_id=talk.id, line="sip", started=talk.began,
                                ended=talk.began, ending=talk.ending))  # fmt: skip


def _messages(talk: Talk) -> list[MessageRow]:
    numbers = count(1)

    def row(identity: str, role: str, kind: str, **more: Any) -> MessageRow:
        number = next(numbers)
        return MessageRow(
            id=identity, conversation_id=talk.id, number=number, role=role, kind=kind,
            text="Svend Åge spørger", extras={},
            created=talk.began + timedelta(seconds=number), **more,
        )  # fmt: skip

    made = [row(f"{talk.id}-hello", "bot", "smalltalk")]
    for turn, replies in enumerate(talk.turns):
        asked = f"{talk.id}-{turn}"
        made.append(row(asked, "citizen", "question", spent_ms=20.0))
        made += [
            row(f"{asked}-{part}", "bot", kind, topic=topic, answers_to=asked)
            for part, (kind, topic) in enumerate(replies)
        ]
    if talk.staff_wrote:
        made.append(row(f"{talk.id}-staff", "staff", "answer"))
    return made


async def write(database: Database, *talks: Talk) -> None:
    """Write them in one transaction."""
    await database.run(lambda session: add(session, *talks))
