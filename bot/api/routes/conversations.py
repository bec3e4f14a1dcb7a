"""Conversations: begin, write, read, rate, hand over, delete."""

import time

from fastapi import APIRouter, Request, Response

from bot.api import metrics
from bot.api.deps import BotDep, ConversationDep, LimitsDep, TokenDep
from bot.api.schemas import (
    PROBLEMS,
    Answered,
    BeginBody,
    Begun,
    ConversationView,
    FeedbackBody,
    MessageBody,
)
from bot.assembly import Bot
from bot.greeting import greetings
from bot.text import clean
from bot.turn import TurnReply, TurnRequest

router = APIRouter(prefix="/api/v1/conversations", tags=["samtaler"], responses=PROBLEMS)
HANDOVER = "/ask_human"


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
    conversation_id: str, body: MessageBody, bot: BotDep, limits: LimitsDep, token: TokenDep
) -> Response:
    """Write a message, or press a quick reply. Answers come in order of asking."""
    limits.message(conversation_id)
    # The token is checked inside the turn, so that messages queue in the order they came.
    request = TurnRequest(
        conversation_id=conversation_id,
        text=body.text,
        payload=body.payload,
        client_id=body.client_id,
        token=token,
    )
    reply = await take(bot, request)
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
    )


@router.delete("/{conversation_id}", status_code=204)
async def remove(conversation: ConversationDep, bot: BotDep) -> Response:
    """Delete the conversation, at once and for good."""
    async with bot.locks.hold(conversation.id):
        await bot.store.delete(conversation.id)
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
async def hand_over(conversation: ConversationDep, bot: BotDep, limits: LimitsDep) -> Answered:
    """Ask for a person: telephone and opening hours of the municipality."""
    limits.message(conversation.id)
    reply = await take(bot, TurnRequest(conversation_id=conversation.id, payload=HANDOVER))
    return Answered(citizen=reply.citizen, messages=list(reply.messages))


async def take(bot: Bot, request: TurnRequest) -> TurnReply:
    """One turn, measured; raises what :meth:`bot.turn.Turn.take` raises."""
    began = time.perf_counter()
    with metrics.TURNS_OPEN.track_inprogress():
        reply = await bot.turn.take(request)
    metrics.TURN_SECONDS.labels(request.channel).observe(time.perf_counter() - began)
    for message in reply.messages:
        metrics.MESSAGES.labels(request.channel, message.kind).inc()
    return reply
