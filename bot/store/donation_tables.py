"""The tables of what citizens gave: copies of conversations, apart from the conversations."""

from datetime import date, datetime

from sqlalchemy import Boolean, Column, Date, DateTime, ForeignKey, Integer, String, Text

from bot.store.tables import Base


def _donation(**more: bool) -> Column:
    return Column(String(32), ForeignKey("donations.id", ondelete="CASCADE"), **more)


class DonationRow(Base):
    """One conversation that was given; nothing here leads back to who gave it."""

    __tablename__ = "donations"
    id = Column(String(32), primary_key=True)
    public_id = Column(String(16), nullable=False, unique=True)
    """What it is called in the open research set; made up, and used nowhere else."""
    code_hash = Column(String(64), nullable=False, unique=True)
    conversation_id = Column(String(32), unique=True)
    """Empty once the conversation has run out: then only the code leads here."""
    train = Column(Boolean, nullable=False)
    research = Column(Boolean, nullable=False)
    municipality = Column(String(4))
    language = Column(String(2), nullable=False)
    channel = Column(String(8), nullable=False)
    given = Column(Date, nullable=False, default=date.today, index=True)


class DonatedMessageRow(Base):
    """One message of the copy, masked twice; ``number`` orders them, from 1."""

    __tablename__ = "donated_messages"
    donation_id = _donation(primary_key=True)
    number = Column(Integer, primary_key=True)
    role = Column(String(8), nullable=False)
    kind = Column(String(12), nullable=False)
    text = Column(Text, nullable=False)
    topic = Column(String(64))
    settled = Column(Boolean, nullable=False, default=False)
    """Staff have made an example of it, or have said that it is none."""


class DonatedExampleRow(Base):
    """An example that staff made of a given message: found again when the gift is taken back."""

    __tablename__ = "donated_examples"
    id = Column(Integer, primary_key=True, autoincrement=True)
    donation_id = _donation(nullable=False, index=True)
    topic = Column(String(64), nullable=False)
    text = Column(Text, nullable=False)
    made = Column(DateTime, nullable=False, default=datetime.utcnow)


class WithdrawnDonationRow(Base):
    """The made-up id of what was in the open set and is no more, for those who hold copies."""

    __tablename__ = "withdrawn_donations"
    public_id = Column(String(16), primary_key=True)
    month = Column(String(7), nullable=False)
