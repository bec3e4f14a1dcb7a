"""Who gets in: lines that are off, addresses, user and password."""

from __future__ import annotations

import base64

import httpx
import pytest
from websockets.exceptions import InvalidStatusCode

from tests.voice.lines.callers import CALLERS, AsteriskCaller, Caller, JambonzCaller
from tests.voice.lines.serving import serving

peer_lines = pytest.mark.parametrize("kind", [AsteriskCaller, JambonzCaller])


def basic(user: str, password: str) -> dict[str, str]:
    """The header of HTTP basic authentication (RFC 7617)."""
    said = base64.b64encode(f"{user}:{password}".encode()).decode()
    return {"Authorization": f"Basic {said}"}


async def refusal(caller: Caller) -> tuple[int, dict[str, str]]:
    """The answer to a caller that does not get in."""
    with pytest.raises(InvalidStatusCode) as refused:
        await caller.open()
    kept = {n.lower(): v for n, v in refused.value.headers.items() if n.lower() != "date"}
    return refused.value.status_code, kept


@pytest.mark.parametrize("kind", CALLERS, ids=[one.line for one in CALLERS])
async def test_a_line_that_is_off_answers_like_an_unknown_path(kind: type[Caller]) -> None:
    with serving(lines="") as service:
        unknown = await refusal(kind(service.ws("unknown")))
        assert await refusal(kind(service.ws(kind.line))) == unknown
        async with httpx.AsyncClient(base_url=service.url) as client:
            for path in (f"/voice/{kind.line}", "/voice/asterisk/next", "/voice/jambonz/next"):
                for method in ("GET", "POST"):
                    answer = await client.request(method, path)
                    other = await client.request(method, "/voice/unknown")
                    assert (answer.status_code, answer.text) == (404, other.text)


async def test_where_to_go_on_is_there_for_audiosocket_alone() -> None:
    with serving(lines="audiosocket") as service:
        service.departures.note("a", "+4589402000")
        async with httpx.AsyncClient(base_url=service.url) as client:
            answer = await client.get("/voice/asterisk/next", params={"uuid": "a"})
            assert answer.text == "+4589402000"
            for wrong in ({}, {"uuid": ""}, {"uuid": "x" * 101}):
                answer = await client.get("/voice/asterisk/next", params=wrong)
                assert answer.status_code == 422


@peer_lines
async def test_only_listed_addresses_get_in(kind: type[Caller]) -> None:
    with serving(line_peers="10.0.0.0/8, 192.0.2.7") as service:
        assert (await refusal(kind(service.ws(kind.line))))[0] == 403
        async with httpx.AsyncClient(base_url=service.url) as client:
            answer = await client.get("/voice/asterisk/next", params={"uuid": "a"})
            assert answer.status_code == 403
            assert (await client.post("/voice/jambonz/next", json={})).status_code == 403


@peer_lines
async def test_with_a_password_the_address_alone_is_not_enough(kind: type[Caller]) -> None:
    with serving(line_user="central", line_password="kode æ") as service:
        url = service.ws(kind.line)
        for wrong in (
            {},
            basic("central", "kode"),
            basic("anden", "kode æ"),
            {"Authorization": "Basic !!!"},
            {"Authorization": "Basic"},
            {"Authorization": basic("central", "kode æ")["Authorization"].replace("Basic", "Bear")},
        ):
            assert (await refusal(kind(url, **wrong)))[0] == 403
        caller = kind(url, **basic("central", "kode æ"))
        await caller.open()
        await caller.begin()
        await caller.stop()
        assert await service.echo.ending() == "caller"
