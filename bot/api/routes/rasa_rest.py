"""Rasa's own REST channel, so that clients made for Rasa work."""

import hashlib
import json
import re
from typing import Any

from fastapi import APIRouter, Request

from bot.api.conversing import take
from bot.api.deps import BotDep, LimitsDep
from bot.api.schemas import PROBLEMS, RasaBody
from bot.errors import ConversationNotFoundError, UnknownMunicipalityError
from bot.knowledge import get_municipalities
from bot.turn import Message, TurnRequest

router = APIRouter(tags=["rasa"], responses=PROBLEMS)
_PAYLOAD = re.compile(r"/\w+(\{.*\})?", re.DOTALL)


@router.post("/webhooks/rest/webhook")
async def webhook(
    body: RasaBody, bot: BotDep, limits: LimitsDep, request: Request
) -> list[dict[str, Any]]:
    """One message in, a list of messages out, as `rasa run` would."""
    conversation_id = _conversation_id(body.sender)
    municipality = body.metadata.get("municipality")
    if not isinstance(municipality, str | None):
        raise UnknownMunicipalityError
    get_municipalities().get(municipality)
    limits.message(conversation_id)
    await _begin_if_new(bot, conversation_id, municipality, limits, request)
    said = body.message.strip()
    pressed = _PAYLOAD.fullmatch(said) is not None
    turn = TurnRequest(
        conversation_id=conversation_id,
        text=None if pressed else body.message,
        payload=said if pressed else None,
    )
    reply = await take(bot, turn)
    return [_as_rasa(body.sender, message) for message in reply.messages]


def _conversation_id(sender: str) -> str:
    """Rasa's clients choose the sender themselves and it may be anything, so it is hashed."""
    return hashlib.sha256(f"rest:{sender}".encode()).hexdigest()[:32]


async def _begin_if_new(
    bot: BotDep,
    conversation_id: str,
    municipality: str | None,
    limits: LimitsDep,
    request: Request,
) -> None:
    async with bot.locks.hold(f"begin:{conversation_id}"):
        try:
            await bot.store.load(conversation_id)
        except ConversationNotFoundError:
            limits.begin_conversation(request)
            state = {"municipality": municipality} if municipality else {}
            await bot.store.begin(municipality, "da", "web", state, (), conversation_id)


def _as_rasa(sender: str, message: Message) -> dict[str, Any]:
    plain: dict[str, Any] = {"recipient_id": sender, "text": message.text}
    if message.quick_replies:
        plain["buttons"] = [reply.dict() for reply in message.quick_replies]
    extras = message.json(exclude={"text", "quick_replies"})
    return plain | {"custom": json.loads(extras)}
