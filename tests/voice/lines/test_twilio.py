"""Twilio Media Streams: the signature, the numbers, clear, and putting through."""

from __future__ import annotations

import asyncio
import functools
from typing import Any

import pytest
from websockets.exceptions import InvalidStatusCode

from bot.api.routes import voice
from bot.api.twilio_calls import TwilioCalls
from tests.voice.lines.callers import PIECE, TwilioCaller
from tests.voice.lines.rest import answering
from tests.voice.lines.serving import NUMBER, Service, serving


async def ring(service: Service, **parameters: str) -> TwilioCaller:
    caller = TwilioCaller(service.ws("twilio"))
    await caller.open()
    await caller.text(event="connected", protocol="Call", version="1.0.0")
    await caller.start(**parameters)
    return caller


async def test_the_numbers_are_the_twimls_parameters(service: Service) -> None:
    given = {"dialled": "+4587101010", "caller": "+45 20 30 40 50", "municipality": "0751"}
    caller = await ring(service, **given)
    await caller.speak(PIECE)
    await caller.hear(len(PIECE))
    line = service.echo.lines[-1]
    assert (line.dialled, line.caller, line.municipality) == ("+4587101010", "+4520304050", "0751")
    await caller.stop()
    assert await service.echo.ending() == "caller"


async def test_a_withheld_number_and_nonsense_are_none(service: Service) -> None:
    caller = await ring(service, caller="anonymous", municipality="Aarhus", dialled="x" * 101)
    await caller.stop()
    assert await service.echo.ending() == "caller"
    line = service.echo.lines[-1]
    assert (line.dialled, line.caller, line.municipality) == (None, None, None)


async def test_clear_tells_twilio_to_drop_what_it_has(service: Service) -> None:
    caller = await ring(service)
    await caller.press("2")
    assert await caller.told(event="clear") == {"event": "clear", "streamSid": caller.stream}
    await caller.stop()
    assert await service.echo.ending() == "caller"


async def test_marks_other_tracks_and_news_of_twilio_are_no_fault(service: Service) -> None:
    caller = await ring(service)
    await caller.text(event="mark", streamSid=caller.stream, mark={"name": "a"})
    await caller.text(event="weather", streamSid=caller.stream)
    await caller.text(event="media", media={"track": "outbound", "payload": "!!"})
    await caller.speak(PIECE)
    assert await caller.hear(len(PIECE)) == PIECE
    await caller.stop()
    assert await service.echo.ending() == "caller"


@pytest.mark.parametrize(
    "message",
    [
        {"event": "media"},
        {"event": "media", "media": {"track": "inbound"}},
        {"event": "media", "media": {"track": "inbound", "payload": "not base64!"}},
        {"event": "media", "media": {"track": "inbound", "payload": "abc"}},
        {"event": "media", "media": []},
        {"event": "dtmf", "dtmf": "1"},
    ],
    ids=["no media", "no payload", "no base64", "cut base64", "list", "no digit"],
)
async def test_a_broken_message_ends_the_call_politely(
    service: Service, message: dict[str, Any]
) -> None:
    caller = await ring(service)
    await caller.text(**message)
    assert await caller.closed() == 1008
    assert await service.echo.ending() == "lost"


@pytest.mark.parametrize("missing", ["start", "streamSid", "callSid"])
async def test_a_start_without_its_ids_is_no_call(service: Service, missing: str) -> None:
    caller = TwilioCaller(service.ws("twilio"))
    await caller.open()
    start: dict[str, Any] = {"streamSid": "MZ1", "callSid": "CA1"}
    start.pop(missing, None)
    await caller.text(event="start", **({} if missing == "start" else {"start": start}))
    assert await caller.closed() == 1008


async def test_sound_before_start_is_no_call(service: Service) -> None:
    caller = TwilioCaller(service.ws("twilio"))
    await caller.open()
    await caller.text(event="connected")
    await caller.speak(PIECE)
    assert await caller.closed() == 1008


async def test_without_an_account_a_call_is_not_put_through(service: Service) -> None:
    caller = await ring(service)
    await caller.press("1")
    await caller.speak(PIECE)
    assert await caller.hear(len(PIECE)) == PIECE
    assert service.echo.transfers[-1] is False
    await caller.stop()
    assert await service.echo.ending() == "caller"


@pytest.mark.parametrize("status", [200, 404])
async def test_a_call_is_put_through_when_twilio_takes_it(
    status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with answering(status) as rest, serving(twilio_account="AC1") as service:
        monkeypatch.setattr(voice, "TwilioCalls", functools.partial(TwilioCalls, address=rest.url))
        caller = await ring(service)
        await caller.press("1")
        if status == 200:
            assert await caller.closed() == 1000
            assert await service.echo.ending() == "transferred"
        else:
            await caller.speak(PIECE)
            assert await caller.hear(len(PIECE)) == PIECE
            await caller.stop()
            assert await service.echo.ending() == "caller"
        assert service.echo.transfers == [status == 200]
        assert rest.asked[0].path == f"/2010-04-01/Accounts/AC1/Calls/{caller.call}.json"
        assert rest.asked[0].form == {"Twiml": [f"<Response><Dial>{NUMBER}</Dial></Response>"]}


async def test_only_twilios_signature_opens_the_line(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    url = service.ws("twilio")
    right = TwilioCaller(url).signature(url)
    for wrong in ("", "AAAA", right[:-4] + "AAA=", TwilioCaller(url).signature(url + "x"), "æ"):
        caller = TwilioCaller(url)
        caller.headers = {"X-Twilio-Signature": wrong}
        with pytest.raises(InvalidStatusCode) as refused:
            await caller.open()
        assert refused.value.status_code == 403
    unsigned = TwilioCaller(url)
    unsigned.headers = {}
    with pytest.raises(InvalidStatusCode):
        await unsigned.open()
    said = [r.getMessage() for r in caplog.records if r.name.startswith("voice.")]
    assert said == ["twilio line: the signature is missing or wrong"] * 6


@pytest.mark.parametrize("end", ["/", "?a=b", "/?a=b"])
async def test_the_signed_address_may_end_in_a_slash_and_has_its_query(
    service: Service, end: str
) -> None:
    query = end.removeprefix("/")
    caller = TwilioCaller(service.ws("twilio") + query)
    caller.headers = {"X-Twilio-Signature": caller.signature(service.ws("twilio") + end)}
    await caller.open()
    await caller.begin()
    await caller.stop()
    assert await service.echo.ending() == "caller"


async def test_behind_a_proxy_the_public_address_is_signed() -> None:
    with serving(public_url="https://muni.example.dk") as service:
        caller = TwilioCaller(service.ws("twilio"))
        signed = caller.signature("wss://muni.example.dk/voice/twilio")
        caller.headers = {"X-Twilio-Signature": signed}
        await caller.open()
        await caller.begin()
        await asyncio.sleep(0)
        await caller.stop()
        assert await service.echo.ending() == "caller"


async def test_without_a_token_nobody_gets_in() -> None:
    with serving(twilio_token="") as service:
        caller = TwilioCaller(service.ws("twilio"))
        caller.token = ""
        caller.headers = caller.own_headers()
        with pytest.raises(InvalidStatusCode) as refused:
            await caller.open()
        assert refused.value.status_code == 403
