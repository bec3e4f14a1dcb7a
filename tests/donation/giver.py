"""A citizen who has said something and gives it."""

from datetime import date, timedelta
from uuid import uuid4

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.donation.gift import Purpose
from bot.donation.giving import Giving
from bot.store.conversations import ConversationStore
from bot.store.database import Database
from bot.store.donation_tables import DonatedMessageRow, DonationRow
from bot.turn import Conversation
from tests.inbox.asking import ask

BOTH: tuple[Purpose, ...] = ("train", "research")


async def said(database: Database, text: str, place: str | None = "0751") -> Conversation:
    """A conversation with one question, answered about the price of passports."""
    chat, _, _ = await ask(database, text, place, "answer", "pas_pris", 0.9)
    return await ConversationStore(database).load(chat)


async def given(
    database: Database, giving: Giving, text: str, purposes: tuple[Purpose, ...] = BOTH
) -> tuple[str, Conversation]:
    """The same, given; gives the code and the conversation."""
    conversation = await said(database, text)
    code, _ = await giving.give(conversation, purposes, None)
    return code, conversation


async def let_rest(database: Database, days: int) -> None:
    """Let all donations have been given so many days earlier."""
    then = date.today() - timedelta(days=days)
    await database.run(lambda session: session.execute(update(DonationRow).values(given=then)))


async def given_by_hand(database: Database, text: str, place: str | None) -> str:
    """A gift with one message, as it lies in the tables; gives its id."""
    identity = uuid4().hex

    def work(session: Session) -> None:
        session.add(
            DonationRow(
                id=identity,
                public_id=identity[:16],
                code_hash=identity,
                train=True,
                research=False,
                municipality=place,
                language="da",
                channel="web",
            )
        )
        session.flush()
        session.add(
            DonatedMessageRow(
                donation_id=identity, number=1, role="citizen", kind="question", text=text
            )
        )

    await database.run(work)
    return identity
