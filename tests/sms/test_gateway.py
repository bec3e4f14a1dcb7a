"""The gateway gets each message once, with its token, and trouble is an error in Danish."""

import socket

import pytest

from bot.errors import SmsError
from bot.sms.gateway import GatewaySms
from tests.sms.gateway_server import gateway


async def test_a_message_reaches_the_gateway_with_its_token() -> None:
    with gateway() as server:
        await GatewaySms(server.url, "hemmelig", "MUNI").send("20 12 34 56", "Hej på dig")
    assert server.got == [
        (
            "Bearer hemmelig",
            {"sender": "MUNI", "recipient": "+4520123456", "message": "Hej på dig"},
        )
    ]


async def test_a_gateway_in_trouble_is_asked_once_more() -> None:
    with gateway(503) as server:
        await GatewaySms(server.url, "t", "MUNI").send("20123456", "hej")
    assert len(server.got) == 2


@pytest.mark.parametrize(
    ("answers", "asked"), [((500, 502, 200), 2), ((401,), 1), ((422,), 1), ((302,), 1)]
)
async def test_what_the_gateway_will_not_take_is_an_error(
    answers: tuple[int, ...], asked: int
) -> None:
    with gateway(*answers) as server, pytest.raises(SmsError) as error:
        await GatewaySms(server.url, "t", "MUNI").send("20123456", "hej")
    assert len(server.got) == asked
    assert "20123456" not in str(error.value)
    assert "kunne ikke sendes" in error.value.title


async def test_a_gateway_that_never_answers_is_given_up_and_not_asked_again() -> None:
    with gateway(0) as server:
        with pytest.raises(SmsError):
            await GatewaySms(server.url, "t", "MUNI", seconds=0.3).send("20123456", "hej")
        # It may have taken the message: nobody wants it twice.
        assert len(server.got) == 1


async def test_a_gateway_that_is_not_there_is_an_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(SmsError):
        await GatewaySms(f"http://127.0.0.1:{port}/", "t", "MUNI").send("20123456", "hej")


async def test_another_countrys_number_never_leaves_the_house() -> None:
    with gateway() as server:
        for number in ("+46701234567", "112", "1234", "tyve"):
            with pytest.raises(SmsError):
                await GatewaySms(server.url, "t", "MUNI").send(number, "hej")
    assert server.got == []
