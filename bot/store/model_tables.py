"""The tables of models, publications, and who serves what, as SQLAlchemy models."""

from datetime import datetime

from sqlalchemy import JSON, Column, DateTime, ForeignKey, Integer, String, Text

from bot.store.tables import Base


class ModelRow(Base):
    """A trained model. ``file`` is a name in the models folder, since machines differ in where
    that lies; ``publish_at`` is set while a publication is planned.
    """

    __tablename__ = "models"
    id = Column(String(64), primary_key=True)
    file = Column(String(80), nullable=False)
    data_hash = Column(String(64))
    created = Column(DateTime, nullable=False, default=datetime.utcnow)
    created_by = Column(String(64))
    scores = Column(JSON)
    thresholds = Column(JSON)
    comparison = Column(JSON)
    state = Column(String(12), nullable=False, default="candidate")
    reason = Column(Text)
    publish_at = Column(DateTime, index=True)
    publish_by = Column(String(64))
    publish_reason = Column(Text)


class PublicationRow(Base):
    """One decision about which model answers, or one that was refused.

    ``before`` is the publication that was in force, to which a rollback returns.
    """

    __tablename__ = "publications"
    id = Column(Integer, primary_key=True, autoincrement=True)
    model_id = Column(String(64), ForeignKey("models.id"), nullable=False)
    kind = Column(String(12), nullable=False)
    by = Column(String(64))
    reason = Column(Text)
    at = Column(DateTime, nullable=False, default=datetime.utcnow)
    before = Column(Integer, ForeignKey("publications.id"))


class PointerRow(Base):
    """The one row that every worker watches; ``version`` grows by one at each change."""

    __tablename__ = "published_model"
    id = Column(Integer, primary_key=True, autoincrement=False)
    version = Column(Integer, nullable=False)
    publication_id = Column(Integer, ForeignKey("publications.id"), nullable=False)


class WorkerRow(Base):
    """A process that answers: which publication it has come to, and what is wrong, in Danish."""

    __tablename__ = "model_workers"
    id = Column(String(64), primary_key=True)
    kind = Column(String(12), nullable=False)
    model_id = Column(String(64), nullable=False)
    version = Column(Integer, nullable=False)
    note = Column(Text)
    seen = Column(DateTime, nullable=False, default=datetime.utcnow, index=True)
