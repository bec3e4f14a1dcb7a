"""Donations: see what would be given, give it, take it back with or without the code."""

import asyncio
import time
from typing import Any

from fastapi import APIRouter, Request, Response

from bot.api.deps import BotDep, ConversationDep, LimitsDep
from bot.api.donation_schemas import (
    Donated,
    DonationBody,
    GivenMessageView,
    OfferView,
    WithdrawalBody,
    Withdrawn,
)
from bot.api.schemas import PROBLEMS, Problem
from bot.assembly import Bot
from bot.donation.gift import Gift, Purpose

ANSWER_SECONDS = 0.3
"""Right or wrong, the answer to a code takes so long."""
_CONFLICT: dict[int | str, dict[str, Any]] = {
    409: {"model": Problem, "description": "Kan ikke gives sådan"}
}
router = APIRouter(prefix="/api/v1", tags=["donationer"], responses=PROBLEMS)


@router.get("/conversations/{conversation_id}/donation")
async def see(conversation: ConversationDep, bot: BotDep) -> OfferView:
    """Exactly what would be given: the conversation, masked once more."""
    offer = await bot.giving.offer(conversation)
    possible: list[Purpose] = ["train"] if offer.gift.acute else ["train", "research"]
    return OfferView(
        messages=_shown(offer.gift),
        seal=offer.gift.seal,
        possible=possible if offer.gift.asked else [],
        given=list(offer.given),
    )


@router.post("/conversations/{conversation_id}/donation", status_code=201, responses=_CONFLICT)
async def give(
    body: DonationBody, conversation: ConversationDep, bot: BotDep, limits: LimitsDep
) -> Donated:
    """Give the conversation as it is now; the code that takes it back is shown only here."""
    limits.message(conversation.id)
    async with bot.locks.hold(conversation.id):
        code, gift = await bot.giving.give(conversation, body.purposes, body.seal)
    return Donated(code=code, purposes=body.purposes, messages=_shown(gift))


@router.delete("/conversations/{conversation_id}/donation", status_code=204)
async def take_back_here(conversation: ConversationDep, bot: BotDep) -> Response:
    """Take it back where the conversation is still at hand; no code is needed."""
    async with bot.locks.hold(conversation.id):
        await bot.giving.take_back_from(conversation)
    return Response(status_code=204)


@router.post("/donations/withdrawal")
async def take_back(
    body: WithdrawalBody, bot: BotDep, limits: LimitsDep, request: Request
) -> Withdrawn:
    """Take a donation back with its code: it is deleted everywhere at once."""
    limits.code(request)
    await withdraw_in_even_time(bot, body.code)
    return Withdrawn()


async def withdraw_in_even_time(bot: Bot, code: str) -> None:
    """Withdraw; how long it takes tells nothing of the code. Raises UnknownCodeError."""
    end = time.monotonic() + ANSWER_SECONDS
    try:
        await bot.giving.take_back(code)
    finally:
        await asyncio.sleep(max(0.0, end - time.monotonic()))


def _shown(gift: Gift) -> list[GivenMessageView]:
    return [GivenMessageView(role=one.role, text=one.text) for one in gift.messages]
