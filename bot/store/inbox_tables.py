"""The tables of the inbox: groups of like questions, their counts by place, notes, labels.

No citizen's words are copied here but into ``labelled_questions``: a group's text is that of its
messages, and goes with them.
"""

from datetime import datetime

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Index, Integer, String, Text

from bot.store.tables import Base

WHOLE = "*"
"""The share that counts all of a group."""
UNKNOWN = ""
"""The share of questions whose municipality nobody knows."""


def _group(**more: bool) -> Column:
    return Column(
        Integer, ForeignKey("inbox_groups.id", ondelete="CASCADE"), nullable=False, **more
    )


class InboxGroupRow(Base):
    """One question that many may have asked; ``sample`` is the message that stands for it."""

    __tablename__ = "inbox_groups"
    id = Column(Integer, primary_key=True, autoincrement=True)
    sample = Column(String(32), nullable=False)
    topic = Column(String(64))
    """What MUNI guessed at the sample."""
    answered = Column(String(64))
    """What it answered the first question with, if it did: others that it answered otherwise
    are hardly the same."""
    version = Column(Integer, nullable=False, default=0)
    """Grows whenever somebody handles it."""
    whole = Column(Boolean, nullable=False, default=False)
    """Handled for every municipality, also those that ask later."""
    waiting = Column(Boolean, nullable=False, default=False)
    """A colleague was asked and has not answered."""
    claimed_by = Column(String(32))
    claimed_name = Column(String(100))
    claimed_until = Column(DateTime)
    # An id is never used again, so that an old link can't open another question.
    __table_args__ = {"sqlite_autoincrement": True}


class InboxShareRow(Base):
    """A group's counts and state in one municipality, in none that is known, or in all."""

    __tablename__ = "inbox_shares"
    group_id = _group(primary_key=True)
    municipality = Column(String(4), primary_key=True)
    count = Column(Integer, nullable=False)
    fallback = Column(Integer, nullable=False, default=0)
    unsure = Column(Integer, nullable=False, default=0)
    down = Column(Integer, nullable=False, default=0)
    clarify = Column(Integer, nullable=False, default=0)
    web = Column(Integer, nullable=False, default=0)
    voice = Column(Integer, nullable=False, default=0)
    first_seen = Column(DateTime, nullable=False)
    last_seen = Column(DateTime, nullable=False)
    state = Column(String(12), nullable=False, default="open")
    handled_by = Column(String(100))
    handled_at = Column(DateTime)
    handled_topic = Column(String(64))
    __table_args__ = (
        Index("inbox_shares_by_count", "municipality", "state", "count", "group_id"),
        Index("inbox_shares_by_time", "municipality", "state", "last_seen", "group_id"),
    )


class InboxItemRow(Base):
    """One citizen's message in a group, and why it came here."""

    __tablename__ = "inbox_items"
    message_id = Column(String(32), ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    group_id = _group()
    municipality = Column(String(4), nullable=False)
    channel = Column(String(8), nullable=False)
    reason = Column(String(8), nullable=False)
    wording = Column(String(32), nullable=False, index=True)
    """A hash of the normalised text: the same words need no comparing."""
    created = Column(DateTime, nullable=False)
    # Filters and counts read the index alone, without the rows.
    __table_args__ = (
        Index("inbox_items_of", "group_id", "created", "municipality", "channel", "reason"),
    )


class InboxNoteRow(Base):
    """What staff write to each other about a group."""

    __tablename__ = "inbox_notes"
    id = Column(Integer, primary_key=True, autoincrement=True)
    group_id = _group(index=True)
    author_id = Column(String(32), nullable=False)
    author_name = Column(String(100), nullable=False)
    to_id = Column(String(32))
    to_name = Column(String(100))
    municipality = Column(String(4), nullable=False)
    """Whose it is, ``*`` when it was written for all who may read the question."""
    text = Column(Text, nullable=False)
    created = Column(DateTime, nullable=False, default=datetime.utcnow)


class InboxMarkRow(Base):
    """How far the collector has read each source; ``until`` is its turn's end."""

    __tablename__ = "inbox_marks"
    source = Column(String(12), primary_key=True)
    moment = Column(DateTime, nullable=False)
    until = Column(DateTime)


class LabelledQuestionRow(Base):
    """A citizen's question, masked, with the topic that staff say is right."""

    __tablename__ = "labelled_questions"
    id = Column(String(32), primary_key=True)
    text = Column(Text, nullable=False)
    wording = Column(String(32), nullable=False, unique=True)
    topic = Column(String(64), nullable=False)
    municipality = Column(String(4))
    made_by = Column(String(100), nullable=False)
    created = Column(DateTime, nullable=False, default=datetime.utcnow)
    held_out = Column(Boolean, nullable=False, index=True)
    """Models are measured with it; it is never an example."""
