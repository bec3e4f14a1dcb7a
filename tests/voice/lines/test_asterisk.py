"""chan_websocket: formats, variables, flow control, flushing, and where the call goes on."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from tests.voice.lines.callers import PIECE, AsteriskCaller
from tests.voice.lines.serving import NUMBER, Service
from voice.g711 import A_LAW, MU_LAW


async def ring(service: Service, **variables: str) -> AsteriskCaller:
    caller = AsteriskCaller(service.ws("asterisk"))
    await caller.open()
    await caller.begin(**variables)
    return caller


@pytest.mark.parametrize(
    ("name", "frame", "rate", "sound"),
    [
        ("slin", 320, 8000, PIECE),
        ("slin16", 640, 16000, PIECE * 2),
        ("ulaw", 160, 8000, MU_LAW.encode(PIECE)),
        ("alaw", 160, 8000, A_LAW.encode(PIECE)),
    ],
)
async def test_sound_in_each_format(
    service: Service, name: str, frame: int, rate: int, sound: bytes
) -> None:
    caller = AsteriskCaller(service.ws("asterisk"))
    caller.format, caller.frame = name, frame
    await caller.open()
    assert caller.socket.subprotocol == "media"
    await caller.begin()
    for _ in range(5):
        await caller.speak(sound)
    assert await caller.hear(5 * len(sound)) == sound * 5
    assert service.echo.lines[-1].sample_rate == rate
    assert caller.texts == [{"command": "ANSWER"}]
    await caller.stop()
    assert await service.echo.ending() == "caller"


async def test_sound_goes_out_in_whole_frames_of_asterisks_size(service: Service) -> None:
    caller = AsteriskCaller(service.ws("asterisk"))
    caller.frame = 480
    await caller.open()
    await caller.begin()
    await caller.told(command="ANSWER")
    await caller.speak(PIECE * 4)
    sizes = [len(await asyncio.wait_for(caller.socket.recv(), 10)) for _ in range(2)]
    assert sizes == [480, 480]
    await caller.stop()
    assert await service.echo.ending() == "caller"


async def test_sound_that_overtakes_the_beginning_is_no_fault(service: Service) -> None:
    caller = AsteriskCaller(service.ws("asterisk"))
    await caller.open()
    await caller.speak(PIECE)
    await caller.text(event="STATUS")
    await caller.speak(PIECE)
    await caller.begin()
    await caller.told(command="ANSWER")
    await caller.stop()
    assert await service.echo.ending() == "caller"


async def test_the_numbers_are_variables_inherited_or_not(service: Service) -> None:
    given = {"MUNI_DIALLED": "87101010", "__MUNI_CALLER": "20304050", "MUNI_MUNICIPALITY": "0751"}
    caller = await ring(service, **given)
    await caller.told(command="ANSWER")
    await caller.stop()
    assert await service.echo.ending() == "caller"
    line = service.echo.lines[-1]
    assert (line.dialled, line.caller, line.municipality) == ("87101010", "20304050", "0751")


async def test_clear_flushes_what_asterisk_has(service: Service) -> None:
    caller = await ring(service)
    await caller.press("2")
    await caller.told(command="FLUSH_MEDIA")
    await caller.stop()
    assert await service.echo.ending() == "caller"


async def test_nothing_is_sent_between_xoff_and_xon(service: Service) -> None:
    caller = await ring(service)
    await caller.told(command="ANSWER")
    await caller.text(event="MEDIA_XOFF", channel_id="1761245643.1")
    await caller.speak(PIECE * 5)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(caller.socket.recv(), 0.5)
    await caller.text(event="MEDIA_XON", channel_id="1761245643.1")
    assert await caller.hear(len(PIECE) * 5) == PIECE * 5
    await caller.stop()
    assert await service.echo.ending() == "caller"


async def test_an_xon_that_never_comes_is_not_waited_for(service: Service) -> None:
    caller = await ring(service)
    await caller.text(event="MEDIA_XOFF", channel_id="1761245643.1")
    await caller.speak(PIECE)
    assert await caller.hear(len(PIECE)) == PIECE
    await caller.stop()
    assert await service.echo.ending() == "caller"


async def test_hanging_up_in_xoff_is_still_said(service: Service) -> None:
    caller = await ring(service)
    await caller.text(event="MEDIA_XOFF", channel_id="1761245643.1")
    await caller.press("3")
    await caller.told(command="HANGUP")
    assert await caller.closed() == 1000
    assert await service.echo.ending() == "caller"


async def test_a_call_put_through_is_hung_up_and_the_dialplan_asks_where_to(
    service: Service,
) -> None:
    caller = await ring(service, MUNI_ID="pbx1-77")
    await caller.press("1")
    await caller.told(command="HANGUP")
    assert await caller.closed() == 1000
    assert await service.echo.ending() == "transferred"
    async with httpx.AsyncClient(base_url=service.url) as client:
        for call_id in (caller.connection, "pbx1-77"):
            answer = await client.get("/voice/asterisk/next", params={"uuid": call_id})
            assert (answer.status_code, answer.text) == (200, NUMBER)
            assert answer.headers["content-type"].startswith("text/plain")
            assert answer.headers["cache-control"] == "no-store"
        other = await client.get("/voice/asterisk/next", params={"uuid": "another"})
        assert (other.status_code, other.text) == (200, "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"format": "opus"},
        {"format": None},
        {"connection_id": ""},
        {"connection_id": "x" * 101},
        {"channel_variables": {"MUNI_ID": ["a"]}},
    ],
)
async def test_a_beginning_that_lacks_something_is_no_call(
    service: Service, wrong: dict[str, Any]
) -> None:
    caller = AsteriskCaller(service.ws("asterisk"))
    await caller.open()
    start = {"event": "MEDIA_START", "connection_id": "1", "format": "slin"}
    await caller.text(**{**start, **wrong})
    assert await caller.closed() == 1008


async def test_half_a_sample_ends_the_call_politely(service: Service) -> None:
    caller = await ring(service)
    await caller.speak(PIECE[:-1])
    assert await caller.closed() == 1008
    assert await service.echo.ending() == "lost"


async def test_commands_are_short_enough_for_asterisk(service: Service) -> None:
    caller = await ring(service)
    for key in "23":
        await caller.press(key)
    await caller.closed()
    assert await service.echo.ending() == "caller"
    assert [one["command"] for one in caller.texts] == ["ANSWER", "FLUSH_MEDIA", "HANGUP"]
