"""Wordings that citizens gave to train MUNI, until staff have settled what to do with each."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.donation.errors import DonationGoneError
from bot.store.donation_tables import DonatedExampleRow, DonatedMessageRow, DonationRow

PAGE = 50
EVERYWHERE = "*"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a citizen said, masked twice."""

    donation_id: str
    number: int
    text: str
    topic: str | None
    """What MUNI took it for."""
    municipality: str | None


def candidates(session: Session, places: Collection[str]) -> list[Candidate]:
    """What is not settled in ``places`` (kommunekoder, or only ``*`` for all), oldest first."""
    query = _open().order_by(DonationRow.given, DonationRow.public_id, DonatedMessageRow.number)
    if EVERYWHERE not in places:
        query = query.where(DonationRow.municipality.in_(list(places)))
    return [_candidate(*row) for row in session.execute(query.limit(PAGE))]


def candidate(session: Session, donation_id: str, number: int) -> Candidate:
    """One of them; raises DonationGoneError when it was taken back or is settled."""
    query = _open().where(
        DonatedMessageRow.donation_id == donation_id, DonatedMessageRow.number == number
    )
    found = session.execute(query).first()
    if found is None:
        raise DonationGoneError
    return _candidate(*found)


def settle(session: Session, one: Candidate) -> None:
    """Ask nobody about it again; raises DonationGoneError."""
    row: Any = session.get(DonatedMessageRow, (one.donation_id, one.number))
    if row is None:
        raise DonationGoneError
    row.settled = True


def remember_example(session: Session, one: Candidate, topic: str, text: str) -> int:
    """Write down that ``text`` is being made an example; gives the note's id.

    Before it is one: so a withdrawal finds it however early it comes. Raises DonationGoneError.
    """
    candidate(session, one.donation_id, one.number)
    row = DonatedExampleRow(donation_id=one.donation_id, topic=topic, text=text)
    session.add(row)
    session.flush()
    return int(row.id)


def is_remembered(session: Session, note: int) -> bool:
    """Whether the donation of a note is still there."""
    return session.get(DonatedExampleRow, note) is not None


def forget_example(session: Session, note: int) -> None:
    """It did not become an example after all."""
    row = session.get(DonatedExampleRow, note)
    if row is not None:
        session.delete(row)


def _open() -> Any:
    return (
        select(DonatedMessageRow, DonationRow.municipality)
        .join(DonationRow, DonationRow.id == DonatedMessageRow.donation_id)
        .where(DonationRow.train.is_(True), DonatedMessageRow.settled.is_(False))
    )


def _candidate(row: Any, municipality: str | None) -> Candidate:
    return Candidate(row.donation_id, row.number, row.text, row.topic, municipality)
