"""The telephone lines that come over HTTP: four WebSockets, and where a call goes on.

A line that is off has no route, and answers like any unknown path. Calls go to
``app.state.switchboard`` (``async take(line)``); where they go on lies in ``app.state.departures``.
"""

from collections.abc import Awaitable
from typing import Any, NoReturn, Protocol, cast

from fastapi import APIRouter, HTTPException, Query, Request, WebSocket
from fastapi.responses import PlainTextResponse
from starlette.requests import HTTPConnection

from bot.api.origins import comes_from_allowed_page
from bot.api.rate import RateLimits
from bot.api.twilio_calls import TwilioCalls
from bot.api.voice_access import is_known_peer, is_signed_by_twilio
from bot.api.voice_socket import VoiceSocket
from bot.settings import get_settings
from voice.errors import LineError
from voice.line import Line
from voice.lines.asterisk import AsteriskLine
from voice.lines.browser import BrowserLine
from voice.lines.departures import Departures
from voice.lines.jambonz import SUBPROTOCOLS, JambonzLine
from voice.lines.socket_line import complaints
from voice.lines.twilio import TwilioLine

ASTERISK_SUBPROTOCOLS = ("media",)
"""What ``websocket_client.conf`` of Asterisk asks for."""


class Switchboard(Protocol):
    """Answers calls."""

    async def take(self, line: Line) -> None:
        """Carry the call to its end."""


def build_router(lines: frozenset[str]) -> APIRouter:
    """The routes of the lines that are on."""
    router = APIRouter(prefix="/voice", include_in_schema=False)
    for name, endpoint in _WEBSOCKETS.items():
        if name in lines:
            router.add_api_websocket_route(f"/{name}", endpoint)
    if lines & {"asterisk", "audiosocket"}:
        router.add_api_route("/asterisk/next", where_next, methods=["GET"])
    if "jambonz" in lines:
        router.add_api_route("/jambonz/next", jambonz_next, methods=["POST"])
    return router


async def twilio(websocket: WebSocket) -> None:
    """Twilio Media Streams."""
    settings = get_settings()
    if not is_signed_by_twilio(websocket, settings):
        _refuse("twilio", "the signature is missing or wrong")
    account = settings.twilio_account
    calls = TwilioCalls(account, settings.twilio_token.get_secret_value())
    redirect = calls.redirect if account else None
    silent_s = settings.silent_line_seconds
    socket = await _accept(websocket)
    await _serve(websocket, TwilioLine.open(socket, silent_s=silent_s, redirect=redirect))


async def asterisk(websocket: WebSocket) -> None:
    """Asterisk's chan_websocket."""
    _only_known_peers("asterisk", websocket)
    socket = await _accept(websocket, ASTERISK_SUBPROTOCOLS)
    silent_s = get_settings().silent_line_seconds
    await _serve(websocket, AsteriskLine.open(socket, _departures(websocket), silent_s=silent_s))


async def jambonz(websocket: WebSocket) -> None:
    """The ``listen`` verb of jambonz."""
    _only_known_peers("jambonz", websocket)
    socket = await _accept(websocket, SUBPROTOCOLS)
    silent_s = get_settings().silent_line_seconds
    await _serve(websocket, JambonzLine.open(socket, _departures(websocket), silent_s=silent_s))


async def browser(websocket: WebSocket) -> None:
    """The microphone on a web page."""
    settings = get_settings()
    if not comes_from_allowed_page(websocket, settings):
        _refuse("browser", "the page is of a site that is not allowed")
    limits = cast(RateLimits, websocket.app.state.limits)
    limits.request(websocket.client.host if websocket.client else "unknown")
    socket = await _accept(websocket)
    await _serve(websocket, BrowserLine.open(socket, silent_s=settings.silent_line_seconds))


_WEBSOCKETS = {"twilio": twilio, "asterisk": asterisk, "jambonz": jambonz, "browser": browser}


async def where_next(
    request: Request, uuid: str = Query(min_length=1, max_length=100)
) -> PlainTextResponse:
    """The number that the dialplan dials next, or nothing: it hangs up."""
    _only_known_peers("asterisk", request)
    number = _departures(request).number_for(uuid) or ""
    return PlainTextResponse(number, headers={"Cache-Control": "no-store"})


async def jambonz_next(request: Request) -> list[dict[str, Any]]:
    """The verbs that follow ``listen``, which has this as its ``actionHook``."""
    _only_known_peers("jambonz", request)
    try:
        body = await request.json()
    except ValueError as error:
        raise HTTPException(400) from error
    call = body.get("call_sid") if isinstance(body, dict) else None
    number = _departures(request).number_for(call) if isinstance(call, str) else None
    if number is None:
        return [{"verb": "hangup"}]
    return [{"verb": "dial", "target": [{"type": "phone", "number": number}]}]


def _only_known_peers(line: str, connection: HTTPConnection) -> None:
    if not is_known_peer(connection, get_settings()):
        _refuse(line, "the address is not among the allowed peers, or the password is wrong")


def _refuse(line: str, why: str) -> NoReturn:
    complaints.say(line, why)
    raise HTTPException(403)


def _departures(connection: HTTPConnection) -> Departures:
    return cast(Departures, connection.app.state.departures)


async def _accept(websocket: WebSocket, subprotocols: tuple[str, ...] = ()) -> VoiceSocket:
    offered = websocket.scope["subprotocols"]
    await websocket.accept(next((one for one in subprotocols if one in offered), None))
    return VoiceSocket(websocket)


async def _serve(
    websocket: WebSocket,
    opening: Awaitable[TwilioLine | AsteriskLine | JambonzLine | BrowserLine],
) -> None:
    try:
        line = await opening
    except LineError:
        return  # It is logged, and closed.
    try:
        await cast(Switchboard, websocket.app.state.switchboard).take(line)
    finally:
        await line.hang_up()
