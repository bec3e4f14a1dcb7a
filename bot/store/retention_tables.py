"""The tables of what was deleted, and of how long each municipality keeps what."""

from datetime import datetime

from sqlalchemy import Column, DateTime, Integer, String

from bot.store.tables import Base


class DeletionRow(Base):
    """Something that was deleted before its time, by id alone, so that no backup brings it back."""

    __tablename__ = "deletions"
    kind = Column(String(16), primary_key=True)
    subject = Column(String(64), primary_key=True)
    moment = Column(DateTime, nullable=False, default=datetime.utcnow, index=True)


class RetentionRuleRow(Base):
    """A municipality's own number of days for a kind; ``*`` is the whole hotline's."""

    __tablename__ = "retention_rules"
    municipality = Column(String(4), primary_key=True)
    kind = Column(String(16), primary_key=True)
    days = Column(Integer, nullable=False)


class RetentionRunRow(Base):
    """A day (ISO, UTC) on which retention was enforced: whoever writes it first does it."""

    __tablename__ = "retention_runs"
    day = Column(String(10), primary_key=True)
    began = Column(DateTime, nullable=False, default=datetime.utcnow)
