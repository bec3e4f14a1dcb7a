"""What holds on every WebSocket line: sound both ways, keys, and a good end whatever happens."""

from __future__ import annotations

import asyncio
import logging

import pytest

from tests.voice.lines.callers import CALLERS, PIECE, BrowserCaller, Caller, TwilioCaller
from tests.voice.lines.serving import Service, open_files, serving

every_line = pytest.mark.parametrize("kind", CALLERS, ids=[one.line for one in CALLERS])


async def ring(service: Service, kind: type[Caller]) -> Caller:
    """A call that has begun."""
    caller = kind(service.ws(kind.line))
    await caller.open()
    await caller.begin()
    return caller


async def is_well(service: Service, kind: type[Caller]) -> None:
    """Whether a next caller is heard."""
    caller = await ring(service, kind)
    sound = PIECE * (caller.rate // 8000)
    await caller.speak(sound)
    assert await caller.hear(len(sound)) == sound
    await caller.socket.close(1000)
    assert await service.echo.ending() == "caller"


@every_line
async def test_the_caller_hears_and_is_heard(service: Service, kind: type[Caller]) -> None:
    caller = await ring(service, kind)
    sound = PIECE * (caller.rate // 8000)
    for _ in range(25):
        await caller.speak(sound)
    assert await caller.hear(25 * len(sound)) == sound * 25
    line = service.echo.lines[-1]
    assert (line.name, line.sample_rate) == (kind.line, caller.rate)
    await caller.stop()
    assert await service.echo.ending() == "caller"


@every_line
async def test_sound_in_pieces_of_any_size_comes_in_20_ms(
    service: Service, kind: type[Caller]
) -> None:
    caller = await ring(service, kind)
    sound = PIECE * 20
    for start in range(0, len(sound), 1000):
        await caller.speak(sound[start : start + 1000])
    assert await caller.hear(len(sound)) == sound
    await caller.stop()
    assert await service.echo.ending() == "caller"


@every_line
async def test_keys_are_given_and_what_is_no_key_is_not(
    service: Service, kind: type[Caller]
) -> None:
    service.echo.keys.clear()
    caller = await ring(service, kind)
    for digit in ("0", "9", "*", "#", "d", "", "12", "æ"):
        await caller.press(digit)
    await caller.speak(PIECE * 2)
    await caller.hear(len(PIECE) * 2)
    assert service.echo.keys == ["0", "9", "*", "#", "D"]
    await caller.stop()
    assert await service.echo.ending() == "caller"


@every_line
async def test_we_hang_up(service: Service, kind: type[Caller]) -> None:
    caller = await ring(service, kind)
    await caller.press("3")
    assert await caller.closed() == 1000
    assert await service.echo.ending() == "caller"


@every_line
async def test_hanging_up_before_saying_who_calls_is_no_call(
    service: Service, kind: type[Caller]
) -> None:
    calls = len(service.echo.lines)
    caller = kind(service.ws(kind.line))
    await caller.open()
    await caller.socket.close()
    await is_well(service, kind)
    assert len(service.echo.lines) == calls + 1


@every_line
@pytest.mark.parametrize("state", ["begun", "speaking", "hearing", "cut"])
async def test_the_caller_may_hang_up_in_every_state(
    service: Service, kind: type[Caller], state: str
) -> None:
    caller = await ring(service, kind)
    if state != "begun":
        await caller.speak(PIECE * 50)
    if state == "hearing":
        await caller.hear(len(PIECE))
    if state == "cut":
        caller.socket.transport.abort()
    else:
        await caller.socket.close(1001)
    assert await service.echo.ending() in {"caller", "lost"}


@every_line
async def test_the_caller_and_we_may_hang_up_at_once(service: Service, kind: type[Caller]) -> None:
    caller = await ring(service, kind)
    await caller.press("3")
    await caller.stop()
    assert await service.echo.ending() == "caller"
    await caller.closed()


@every_line
@pytest.mark.parametrize(
    "garbage",
    ["", "MEDIA_START", "{", "[]", "null", "[" * 60_000, b"\x00\xff" * 50, "æ" * 70_000],
    ids=["empty", "word", "cut off", "list", "null", "deep", "bytes", "large"],
)
async def test_garbage_instead_of_a_beginning_is_closed_on_politely(
    service: Service,
    kind: type[Caller],
    garbage: str | bytes,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caller = kind(service.ws(kind.line))
    await caller.open()
    with caplog.at_level(logging.WARNING):
        await caller.socket.send(garbage)
        if kind.line == "asterisk" and isinstance(garbage, bytes):
            await caller.socket.send("{")  # Sound may come first there.
        assert await caller.closed() == 1008
    said = [r for r in caplog.records if r.name == "voice.lines.socket_line"]
    assert len(said) == 1
    await is_well(service, kind)


@every_line
@pytest.mark.parametrize(
    ("garbage", "code"),
    [("{", 1008), ("[1]", 1008), ("[" * 60_000, 1008), ("x" * 70_000, 1009), (bytes(70_000), 1009)],
    ids=["cut off", "list", "deep", "large text", "large bytes"],
)
async def test_garbage_in_a_call_ends_it_politely(
    service: Service,
    kind: type[Caller],
    garbage: str | bytes,
    code: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caller = await ring(service, kind)
    with caplog.at_level(logging.WARNING):
        await caller.socket.send(garbage)
        assert await caller.closed() == code
        assert await service.echo.ending() == "lost"
    assert len([r for r in caplog.records if r.name == "voice.lines.socket_line"]) == 1
    await is_well(service, kind)


@every_line
@pytest.mark.parametrize(
    "raw",
    [b"\xff" * 200, b"\x82\xff" + b"\x7f" * 40, b"\x81\x7e", b"\x81\x83\0\0\0\0\xff\xff\xff"],
    ids=["no frame", "endless frame", "cut header", "no utf-8"],
)
async def test_broken_websocket_frames_end_the_call(
    service: Service, kind: type[Caller], raw: bytes
) -> None:
    caller = await ring(service, kind)
    caller.socket.transport.write(raw)
    await asyncio.sleep(0.05)
    caller.socket.transport.close()
    assert await service.echo.ending() in {"caller", "lost"}
    await is_well(service, kind)


@every_line
async def test_a_peer_that_sends_no_sound_is_lost(kind: type[Caller]) -> None:
    with serving(silent_line_seconds="0.4") as service:
        caller = await ring(service, kind)
        await caller.press("9")
        assert await caller.closed() == 1000
        assert await service.echo.ending() == "lost"


@every_line
async def test_a_peer_that_never_reads_is_lost(service: Service, kind: type[Caller]) -> None:
    caller = await ring(service, kind)
    caller.socket.transport.pause_reading()
    await caller.press("5")
    assert await service.echo.ending() == "lost"
    caller.socket.transport.abort()
    await is_well(service, kind)


@pytest.mark.parametrize("kind", [TwilioCaller, BrowserCaller], ids=["twilio", "browser"])
async def test_who_floods_is_read_no_faster_than_people_speak(
    service: Service, kind: type[Caller]
) -> None:
    caller = await ring(service, kind)
    half_second = bytes(caller.rate)
    heard = asyncio.create_task(caller.hear(14 * len(half_second)))
    loop = asyncio.get_running_loop()
    began = loop.time()
    for _ in range(14):
        await caller.speak(half_second)
    await heard
    assert loop.time() - began > 1.2
    await caller.socket.close()
    assert await service.echo.ending() == "caller"


@every_line
async def test_fifty_calls_at_once_leave_nothing_behind(
    service: Service, kind: type[Caller]
) -> None:
    await is_well(service, kind)
    before = open_files()
    calls = [await ring(service, kind) for _ in range(50)]
    for caller in calls:
        await caller.speak(PIECE * 2)
    for caller in calls:
        await caller.hear(len(PIECE) * 2)
        await caller.socket.close()
        assert await service.echo.ending() == "caller"
    for _ in range(500):
        if open_files() <= before:
            break
        await asyncio.sleep(0.02)
    assert open_files() <= before


async def test_a_page_may_cut_a_sample_in_two(service: Service) -> None:
    caller = await ring(service, BrowserCaller)
    await caller.speak(PIECE[:333])
    await caller.speak(PIECE[333:] + PIECE)
    assert await caller.hear(2 * len(PIECE)) == PIECE * 2
    await caller.stop()
    assert await service.echo.ending() == "caller"
