"""Giving a conversation, and taking it back."""

import asyncio
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.donation.code import hash_of, new_code
from bot.donation.errors import (
    AlreadyGivenError,
    ConversationChangedError,
    NotForResearchError,
    NothingToGiveError,
    UnknownCodeError,
)
from bot.donation.gift import Gift, Purpose, gift_of
from bot.donation.strict import StrictMasker
from bot.store.conversations import ConversationStore
from bot.store.database import Database
from bot.store.donation_rows import withdraw, withdraw_with
from bot.store.donation_tables import DonatedMessageRow, DonationRow
from bot.store.message_rows import conversation_row
from bot.turn import Conversation


@dataclass(frozen=True, slots=True)
class Offer:
    """What would be given, and what was given of the conversation before."""

    gift: Gift
    given: tuple[Purpose, ...]
    """The purposes of an earlier gift; none when there was none."""


class Giving:
    """The donations of citizens; who may give is for the caller to know."""

    def __init__(self, database: Database, store: ConversationStore, masker: StrictMasker) -> None:
        """On a database whose tables are there already."""
        self._database = database
        self._store = store
        self._masker = masker

    async def offer(self, conversation: Conversation) -> Offer:
        """Exactly what would be given now."""
        messages = await self._store.messages(conversation.id)
        gift = await asyncio.to_thread(gift_of, messages, self._masker.mask)
        given = await self._database.read(partial(_given, conversation_id=conversation.id))
        return Offer(gift, given)

    async def give(
        self, conversation: Conversation, purposes: Collection[Purpose], seal: str | None
    ) -> tuple[str, Gift]:
        """Give it for ``purposes``, at least one; gives the code, which is shown only here.

        ``seal``: of the gift as it was shown. Raises DonationError, ConversationError. Whoever
        calls holds the conversation's lock.
        """
        offer = await self.offer(conversation)
        gift = offer.gift
        if not gift.asked or not purposes:
            raise NothingToGiveError
        if "research" in purposes and gift.acute:
            raise NotForResearchError
        if offer.given:
            raise AlreadyGivenError
        if seal is not None and seal != gift.seal:
            raise ConversationChangedError
        code = new_code()

        def work(session: Session) -> None:
            conversation_row(session, conversation.id)
            if _given(session, conversation.id):
                raise AlreadyGivenError
            identity = uuid4().hex
            session.add(
                DonationRow(
                    id=identity,
                    public_id=secrets.token_hex(8),
                    code_hash=hash_of(code),
                    conversation_id=conversation.id,
                    train="train" in purposes,
                    research="research" in purposes,
                    municipality=conversation.municipality,
                    language=conversation.language,
                    channel=conversation.channel,
                )
            )
            session.flush()
            session.add_all(_rows(identity, gift))

        await self._database.run(work)
        return code, gift

    async def take_back(self, code: str) -> None:
        """Delete the donation with this code everywhere; raises UnknownCodeError."""
        code_hash = hash_of(code)

        def work(session: Session) -> None:
            chosen = select(DonationRow).where(DonationRow.code_hash == code_hash)
            donation = session.scalar(chosen)
            if donation is None:
                raise UnknownCodeError
            withdraw(session, donation)

        await self._database.run(work)
        await self._database.forget_free_pages()

    async def take_back_from(self, conversation: Conversation) -> None:
        """The same for who has the conversation still and not the code; nothing if none is."""
        await self._database.run(lambda session: withdraw_with(session, conversation.id))
        await self._database.forget_free_pages()


def _given(session: Session, conversation_id: str) -> tuple[Purpose, ...]:
    chosen = select(DonationRow).where(DonationRow.conversation_id == conversation_id)
    row: Any = session.scalar(chosen)
    if row is None:
        return ()
    named: tuple[tuple[Purpose, bool], ...] = (("train", row.train), ("research", row.research))
    return tuple(purpose for purpose, given in named if given)


def _rows(identity: str, gift: Gift) -> list[Any]:
    return [
        DonatedMessageRow(
            donation_id=identity,
            number=number,
            role=one.role,
            kind=one.kind,
            text=one.text,
            topic=one.topic,
            # Only what the citizen said can teach MUNI anything.
            settled=one.role != "citizen",
        )
        for number, one in enumerate(gift.messages, 1)
    ]
