"""Callers prove who they are by digest, once for each call."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator

import pytest

from tests.voice.sip.callees import Agent, running
from tests.voice.sip.peer import Caller, Got, Peer, offer
from voice.sip.authentication import Authenticator

URI = "sip:33123456@127.0.0.1"


@pytest.fixture
async def agent() -> AsyncIterator[Agent]:
    async with running(user="omstilling", password="hemmelig ø") as agent:
        yield agent


@pytest.fixture
async def peer(agent: Agent) -> Peer:
    return await agent.udp_peer()


def credentials(
    challenge: Got,
    algorithm: str,
    *,
    user: str = "omstilling",
    password: str = "hemmelig ø",  # noqa: S107 - of this test only
    count: str = "00000001",
    qop: str = "auth",
) -> str:
    wanted = next(v for v in challenge.every("WWW-Authenticate") if f"={algorithm}," in v)
    found = re.search(r'realm="([^"]+)", nonce="([^"]+)"', wanted)
    assert found
    realm, nonce = found[1], found[2]

    def digest(text: str) -> str:
        name = {"MD5": "md5", "SHA-256": "sha256"}[algorithm]
        return hashlib.new(name, text.encode()).hexdigest()

    secret, asked = digest(f"{user}:{realm}:{password}"), digest(f"INVITE:{URI}")
    response = digest(f"{secret}:{nonce}:{count}:0a4f113b:auth:{asked}")
    return (
        f'Authorization: Digest username="{user}", realm="{realm}", nonce="{nonce}", uri="{URI}", '
        f'algorithm={algorithm}, response="{response}", cnonce="0a4f113b", qop={qop}, '
        f"nc={count}\r\n"
    )


async def challenged(peer: Peer) -> Got:
    Caller(peer).send("INVITE", body=offer())
    return await peer.expect(401)


@pytest.mark.parametrize("algorithm", ["SHA-256", "MD5"])
async def test_the_right_password_opens(agent: Agent, peer: Peer, algorithm: str) -> None:
    caller = Caller(peer)
    caller.send("INVITE", body=offer())
    challenge = await peer.expect(401)
    offered = challenge.every("WWW-Authenticate")
    assert ["SHA-256" in offered[0], "MD5" in offered[1]] == [True, True]
    caller.send("ACK")
    await caller.dial(credentials(challenge, algorithm))
    await agent.callees[0].call()
    caller.send("BYE")
    await peer.expect(200)


@pytest.mark.parametrize(
    "change",
    [
        {"password": "gættet"},
        {"user": "anden"},
        {"qop": "auth-int"},
        {"count": "1"},
        {"count": "0000000g"},
    ],
)
async def test_wrong_credentials_do_not(
    agent: Agent, peer: Peer, change: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    challenge = await challenged(peer)
    for _ in range(20):
        Caller(peer).send("INVITE", credentials(challenge, "MD5", **change), offer())
        await peer.expect(401)
    assert agent.calls == 0
    assert len(caplog.records) == 1


async def test_credentials_that_were_overheard_open_no_second_call(
    agent: Agent, peer: Peer
) -> None:
    challenge = await challenged(peer)
    await Caller(peer).dial(credentials(challenge, "SHA-256"))
    Caller(peer).send("INVITE", credentials(challenge, "SHA-256"), offer())
    await peer.expect(401)
    await Caller(peer).dial(credentials(challenge, "SHA-256", count="00000002"))
    assert agent.calls == 2


async def test_a_nonce_of_somebody_else_is_not_taken(peer: Peer) -> None:
    challenge = await challenged(peer)
    given = credentials(challenge, "MD5")
    for nonce in ("", "1-2-3", "x", "9" * 400):
        Caller(peer).send("INVITE", re.sub('nonce="[^"]+"', f'nonce="{nonce}"', given), offer())
        await peer.expect(401)


@pytest.mark.parametrize(
    "value",
    ["Digest", "Basic dTpw", "Digest username=", 'Digest a="', "Digest ,,,", "", "Digest x"],
)
async def test_malformed_credentials(agent: Agent, peer: Peer, value: str) -> None:
    Caller(peer).send("INVITE", f"Authorization: {value}\r\n", offer())
    await peer.expect(401)


async def test_probes_need_no_password(peer: Peer) -> None:
    Caller(peer).send("OPTIONS")
    await peer.expect(200)


@pytest.mark.parametrize(("status", "asks"), [(401, "WWW-"), (407, "Proxy-")])
@pytest.mark.parametrize("algorithm", ["MD5", "SHA-256"])
async def test_we_prove_who_we_are_when_a_request_of_ours_is_challenged(
    agent: Agent, peer: Peer, status: int, asks: str, algorithm: str
) -> None:
    caller = Caller(peer)
    caller.send("INVITE", body=offer())
    await caller.dial(credentials(await peer.expect(401), "MD5"))
    transfer = asyncio.create_task((await agent.callees[0].call()).transfer("9"))
    refer = await peer.expect("REFER")
    more = (
        f'{asks}Authenticate: Digest realm="pbx", nonce="n,\\"1", opaque="o", qop="auth,auth-int"'
    )
    peer.answer(refer, status, f"{more}, algorithm={algorithm}\r\n")
    again = await peer.expect("REFER")
    while again.header("CSeq") == refer.header("CSeq"):
        again = await peer.expect("REFER")
    proof = again.header("Authorization" if status == 401 else "Proxy-Authorization")
    cnonce = re.search(r'cnonce="(\w+)"', proof)
    assert cnonce
    name = {"MD5": "md5", "SHA-256": "sha256"}[algorithm]

    def digest(text: str) -> str:
        return hashlib.new(name, text.encode()).hexdigest()

    secret = digest("omstilling:pbx:hemmelig ø")
    asked = digest(f"REFER:{again.start.split()[1]}")
    expected = digest(f'{secret}:n,"1:00000001:{cnonce[1]}:auth:{asked}')
    assert f'response="{expected}"' in proof
    assert 'opaque="o"' in proof
    peer.answer(again, status, more)
    assert not await transfer, "asked once more only"


def test_every_challenge_is_another() -> None:
    door = Authenticator("muni", "u", "p")
    assert door.challenges() != door.challenges()
