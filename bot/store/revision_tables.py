"""The tables of what staff have changed in the content, as SQLAlchemy models."""

from datetime import datetime

from sqlalchemy import JSON, Column, DateTime, ForeignKey, Index, Integer, String, Text

from bot.store.tables import Base


class RevisionRow(Base):
    """One version of one subject; what was published once is never changed, only withdrawn."""

    __tablename__ = "revisions"
    id = Column(String(32), primary_key=True)
    kind = Column(String(20), nullable=False)
    key = Column(String(64), nullable=False)
    municipality = Column(String(4))
    content = Column(JSON(none_as_null=True))
    base_hash = Column(String(64), nullable=False)
    state = Column(String(10), nullable=False, default="draft")
    author_id = Column(String(64), nullable=False)
    author_name = Column(String(120), nullable=False)
    saved = Column(Integer, nullable=False, default=1)
    """How often the draft has been saved."""
    number = Column(Integer)
    """The subject's version, from 1, given when it is published."""
    created = Column(DateTime, nullable=False, default=datetime.utcnow)
    changed = Column(DateTime, nullable=False, default=datetime.utcnow)
    published = Column(DateTime)
    withdrawn = Column(DateTime)
    note = Column(Text, nullable=False, default="")
    supersedes = Column(String(32), ForeignKey("revisions.id", ondelete="SET NULL"))
    __table_args__ = (
        Index("revisions_by_subject", "kind", "key", "municipality"),
        Index("revisions_by_state", "state", "author_id"),
    )


class ContentVersionRow(Base):
    """One row: the number that grows whenever published content changes.

    Whoever changes revisions writes this row first, which also makes them take turns.
    """

    __tablename__ = "content_version"
    id = Column(Integer, primary_key=True)
    number = Column(Integer, nullable=False, default=0)
