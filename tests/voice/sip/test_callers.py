"""Who rings and what was rung, as switchboards write it."""

from __future__ import annotations

import pytest

from tests.voice.sip.peer import Caller, Peer
from voice.sip.callers import caller_number, dialled_number
from voice.sip.message import Request, parse


def invite(
    more: str = "", uri: str = "sip:33123456@127.0.0.1", user: str = "+4512345678"
) -> Request:
    text = Caller(Peer(), user).message("INVITE", more).replace("sip:33123456@127.0.0.1", uri, 1)
    message = parse(text.encode("utf-8", "surrogateescape"))
    assert isinstance(message, Request)
    return message


@pytest.mark.parametrize(
    ("more", "user", "caller"),
    [
        ("", "+4512345678", "+4512345678"),
        ("", "anonymous", None),
        ("", "12345678;phone-context=+45", "12345678"),
        ("", "\udcff", None),
        ("P-Asserted-Identity: <sip:87654321@pbx>\r\n", "anonymous", "87654321"),
        ("P-Asserted-Identity: <tel:+4587654321>\r\n", "anonymous", "+4587654321"),
        ("P-Asserted-Identity: <sip:87654321@pbx>\r\nPrivacy: id\r\n", "1", None),
        ("P-Asserted-Identity: nonsense\r\n", "12345678", "12345678"),
    ],
)
def test_the_callers_number(more: str, user: str, caller: str | None) -> None:
    assert caller_number(invite(more, user=user)) == caller


@pytest.mark.parametrize(
    ("uri", "dialled"),
    [
        ("sip:33123456@127.0.0.1;user=phone", "33123456"),
        ("sip:%2B4533123456@muni", "+4533123456"),
        ("tel:+4533123456;x=y", "+4533123456"),
        ("sip:127.0.0.1:5060", "33123456"),
    ],
)
def test_the_number_that_was_rung(uri: str, dialled: str) -> None:
    assert dialled_number(invite(uri=uri)) == dialled
