"""The tables of the citizens' say: suggestions, what was changed for them, and panels."""

from datetime import date, datetime

from sqlalchemy import Column, Date, DateTime, ForeignKey, Index, Integer, String, Text

from bot.store.tables import Base


class SuggestionRow(Base):
    """What a citizen suggests about an answer, masked; nothing tells who it was."""

    __tablename__ = "suggestions"
    id = Column(String(32), primary_key=True)
    topic = Column(String(64), nullable=False)
    municipality = Column(String(4))
    answer_version = Column(String(12), nullable=False)
    """A fingerprint of the answer as it was shown then."""
    text = Column(Text, nullable=False)
    state = Column(String(10), nullable=False, default="new")
    reason = Column(Text, nullable=False, default="")
    handled_by = Column(String(100))
    handled_at = Column(DateTime)
    created = Column(DateTime, nullable=False, default=datetime.utcnow)
    __table_args__ = (Index("suggestions_by_state", "state", "created"),)


class ToldChangeRow(Base):
    """A change that staff tell citizens of, in words of their own."""

    __tablename__ = "told_changes"
    id = Column(String(32), primary_key=True)
    suggestion_id = Column(
        String(32), ForeignKey("suggestions.id", ondelete="SET NULL"), unique=True
    )
    topic = Column(String(64), nullable=False)
    municipality = Column(String(4))
    text = Column(Text, nullable=False)
    day = Column(Date, nullable=False, default=date.today, index=True)


class PanelRow(Base):
    """An invitation to rate one draft of an answer; the link's secret is kept as a hash."""

    __tablename__ = "panels"
    id = Column(String(32), primary_key=True)
    revision_id = Column(
        String(32), ForeignKey("revisions.id", ondelete="CASCADE"), nullable=False, index=True
    )
    token_hash = Column(String(64), nullable=False, unique=True)
    made_by = Column(String(100), nullable=False)
    until = Column(DateTime, nullable=False)


class PanelRatingRow(Base):
    """What one invited citizen thought of the draft; the comment is masked."""

    __tablename__ = "panel_ratings"
    id = Column(Integer, primary_key=True, autoincrement=True)
    panel_id = Column(
        String(32), ForeignKey("panels.id", ondelete="CASCADE"), nullable=False, index=True
    )
    saved = Column(Integer, nullable=False)
    """Which saving of the draft was read."""
    understandable = Column(String(6), nullable=False)
    answered = Column(String(6), nullable=False)
    comment = Column(Text, nullable=False, default="")
    day = Column(Date, nullable=False, default=date.today)
