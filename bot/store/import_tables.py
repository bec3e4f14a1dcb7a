"""The table of files that staff have handed in and are looking at before anything is changed."""

from datetime import datetime

from sqlalchemy import Column, DateTime, LargeBinary, String

from bot.store.tables import Base


class WaitingImportRow(Base):
    """One file; a user has one at most."""

    __tablename__ = "waiting_imports"
    id = Column(String(32), primary_key=True)
    user_id = Column(String(32), nullable=False, index=True)
    name = Column(String(200), nullable=False)
    data = Column(LargeBinary, nullable=False)
    created = Column(DateTime, nullable=False, default=datetime.utcnow)
