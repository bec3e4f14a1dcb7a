"""The chat over a WebSocket: typing indicator, and nothing lost when the line drops.

The first frame carries the token (a browser can't set headers on a WebSocket) and the last
message the client has; what it missed comes back at once. A message that is sent again with
its ``client_id`` gets the stored answers again. While a person has the chat, or the citizen
waits for one, news comes without being asked for.
"""

import asyncio
import json
from typing import Any

import structlog
from fastapi import APIRouter, HTTPException, WebSocket
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.websockets import WebSocketDisconnect, WebSocketState

from bot.api import metrics
from bot.api.citizen_line import CitizenLine, plain
from bot.api.conversing import converse
from bot.api.problems import NOT_STORED, UNEXPECTED, status_of
from bot.api.rate import RateLimits
from bot.api.schemas import MessageBody
from bot.assembly import Bot
from bot.errors import (
    ConversationDeletedError,
    ConversationNotFoundError,
    MuniError,
    WrongTokenError,
)
from bot.request_id import current_request_id, new_request_id, request_of
from bot.turn import Conversation, TurnRequest

log = structlog.get_logger(__name__)
router = APIRouter()
HELLO_SECONDS = 10.0
LARGEST_FRAME = 16 * 1024
WRONG_TOKEN, GONE, BAD_FRAME, RESTART = 4401, 4404, 4400, 1012


@router.websocket("/api/v1/conversations/{conversation_id}/socket")
async def socket(websocket: WebSocket, conversation_id: str) -> None:
    """Serve one client until it or the conversation goes."""
    bot: Bot = websocket.app.state.bot
    await websocket.accept()
    try:
        with metrics.SOCKETS_OPEN.track_inprogress():
            line = CitizenLine(websocket, bot, conversation_id)
            if await _hello(websocket, bot, line, conversation_id):
                await _both_ways(websocket, bot, line, conversation_id)
    except (WebSocketDisconnect, RuntimeError):
        return


async def _both_ways(
    websocket: WebSocket, bot: Bot, line: CitizenLine, conversation_id: str
) -> None:
    serving = asyncio.create_task(
        _serve(websocket, bot, websocket.app.state.limits, line, conversation_id)
    )
    following = asyncio.create_task(_follow(websocket, line))
    try:
        await asyncio.wait((serving, following), return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (serving, following):
            task.cancel()
        done = await asyncio.gather(serving, following, return_exceptions=True)
    for one in done:
        if isinstance(one, Exception):
            raise one


async def _follow(websocket: WebSocket, line: CitizenLine) -> None:
    try:
        await line.follow()
    except (ConversationNotFoundError, ConversationDeletedError):
        await websocket.close(GONE)
    except (WebSocketDisconnect, RuntimeError):
        return


async def _hello(
    websocket: WebSocket, bot: Bot, line: CitizenLine, conversation_id: str
) -> Conversation | None:
    try:
        frame = _frame(await asyncio.wait_for(websocket.receive_text(), HELLO_SECONDS))
        if frame.get("type") != "hello":
            raise ValueError(frame.get("type"))
        conversation = await bot.store.load(conversation_id, str(frame.get("token")))
    except (ConversationNotFoundError, ConversationDeletedError):
        await websocket.close(GONE)
        return None
    except WrongTokenError:
        await websocket.close(WRONG_TOKEN)
        return None
    except (ValueError, TimeoutError, KeyError):
        await websocket.close(BAD_FRAME)
        return None
    after = frame.get("after")
    after = after if isinstance(after, str) else None
    missed = await bot.store.messages(conversation.id, after)
    await line.greet(missed)
    line.has_all_until(missed[-1].id if missed else after)
    return conversation


async def _serve(
    websocket: WebSocket, bot: Bot, limits: RateLimits, line: CitizenLine, conversation_id: str
) -> None:
    while websocket.application_state is WebSocketState.CONNECTED:
        try:
            frame = _frame(await websocket.receive_text())
        except (ValueError, KeyError):
            await websocket.close(BAD_FRAME)
            return
        if frame.get("type") == "ping":
            await line.send({"type": "pong"})
        elif frame.get("type") == "typing":
            if line.may_type():
                on = frame.get("on") is True
                if await bot.live.writing.set(conversation_id, "citizen", on):
                    bot.live.wakeups.wake(conversation_id)
        elif frame.get("type") == "message":
            async with line.turn:
                with request_of(new_request_id()):
                    await _turn(websocket, bot, limits, line, conversation_id, frame)


async def _turn(
    websocket: WebSocket,
    bot: Bot,
    limits: RateLimits,
    line: CitizenLine,
    conversation_id: str,
    frame: dict[str, Any],
) -> None:
    client_id = frame.get("client_id")
    try:
        body = MessageBody(**{key: frame.get(key) for key in ("text", "payload", "client_id")})
        limits.message(conversation_id)
        await line.send({"type": "typing", "on": True})
        reply = await converse(
            bot,
            TurnRequest(
                conversation_id=conversation_id,
                text=body.text,
                payload=body.payload,
                client_id=body.client_id,
            ),
        )
    except (ConversationNotFoundError, ConversationDeletedError):
        await websocket.close(GONE)
        return
    except MuniError as error:
        await _error(line, client_id, status_of(error), error.title)
    except HTTPException as error:
        await _error(line, client_id, error.status_code, "Du skriver meget hurtigt. Vent lidt")
    except ValidationError:
        await _error(line, client_id, 422, "Beskeden kan ikke læses")
    except SQLAlchemyError as wrong:
        log.error("not_stored", error=type(wrong).__name__)
        await _error(line, client_id, 503, NOT_STORED)
    except WebSocketDisconnect:
        raise
    except Exception:
        await _error(line, client_id, 500, UNEXPECTED)
        raise
    else:
        answer = {
            "type": "messages",
            "client_id": client_id,
            "citizen": plain([reply.citizen])[0],
            "messages": plain(list(reply.messages)),
            "request_id": current_request_id(),
        }
        await line.answer(answer, reply)
    await line.send({"type": "typing", "on": False})


async def _error(line: CitizenLine, client_id: Any, status: int, title: str) -> None:
    await line.send(
        {"type": "error", "client_id": client_id, "status": status, "title": title, "detail": None},
    )


def _frame(text: str) -> dict[str, Any]:
    """A frame's content; raises ValueError when it is too long or no JSON object."""
    frame = json.loads(text) if len(text) <= LARGEST_FRAME else None
    if not isinstance(frame, dict):
        raise ValueError("not a frame")
    return frame
