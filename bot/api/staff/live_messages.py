"""What the page of a chat asks for while it is open: news, sending, MUNI's suggestion."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import JSONResponse

from bot.api.staff.live_chat import is_mine
from bot.api.staff.live_deps import AgentDep, LiveDep, ServingBotDep
from bot.api.staff.page import page, templates
from bot.api.staff.route import StaffRoute
from bot.assembly import Bot
from bot.errors import ConversationDeletedError, ConversationNotFoundError, UnknownTopicError
from bot.live.canned import CannedAnswer
from bot.live.chat import LiveChat
from bot.live.errors import ChatNotFoundError
from bot.live.suggestion import suggest, suggestion_of
from bot.live.talk import Line
from bot.turn import Message

router = APIRouter(prefix="/personale/samtaler", include_in_schema=False, route_class=StaffRoute)
HELD_SECONDS = 8.0
"""How long a question for news waits for some, so that it comes at once and costs little."""
LOOK_WHILE_WRITING = 1.0
Text = Annotated[str, Form(max_length=4000)]
ClientId = Annotated[str, Form(regex=r"^[A-Za-z0-9-]{8,40}$")]
Topic = Annotated[str, Form(max_length=64)]
Seen = Annotated[str, Query(max_length=32)]


@router.get("/{conversation_id}/nyt")
async def news(
    bot: ServingBotDep,
    agent: AgentDep,
    conversation_id: str,
    after: Seen = "",
    version: Annotated[int, Query()] = 0,
    writes: Annotated[bool, Query()] = False,
) -> Response:
    """What came after the message ``after``; waits for something to come.

    ``version`` and ``writes`` are what the page knows of the chat and of the citizen.
    """
    end = asyncio.get_running_loop().time() + HELD_SECONDS
    await bot.live.presence.beat(agent.id)
    try:
        async with bot.live.wakeups.follow(conversation_id) as event:
            while True:
                event.clear()
                chat = await bot.live.claims.get(conversation_id, agent.rights)
                messages = await bot.store.messages(conversation_id, after or None)
                writing = chat.citizen_writes
                left = end - asyncio.get_running_loop().time()
                if messages or chat.version != version or writing != writes or left <= 0:
                    return JSONResponse(_news(chat, agent.id, messages))
                await _wait(event, min(left, LOOK_WHILE_WRITING) if writing else left)
    except (ChatNotFoundError, ConversationNotFoundError, ConversationDeletedError):
        return JSONResponse({"gone": True})


@router.post("/{conversation_id}/beskeder")
async def say(
    bot: ServingBotDep,
    agent: AgentDep,
    conversation_id: str,
    client_id: ClientId,
    text: Text = "",
    topic: Topic = "",
) -> Response:
    """Send words, or MUNI's answer to ``topic`` as it stands."""
    chat = await bot.live.claims.get(conversation_id, agent.rights)
    if topic:
        made = suggestion_of(topic, chat.municipality)
        line = Line(made.text, client_id, True, topic, made.links, made.source)
    else:
        canned = await bot.live.canned.for_chat(chat.municipality)
        line = Line(text, client_id, checked=_is_canned(text, canned, chat.municipality))
    message = await bot.live.talk.say(agent, conversation_id, line)
    bot.live.wakeups.wake(conversation_id)
    return JSONResponse({"id": message.id, "text": message.text})


@router.post("/{conversation_id}/skriver")
async def writes(
    live: LiveDep, agent: AgentDep, conversation_id: str, on: Annotated[bool, Form()]
) -> Response:
    """The agent is writing just now, or stopped."""
    await live.claims.get(conversation_id, agent.rights)
    if await live.writing.set(conversation_id, "staff", on, agent.id):
        live.wakeups.wake(conversation_id)
    return Response(status_code=204)


@router.get("/{conversation_id}/forslag")
async def suggestion(
    request: Request, bot: ServingBotDep, agent: AgentDep, conversation_id: str
) -> Response:
    """What MUNI would answer to what the citizen wrote last."""
    chat = await bot.live.claims.get(conversation_id, agent.rights)
    found = await _suggestion(bot, chat)
    return page(request, "live_suggestion.html", suggestion=found)


async def _suggestion(bot: Bot, chat: LiveChat) -> Any:
    messages = await bot.store.messages(chat.conversation_id)
    asked = [one.text for one in messages if one.role == "citizen"]
    try:
        return await suggest(bot.dialogue.parse, asked[-1], chat.municipality) if asked else None
    except UnknownTopicError:
        return None


async def _wait(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return


def _news(chat: LiveChat, user_id: str, messages: list[Message]) -> dict[str, Any]:
    draw = templates.env.get_template("staff/live_message.html").render
    return {
        "gone": False,
        "version": chat.version,
        "state": chat.state,
        "mine": is_mine(chat, user_id),
        "writes": chat.citizen_writes,
        "messages": [
            {"id": one.id, "role": one.role, "html": draw(message=one)} for one in messages
        ],
    }


def _is_canned(text: str, canned: list[CannedAnswer], municipality: str | None) -> bool:
    """Such a text is the console's own: the municipality's telephone in it stays."""
    plain = text.replace("\r\n", "\n").strip()
    return any(plain == one.filled(municipality).strip() for one in canned)
