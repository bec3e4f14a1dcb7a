"""A chat that people can take over, as others may see it, and the row that says so."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, cast

from sqlalchemy.orm import Session

from bot.live.errors import ChatNotFoundError
from bot.store.live_tables import LiveChatRow

Reason = Literal["asked", "failed", "handed_on", "returned"]
ChatState = Literal["waiting", "taken", "ended"]


@dataclass(frozen=True, slots=True)
class LiveChat:
    """One chat; ``version`` grows with each change."""

    conversation_id: str
    municipality: str | None
    state: ChatState
    reason: Reason
    """Why it is here: asked for, MUNI failed, handed on, or left by an agent who vanished."""
    agent_id: str | None
    wanted_id: str | None
    """The colleague it was handed on to."""
    asked: datetime
    version: int
    citizen_writes: bool
    staff_writes: bool


def chat_of(row: Any) -> LiveChat:
    """The chat in ``row``."""
    return LiveChat(
        conversation_id=row.conversation_id,
        municipality=row.municipality,
        state=cast(ChatState, row.state),
        reason=cast(Reason, row.reason),
        agent_id=row.agent_id,
        wanted_id=row.wanted_id,
        asked=row.asked.replace(tzinfo=UTC),
        version=row.version,
        citizen_writes=_writes(row.citizen_writes_until),
        staff_writes=_writes(row.staff_writes_until),
    )


def _writes(until: datetime | None) -> bool:
    return until is not None and until > datetime.utcnow()


def chat_row(session: Session, conversation_id: str) -> Any:
    """The row; raises ChatNotFoundError."""
    row = session.get(LiveChatRow, conversation_id)
    if row is None:
        raise ChatNotFoundError
    return row
