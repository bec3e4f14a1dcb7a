"""The tables of figures: one row a day or month, place and channel, and no citizen's words."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, DateTime, Index, Integer, String

from bot.store.tables import Base

EVERYWHERE = "*"
"""The row that sums every municipality."""
UNKNOWN = ""
"""The row of conversations whose municipality nobody knows."""
DAY, MONTH = "day", "month"
COUNTS = (
    "conversations",
    "resolved",
    "questions",
    "unanswered",
    "clarified",
    "safety",
    "handed_over",
    "rated_up",
    "rated_down",
    "calls",
    "transferred",
)


class FigureRow(Base):
    """Figures of one day, or of one month that is over (``day`` is its first).

    ``gone`` rows hold conversations that have been deleted since: they are only ever added to,
    while the others are counted again from the conversations that are still there.
    ``topics`` counts answers by topic, ``hours`` conversations by weekday * 24 + hour, ``turns``
    turn times by bucket of :mod:`bot.statistics.turn_times`.
    """

    __tablename__ = "daily_figures"
    span = Column(String(5), primary_key=True)
    municipality = Column(String(4), primary_key=True)
    day = Column(Date, primary_key=True)
    channel = Column(String(8), primary_key=True)
    gone = Column(Boolean, primary_key=True)
    conversations = Column(Integer, nullable=False)
    resolved = Column(Integer, nullable=False)
    questions = Column(Integer, nullable=False)
    unanswered = Column(Integer, nullable=False)
    clarified = Column(Integer, nullable=False)
    safety = Column(Integer, nullable=False)
    handed_over = Column(Integer, nullable=False)
    rated_up = Column(Integer, nullable=False)
    rated_down = Column(Integer, nullable=False)
    calls = Column(Integer, nullable=False)
    transferred = Column(Integer, nullable=False)
    topics = Column(JSON, nullable=False)
    hours = Column(JSON, nullable=False)
    turns = Column(JSON, nullable=False)
    __table_args__ = (Index("figures_by_day", "span", "day"),)


class RolledRow(Base):
    """The one row that says until when (UTC) changes have been counted; none before the first."""

    __tablename__ = "figures_rolled"
    id = Column(Integer, primary_key=True, autoincrement=False)
    until = Column(DateTime)


class StaleDayRow(Base):
    """A Danish day to be counted again, since conversations of it were deleted."""

    __tablename__ = "figures_stale_days"
    id = Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    day = Column(Date, nullable=False)
