"""The tables of conversations that people take over, as SQLAlchemy models."""

from datetime import datetime

from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, String, Text

from bot.store.tables import Base


class LiveChatRow(Base):
    """A conversation that asked for a person, or that MUNI failed.

    ``version`` grows with each change, so that whoever follows it sees one by comparing.
    ``asked`` orders the queue. ``agent_id`` is who has it while ``state`` is ``taken``;
    ``wanted_id`` is the colleague that it was handed on to. Until ``…_writes_until`` that side is
    shown as writing.
    """

    __tablename__ = "live_chats"
    conversation_id = Column(
        String(32), ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    municipality = Column(String(4))
    state = Column(String(8), nullable=False)
    reason = Column(String(12), nullable=False)
    agent_id = Column(String(32))
    wanted_id = Column(String(32))
    asked = Column(DateTime, nullable=False, default=datetime.utcnow)
    taken = Column(DateTime)
    ended = Column(DateTime)
    citizen_writes_until = Column(DateTime)
    staff_writes_until = Column(DateTime)
    version = Column(Integer, nullable=False, default=1)
    __table_args__ = (
        Index("live_chats_queue", "state", "municipality", "asked"),
        Index("live_chats_of_agent", "agent_id", "state"),
    )


class LiveContactRow(Base):
    """How a citizen asked to be reached: the one thing of theirs that is kept unmasked."""

    __tablename__ = "live_contacts"
    conversation_id = Column(
        String(32), ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    municipality = Column(String(4), index=True)
    name = Column(String(100), nullable=False, default="")
    contact = Column(String(254), nullable=False)
    created = Column(DateTime, nullable=False, default=datetime.utcnow, index=True)


class AgentPresenceRow(Base):
    """When an agent's console last showed a sign of life."""

    __tablename__ = "agent_presence"
    user_id = Column(String(32), primary_key=True)
    seen = Column(DateTime, nullable=False, default=datetime.utcnow, index=True)


class CannedAnswerRow(Base):
    """A text that agents send often; without municipality it is everybody's."""

    __tablename__ = "canned_answers"
    id = Column(String(32), primary_key=True)
    municipality = Column(String(4), index=True)
    title = Column(String(80), nullable=False)
    text = Column(Text, nullable=False)
    updated = Column(DateTime, nullable=False, default=datetime.utcnow)
