"""What each stored turn means for a conversation that people take over."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.store.live_tables import LiveChatRow

WAITING, TAKEN, ENDED = "waiting", "taken", "ended"


def is_attended(session: Session, conversation_id: str) -> bool:
    """Whether a person has the conversation, so that MUNI keeps quiet."""
    query = select(LiveChatRow.state).where(LiveChatRow.conversation_id == conversation_id)
    return session.scalar(query) == TAKEN


def note_turn(session: Session, conversation_id: str, municipality: str | None) -> None:
    """The citizen wrote: whoever follows the chat is to look, and it lies where they live now.

    A chat that has ended moves as well, or the staff it once lay with could read on.
    """
    session.execute(
        update(LiveChatRow)
        .where(LiveChatRow.conversation_id == conversation_id)
        .values(
            version=LiveChatRow.version + 1, municipality=municipality, citizen_writes_until=None
        )
        .execution_options(synchronize_session=False)
    )
