"""The chat over a WebSocket."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from httpx_ws import AsyncWebSocketSession, WebSocketDisconnect, aconnect_ws
from httpx_ws.transport import ASGIWebSocketTransport

from bot.api import main
from bot.assembly import Bot
from tests.api.chatting import Citizen


@asynccontextmanager
async def service(bot: Bot) -> AsyncIterator[httpx.AsyncClient]:
    """The real service, with WebSockets; opened and closed in the test's own task."""
    app = main.create_app()
    app.state.bot = bot
    transport = ASGIWebSocketTransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://muni.test") as calls:
        yield calls


@asynccontextmanager
async def connect(
    client: httpx.AsyncClient, citizen: Citizen
) -> AsyncIterator[AsyncWebSocketSession]:
    """The conversation's socket."""
    socket: AsyncWebSocketSession
    async with aconnect_ws(f"http://muni.test{citizen.url}/socket", client) as socket:
        yield socket


async def hello(socket: AsyncWebSocketSession, citizen: Citizen, after: str | None = None) -> Any:
    token = citizen.headers["Authorization"].removeprefix("Bearer ")
    await socket.send_json({"type": "hello", "token": token, "after": after})
    return await socket.receive_json()


async def answer_to(socket: AsyncWebSocketSession, **frame: Any) -> list[dict[str, Any]]:
    """Send a message, and gather the frames until typing stops."""
    await socket.send_json({"type": "message", **frame})
    frames = []
    while True:
        frames.append(await socket.receive_json())
        if frames[-1] == {"type": "typing", "on": False}:
            return frames


async def test_a_turn_shows_typing_then_answers(bot: Bot) -> None:
    async with service(bot) as client:
        citizen = await Citizen.arrive(client, "0751")
        async with connect(client, citizen) as socket:
            ready = await hello(socket, citizen)
            assert ready["type"] == "ready"
            assert [m["id"] for m in ready["messages"]] == [citizen.greeting[0]["id"]]
            client_id = uuid.uuid4().hex
            frames = await answer_to(socket, text="hvad koster et pas", client_id=client_id)
            assert frames[0] == {"type": "typing", "on": True}
            assert frames[1]["client_id"] == client_id
            assert frames[1]["citizen"]["text"] == "hvad koster et pas"
            assert frames[1]["messages"][0]["role"] == "bot"


async def test_what_was_missed_comes_back_and_nothing_twice(bot: Bot) -> None:
    async with service(bot) as client:
        citizen = await Citizen.arrive(client, "0751")
        client_id = uuid.uuid4().hex
        async with connect(client, citizen) as socket:
            await hello(socket, citizen)
            await socket.send_json(
                {"type": "message", "text": "hvad koster et pas", "client_id": client_id}
            )
            await socket.receive_json()
        async with connect(client, citizen) as socket:
            await hello(socket, citizen, after=citizen.greeting[0]["id"])
            frames = await answer_to(socket, text="hvad koster et pas", client_id=client_id)
            # What the cut line's turn still stored may come as news before it.
            assert [f["type"] for f in frames if f.get("client_id") == client_id] == ["messages"]
        assert [m["role"] for m in await citizen.history()] == ["bot", "citizen", "bot"]


async def test_errors_come_as_frames_and_the_socket_stays(bot: Bot) -> None:
    async with service(bot) as client:
        citizen = await Citizen.arrive(client, "0751")
        async with connect(client, citizen) as socket:
            await hello(socket, citizen)
            for frame, status in (
                ({"text": "  "}, 422),
                ({"text": "x" * 2001}, 413),
                ({"payload": "/nope"}, 404),
                ({"text": 7, "payload": 8}, 422),
            ):
                await socket.send_json({"type": "message", **frame})
                error = await socket.receive_json()
                while error["type"] == "typing":
                    error = await socket.receive_json()
                assert (error["type"], error["status"]) == ("error", status)
            await socket.send_json({"type": "ping"})
            pong = await socket.receive_json()
            while pong["type"] == "typing":
                pong = await socket.receive_json()
            assert pong == {"type": "pong"}


@pytest.mark.parametrize(
    ("first", "code"),
    [
        ({"type": "hello", "token": "wrong"}, 4401),
        ({"type": "message", "text": "hej"}, 4400),
        (["hello"], 4400),
    ],
)
async def test_without_the_right_hello_the_socket_closes(bot: Bot, first: Any, code: int) -> None:
    async with service(bot) as client:
        citizen = await Citizen.arrive(client)
        async with connect(client, citizen) as socket:
            await socket.send_json(first)
            with pytest.raises(WebSocketDisconnect) as closed:
                await socket.receive_json()
            assert closed.value.code == code


async def test_a_deleted_conversation_closes_its_socket(bot: Bot) -> None:
    async with service(bot) as client:
        citizen = await Citizen.arrive(client)
        async with connect(client, citizen) as socket:
            await hello(socket, citizen)
            await client.delete(citizen.url, headers=citizen.headers)
            await socket.send_json({"type": "message", "text": "hej"})
            with pytest.raises(WebSocketDisconnect) as closed:
                while True:
                    await socket.receive_json()
            assert closed.value.code == 4404
