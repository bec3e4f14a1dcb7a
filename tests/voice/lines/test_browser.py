"""The browser's line: what the page is told, where it may come from, and how often it may ring."""

from __future__ import annotations

import pytest
from websockets.exceptions import InvalidStatusCode

from tests.voice.lines.callers import PIECE, BrowserCaller
from tests.voice.lines.serving import NUMBER, TOLD, Service, serving


async def ring(service: Service) -> BrowserCaller:
    caller = BrowserCaller(service.ws("browser"))
    await caller.open()
    await caller.begin()
    return caller


@pytest.mark.parametrize("rate", [8000, 16000])
async def test_the_page_chooses_the_rate(service: Service, rate: int) -> None:
    caller = BrowserCaller(service.ws("browser"))
    caller.rate = rate
    await caller.open()
    await caller.begin()
    await caller.speak(PIECE * 4)
    assert await caller.hear(len(PIECE) * 4) == PIECE * 4
    line = service.echo.lines[-1]
    assert (line.sample_rate, line.municipality, line.caller) == (rate, "0751", None)
    await caller.stop()
    assert await service.echo.ending() == "caller"


@pytest.mark.parametrize("municipality", [None, "Aarhus", "075"])
async def test_no_kommunekode_is_none(service: Service, municipality: str | None) -> None:
    caller = BrowserCaller(service.ws("browser"))
    await caller.open()
    await caller.begin(municipality)
    await caller.stop()
    assert await service.echo.ending() == "caller"
    assert service.echo.lines[-1].municipality is None


async def test_the_page_is_told_what_happens(service: Service) -> None:
    caller = await ring(service)
    await caller.press("4")
    for event in TOLD:
        await caller.told(type=event, text="Hej æøå")
    await caller.press("2")
    await caller.told(type="clear")
    await caller.press("3")
    await caller.told(type="hangup")
    assert await caller.closed() == 1000
    assert await service.echo.ending() == "caller"
    assert "secret" not in {one["type"] for one in caller.texts}


async def test_the_page_gets_the_number_to_ring(service: Service) -> None:
    caller = await ring(service)
    await caller.press("1")
    await caller.told(type="transfer", number=NUMBER)
    await caller.told(type="hangup")
    assert await caller.closed() == 1000
    assert await service.echo.ending() == "transferred"
    assert service.echo.transfers[-1] is True


@pytest.mark.parametrize(
    "first",
    [
        {"type": "key", "digit": "1"},
        {"type": "start"},
        {"type": "start", "sample_rate": 44100},
        {"type": "start", "sample_rate": "16000"},
        {"type": "start", "sample_rate": {}},
    ],
)
async def test_a_page_begins_with_start(service: Service, first: dict[str, object]) -> None:
    caller = BrowserCaller(service.ws("browser"))
    await caller.open()
    await caller.text(**first)
    assert await caller.closed() == 1008


async def test_an_unknown_message_ends_the_call_politely(service: Service) -> None:
    caller = await ring(service)
    await caller.text(type="weather")
    assert await caller.closed() == 1008
    assert await service.echo.ending() == "lost"


@pytest.mark.parametrize("origin", [None, "https://ond.example", "null", "http://127.0.0.1:1"])
async def test_other_sites_pages_do_not_get_in(service: Service, origin: str | None) -> None:
    caller = BrowserCaller(service.ws("browser"))
    caller.headers = {} if origin is None else {"Origin": origin}
    with pytest.raises(InvalidStatusCode) as refused:
        await caller.open()
    assert refused.value.status_code == 403


@pytest.mark.parametrize(
    "origin", ["https://www.aarhus.dk", "https://egen.example", "https://muni.example.dk"]
)
async def test_pages_of_allowed_sites_and_our_own_get_in(origin: str) -> None:
    allowed = {"cors_origins": "https://egen.example", "public_url": "https://muni.example.dk"}
    with serving(**allowed) as service:
        caller = BrowserCaller(service.ws("browser"))
        caller.headers = {"Origin": origin}
        await caller.open()
        await caller.begin()
        await caller.stop()
        assert await service.echo.ending() == "caller"


async def test_who_rings_too_often_is_told_to_wait() -> None:
    with serving(rate_limit="true", rate_address="2/minute") as service:
        for _ in range(2):
            caller = await ring(service)
            await caller.stop()
            assert await service.echo.ending() == "caller"
        with pytest.raises(InvalidStatusCode) as refused:
            await ring(service)
        assert refused.value.status_code == 429
        assert "Retry-After" in refused.value.headers
