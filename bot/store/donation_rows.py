"""Takes a donation out of everything that was made of it, in one transaction.

Here and not in the donations' own room, since the deletion of a conversation must take its
donation along.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.store.deletion_list import note_deletion
from bot.store.donation_tables import (
    DonatedExampleRow,
    DonatedMessageRow,
    DonationRow,
    WithdrawnDonationRow,
)
from bot.store.inbox_tables import LabelledQuestionRow
from bot.store.revision_tables import ContentVersionRow, RevisionRow

REST = timedelta(days=7)
"""How long a donation rests before it is in the open set."""
_ALIKE = 0.85
"""So like (0 to 1) is an example that an editor has mended a little since."""


def withdraw(session: Session, donation: Any) -> None:
    """Delete a donation, every example made of it in whatever revision, and its labels.

    What was in the open set leaves its made-up id behind, so that copies can follow.
    """
    made = select(DonatedExampleRow).where(DonatedExampleRow.donation_id == donation.id)
    examples = list(session.scalars(made))
    if examples:
        # Writing this row first makes those who publish wait; and what is live is built anew.
        _do(session, update(ContentVersionRow).values(number=ContentVersionRow.number + 1))
    touched = [row for example in examples for row in _forget_example(session, example)]
    for row in touched:
        row.changed = datetime.utcnow()
    if donation.research and donation.given <= date.today() - REST:
        month = date.today().strftime("%Y-%m")
        session.add(WithdrawnDonationRow(public_id=donation.public_id, month=month))
    for table in (DonatedExampleRow, DonatedMessageRow):
        _do(session, delete(table).where(table.donation_id == donation.id))
    _do(session, delete(DonationRow).where(DonationRow.id == donation.id))
    note_deletion(session, "donation", donation.id)


def withdraw_again(session: Session, donation_id: str) -> bool:
    """After an older database was restored; gives whether it was there."""
    donation = session.get(DonationRow, donation_id)
    if donation is not None:
        withdraw(session, donation)
    return donation is not None


def withdraw_with(session: Session, conversation_id: str) -> None:
    """Who deletes a conversation takes its donation back too."""
    given = select(DonationRow).where(DonationRow.conversation_id == conversation_id)
    donation = session.scalar(given)
    if donation is not None:
        withdraw(session, donation)


def part_from(session: Session, conversation_id: str) -> None:
    """The conversation has run out; its donation stays, and knows nothing of it any more."""
    _do(
        session,
        update(DonationRow)
        .where(DonationRow.conversation_id == conversation_id)
        .values(conversation_id=None),
    )


def _forget_example(session: Session, example: Any) -> list[Any]:
    """Gives the revisions that were changed."""
    touched = []
    text = _plain(example.text)
    chosen = (RevisionRow.kind == "examples", RevisionRow.key == example.topic)
    for row in session.scalars(select(RevisionRow).where(*chosen)):
        content = row.content or {}
        later = row.changed >= example.made
        # What was taken away of the files' own examples stays away, however like it is.
        kept = {
            name: list(_without(texts, text, later and name == "added"))
            for name, texts in content.items()
        }
        if kept != content:
            row.content = kept
            # Who has the draft open still has the words: a save over this one is refused.
            row.saved += 1
            touched.append(row)
    labels = select(LabelledQuestionRow).where(
        LabelledQuestionRow.topic == example.topic, LabelledQuestionRow.created >= example.made
    )
    for row in session.scalars(labels):
        if _plain(row.text) == text:
            session.delete(row)
    session.flush()
    return touched


def _without(texts: Iterable[str], text: str, also_alike: bool) -> Iterable[str]:
    for one in texts:
        plain = _plain(one)
        alike = also_alike and SequenceMatcher(None, plain, text).ratio() >= _ALIKE
        if plain != text and not alike:
            yield one


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _do(session: Session, statement: Any) -> None:
    session.execute(statement.execution_options(synchronize_session=False))
