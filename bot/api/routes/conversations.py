"""Conversations: begin, write, read, rate, hand over, delete."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from bot.api import metrics
from bot.api.conversing import converse
from bot.api.deps import BotDep, ConversationDep, LimitsDep, OnceDep, TokenDep
from bot.api.schemas import (
    PROBLEMS,
    Answered,
    BeginBody,
    Begun,
    ConversationView,
    FeedbackBody,
    MessageBody,
    PersonView,
)
from bot.greeting import greetings
from bot.text import clean
from bot.turn import TurnRequest

router = APIRouter(prefix="/api/v1/conversations", tags=["samtaler"], responses=PROBLEMS)
HANDOVER = "/ask_human"
Sending = Annotated[str | None, Query(regex=r"^[A-Za-z0-9_-]{8,64}$")]
"""The sender's own id of the request, so that it counts once if it is sent again."""


@router.post("", status_code=201)
async def begin(body: BeginBody, bot: BotDep, limits: LimitsDep, request: Request) -> Begun:
    """Begin a conversation. The first message says that a robot answers."""
    limits.begin_conversation(request)
    first = greetings(body.municipality, body.language)
    state = {"municipality": body.municipality} if body.municipality else {}
    identity, token, messages = await bot.store.begin(
        body.municipality, body.language, "web", state, first
    )
    metrics.CONVERSATIONS.labels("web").inc()
    return Begun(id=identity, token=token, messages=list(messages))


@router.post("/{conversation_id}/messages", response_model=Answered)
async def write(
    conversation_id: str,
    body: MessageBody,
    bot: BotDep,
    limits: LimitsDep,
    token: TokenDep,
    once: OnceDep,
) -> Response:
    """Write a message, or press a quick reply. Answers come in order of asking.

    None come while a person has the chat: what they write is in the conversation.
    """
    limits.message(conversation_id)
    # The token is checked inside the turn, so that messages queue in the order they came.
    request = TurnRequest(
        conversation_id=conversation_id,
        text=body.text,
        payload=body.payload,
        client_id=body.client_id or once,
        token=token,
    )
    reply = await converse(bot, request)
    # Written out once: FastAPI would check, unpack and write again what is checked already.
    answered = Answered.construct(citizen=reply.citizen, messages=list(reply.messages))
    return Response(answered.json(ensure_ascii=False), media_type="application/json")


@router.get("/{conversation_id}")
async def read(conversation: ConversationDep, bot: BotDep) -> ConversationView:
    """The whole conversation, as it is stored: personal data masked."""
    return ConversationView(
        id=conversation.id,
        municipality=conversation.municipality,
        language=conversation.language,
        messages=await bot.store.messages(conversation.id),
        person=PersonView(**asdict(await bot.live.citizen.status(conversation.id))),
    )


@router.delete("/{conversation_id}", status_code=204)
async def remove(conversation: ConversationDep, bot: BotDep) -> Response:
    """Delete the conversation, at once and for good."""
    async with bot.locks.hold(conversation.id):
        await bot.store.delete(conversation.id)
    bot.live.wakeups.wake(conversation.id)
    return Response(status_code=204)


@router.post("/{conversation_id}/messages/{message_id}/feedback", status_code=204)
async def rate(
    message_id: str, body: FeedbackBody, conversation: ConversationDep, bot: BotDep
) -> Response:
    """Rate an answer; a comment is masked before it is kept."""
    comment = bot.masker.mask(clean(body.comment)).text if body.comment else None
    await bot.store.rate(conversation.id, message_id, body.rating, comment)
    metrics.FEEDBACK.labels(body.rating).inc()
    return Response(status_code=204)


@router.post("/{conversation_id}/handover")
async def hand_over(
    conversation: ConversationDep,
    bot: BotDep,
    limits: LimitsDep,
    once: OnceDep,
    client_id: Sending = None,
) -> Answered:
    """Ask for a person: telephone and opening hours, and a place in the queue of the staff."""
    limits.message(conversation.id)
    request = TurnRequest(
        conversation_id=conversation.id, payload=HANDOVER, client_id=client_id or once
    )
    reply = await converse(bot, request)
    return Answered(citizen=reply.citizen, messages=list(reply.messages))
