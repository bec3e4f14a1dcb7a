"""The tables, as SQLAlchemy models."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import declarative_base

Base: Any = declarative_base()


class ConversationRow(Base):
    """A conversation; when ``deleted`` is set all else of it is gone."""

    __tablename__ = "conversations"
    id = Column(String(32), primary_key=True)
    token_hash = Column(String(64), nullable=False)
    municipality = Column(String(4))
    language = Column(String(2), nullable=False, default="da")
    channel = Column(String(8), nullable=False, default="web")
    state = Column(JSON, nullable=False, default=dict)
    created = Column(DateTime, nullable=False, default=datetime.utcnow, index=True)
    updated = Column(DateTime, nullable=False, default=datetime.utcnow, index=True)
    deleted = Column(DateTime)


class MessageRow(Base):
    """One message; ``number`` orders them within the conversation, from 1."""

    __tablename__ = "messages"
    id = Column(String(32), primary_key=True)
    conversation_id = Column(
        String(32), ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False
    )
    number = Column(Integer, nullable=False)
    client_id = Column(String(64))
    answers_to = Column(String(32), index=True)
    role = Column(String(8), nullable=False)
    kind = Column(String(12), nullable=False)
    text = Column(Text, nullable=False)
    topic = Column(String(64))
    extras = Column(JSON, nullable=False, default=dict)
    municipality = Column(String(4))
    outcome = Column(String(12))
    confidence = Column(Float)
    spent_ms = Column(Float)
    created = Column(DateTime, nullable=False, default=datetime.utcnow)
    __table_args__ = (
        UniqueConstraint("conversation_id", "number", name="one_message_per_number"),
        UniqueConstraint("conversation_id", "client_id", name="one_message_per_client_id"),
        Index("messages_by_topic", "topic", "created"),
        Index("messages_by_outcome", "outcome", "created"),
    )


class FeedbackRow(Base):
    """What the citizen thought of one answer; the comment is masked."""

    __tablename__ = "feedback"
    message_id = Column(String(32), ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    rating = Column(String(4), nullable=False)
    comment = Column(Text)
    created = Column(DateTime, nullable=False, default=datetime.utcnow, index=True)


class CallRow(Base):
    """How a telephone call went; the caller's number is never kept."""

    __tablename__ = "calls"
    conversation_id = Column(
        String(32), ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    line = Column(String(12), nullable=False)
    municipality = Column(String(4))
    started = Column(DateTime, nullable=False, default=datetime.utcnow, index=True)
    ended = Column(DateTime, index=True)
    ending = Column(String(12))
    seconds = Column(Float)
    transferred_to = Column(String(16))


class HearingRow(Base):
    """How a caller's words were come by; ``message_id`` is the citizen's message."""

    __tablename__ = "hearings"
    message_id = Column(String(32), ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    confidence = Column(Float)
    endpoint_ms = Column(Float)
    draft_ms = Column(Float)
    reply_ms = Column(Float)
    interrupted = Column(Boolean, nullable=False, default=False)
