"""The table of trainings, as a SQLAlchemy model."""

from datetime import datetime

from sqlalchemy import JSON, Boolean, Column, DateTime, Float, Integer, String, Text

from bot.store.tables import Base


class TrainingRunRow(Base):
    """One training. ``active`` is true while it is queued or running and null ever after, so that
    its uniqueness lets one training in at a time over all processes and machines.
    """

    __tablename__ = "training_runs"
    id = Column(Integer, primary_key=True, autoincrement=True)
    active = Column(Boolean, unique=True)
    by = Column(String(64))
    state = Column(String(12), nullable=False, default="queued")
    stage = Column(String(12), nullable=False, default="compose")
    progress = Column(Float, nullable=False, default=0.0)
    message = Column(Text, nullable=False, default="")
    asked = Column(DateTime, nullable=False, default=datetime.utcnow)
    started = Column(DateTime)
    ended = Column(DateTime)
    seen = Column(DateTime, nullable=False, default=datetime.utcnow)
    model_id = Column(String(64))
    log = Column(JSON, nullable=False, default=list)
