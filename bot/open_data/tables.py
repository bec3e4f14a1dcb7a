"""The tables of what has been made public: written once for each month, and never changed."""

from sqlalchemy import Column, Date, DateTime, Integer, String

from bot.store.tables import Base


class OpenMonthRow(Base):
    """A month (its first day) that is public, since ``published`` (UTC)."""

    __tablename__ = "open_months"
    month = Column(Date, primary_key=True)
    published = Column(DateTime, nullable=False)


class OpenCountRow(Base):
    """One rounded count; what isn't there is 0.

    ``matter`` is one of :class:`bot.open_data.cells.Matter`, ``kind`` what it counts of that
    matter, ``topic`` is empty but for answers. ``municipality`` is empty where nobody knows it.
    """

    __tablename__ = "open_counts"
    month = Column(Date, primary_key=True)
    matter = Column(String(12), primary_key=True)
    kind = Column(String(12), primary_key=True)
    topic = Column(String(64), primary_key=True)
    channel = Column(String(8), primary_key=True)
    municipality = Column(String(4), primary_key=True)
    count = Column(Integer, nullable=False)


class OpenTimeRow(Base):
    """Turn times of a month and channel in all municipalities together, in milliseconds."""

    __tablename__ = "open_times"
    month = Column(Date, primary_key=True)
    channel = Column(String(8), primary_key=True)
    median = Column(Integer, nullable=False)
    p95 = Column(Integer, nullable=False)
