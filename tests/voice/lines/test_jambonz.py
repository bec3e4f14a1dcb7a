"""jambonz' listen verb: rates, subprotocols, killing sound, and where the call goes on."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.voice.lines.callers import PIECE, JambonzCaller
from tests.voice.lines.serving import NUMBER, Service


async def ring(service: Service, **metadata: Any) -> JambonzCaller:
    caller = JambonzCaller(service.ws("jambonz"))
    await caller.open()
    await caller.begin(**metadata)
    return caller


@pytest.mark.parametrize("protocol", ["audio.jambonz.org", "audio.drachtio.org"])
@pytest.mark.parametrize("rate", [8000, 16000])
async def test_both_subprotocols_and_both_rates(service: Service, protocol: str, rate: int) -> None:
    caller = JambonzCaller(service.ws("jambonz"))
    caller.protocol, caller.rate = protocol, rate
    await caller.open()
    assert caller.socket.subprotocol == protocol
    await caller.begin()
    await caller.speak(PIECE * 4)
    assert await caller.hear(len(PIECE) * 4) == PIECE * 4
    assert service.echo.lines[-1].sample_rate == rate
    await caller.stop()
    assert await service.echo.ending() == "caller"


async def test_the_numbers_are_in_the_metadata(service: Service) -> None:
    caller = await ring(service, municipality="0751")
    await caller.stop()
    assert await service.echo.ending() == "caller"
    line = service.echo.lines[-1]
    assert (line.dialled, line.caller, line.municipality) == ("+4587101010", "+4520304050", "0751")


async def test_clear_kills_what_jambonz_has(service: Service) -> None:
    caller = await ring(service)
    await caller.press("2")
    await caller.told(type="killAudio")
    await caller.stop()
    assert await service.echo.ending() == "caller"


async def test_we_hang_up_with_disconnect(service: Service) -> None:
    caller = await ring(service)
    await caller.press("3")
    await caller.told(type="disconnect")
    assert await caller.closed() == 1000
    assert await service.echo.ending() == "caller"


async def test_a_call_put_through_goes_on_by_the_action_hook(service: Service) -> None:
    caller = await ring(service)
    await caller.press("1")
    await caller.told(type="disconnect")
    assert await caller.closed() == 1000
    assert await service.echo.ending() == "transferred"
    async with httpx.AsyncClient(base_url=service.url) as client:
        hook = await client.post("/voice/jambonz/next", json={"call_sid": caller.call})
        dial = {"verb": "dial", "target": [{"type": "phone", "number": NUMBER}]}
        assert hook.json() == [dial]
        others: list[Any] = [{"call_sid": "another"}, {"call_sid": 7}, []]
        for other in others:
            hook = await client.post("/voice/jambonz/next", json=other)
            assert hook.json() == [{"verb": "hangup"}]
        assert (await client.post("/voice/jambonz/next", content=b"{")).status_code == 400


@pytest.mark.parametrize(
    "wrong",
    [
        {"sampleRate": 24000},
        {"sampleRate": None},
        {"sampleRate": [8000]},
        {"mixType": "stereo"},
        {"callSid": None},
    ],
)
async def test_metadata_that_does_not_fit_is_no_call(
    service: Service, wrong: dict[str, Any]
) -> None:
    caller = JambonzCaller(service.ws("jambonz"))
    await caller.open()
    await caller.text(**{"callSid": "a", "sampleRate": 8000, **wrong})
    assert await caller.closed() == 1008


async def test_half_a_sample_ends_the_call_politely(service: Service) -> None:
    caller = await ring(service)
    await caller.speak(PIECE[:-1])
    assert await caller.closed() == 1008
    assert await service.echo.ending() == "lost"
