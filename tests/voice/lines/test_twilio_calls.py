"""Putting a Twilio call through over its REST interface."""

from __future__ import annotations

import base64

from bot.api.twilio_calls import TwilioCalls
from tests.voice.lines.rest import answering


async def test_the_call_dials_on_with_the_accounts_password() -> None:
    with answering(200) as rest:
        assert await TwilioCalls("AC1", "nøgle", rest.url).redirect("CA2", "+4589402000")
    asked = rest.asked[0]
    assert asked.path == "/2010-04-01/Accounts/AC1/Calls/CA2.json"
    assert asked.form["Twiml"] == ["<Response><Dial>+4589402000</Dial></Response>"]
    assert base64.b64decode(asked.authorization.removeprefix("Basic ")).decode() == "AC1:nøgle"


async def test_a_refusal_is_no() -> None:
    with answering(404) as rest:
        assert not await TwilioCalls("AC1", "x", rest.url).redirect("CA2", "+4589402000")


async def test_nobody_there_is_no() -> None:
    assert not await TwilioCalls("AC1", "x", "http://127.0.0.1:9").redirect("CA2", "+45")


async def test_a_number_can_not_write_twiml_nor_a_call_choose_the_address() -> None:
    with answering(200) as rest:
        calls = TwilioCalls("AC1", "x", rest.url)
        assert await calls.redirect("CA2", "</Dial><Hangup/>")
        assert not await calls.redirect("../../x", "+45")
    assert rest.asked[0].form["Twiml"] == [
        "<Response><Dial>&lt;/Dial&gt;&lt;Hangup/&gt;</Dial></Response>"
    ]
    assert len(rest.asked) == 1
