"""The telephone's settings: what can't be read refuses, what is unsafe refuses in production."""

import pytest
from pydantic import ValidationError

from bot.errors import UnsafeSettingError
from bot.settings import Settings

PRODUCTION = {
    "MUNI_ENVIRONMENT": "production",
    "MUNI_ALLOWED_HOSTS": "muni.example.dk",
    "MUNI_PUBLIC_URL": "https://muni.example.dk",
    "MUNI_METRICS_PUBLIC": "false",
    "MUNI_RATE_LIMIT": "true",
}
OTHERS = {
    "MUNI_LINES": "twilio,asterisk,jambonz,sip,audiosocket",
    "MUNI_TWILIO_TOKEN": "t",
    "MUNI_LINE_USER": "asterisk",
    "MUNI_LINE_PASSWORD": "p",
    "MUNI_LINE_PEERS": "10.0.0.0/8,::1",
    "MUNI_SIP_PEERS": "192.0.2.7",
    "MUNI_SMS": "gateway",
    "MUNI_SMS_GATEWAY_URL": "https://sms.example.dk",
    "MUNI_SMS_GATEWAY_TOKEN": "t",
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"lines": "sip,fax"},
        {"telephone_numbers": "+4587101010"},
        {"telephone_numbers": "+4587101010=aarhus"},
        {"calls_at_once": 0},
        {"sip_port": 70000},
        {"rtp_ports": "20999-20000"},
        {"rtp_ports": "20000"},
        {"sip_peers": "everybody"},
        {"line_peers": "10.0.0.0/99"},
        {"synthesizer": "piper"},
        {"sms": "gateway"},
        {"sms_sender": "En lang afsender"},
        {"recording_municipalities": "Aarhus"},
    ],
)
def test_what_cannot_be_read_refuses_to_start(wrong: dict[str, str | int]) -> None:
    with pytest.raises(ValidationError):
        Settings(**wrong)


def test_lists_and_ranges_are_read() -> None:
    settings = Settings(
        lines="browser, sip",
        telephone_numbers="+4587101010=0751, 1010=0746",
        rtp_ports="30000-30099",
    )
    assert settings.open_lines == {"browser", "sip"}
    assert settings.dialled_numbers == {"+4587101010": "0751", "1010": "0746"}
    assert settings.rtp_range == (30000, 30099)
    assert Settings(lines="").open_lines == frozenset()


def test_secrets_are_never_printed() -> None:
    names = ("sip_password", "line_password", "twilio_token", "sms_gateway_token")
    settings = Settings(**dict.fromkeys(names, "hemmelig"))
    assert "hemmelig" not in f"{settings!r} {settings} {settings.json()} {settings.dict()}"
    assert settings.twilio_token.get_secret_value() == "hemmelig"


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in {**PRODUCTION, **OTHERS}.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_safe_lines_start_in_production(production: pytest.MonkeyPatch) -> None:
    assert Settings().open_lines >= {"twilio", "sip"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MUNI_TWILIO_TOKEN", ""),
        ("MUNI_LINE_USER", ""),
        ("MUNI_LINE_PASSWORD", ""),
        ("MUNI_LINE_PEERS", "0.0.0.0/0"),
        ("MUNI_LINE_PEERS", "127.0.0.1,::/0"),
        ("MUNI_SIP_PEERS", "0.0.0.0/0"),
        ("MUNI_SMS_GATEWAY_URL", "http://sms.example.dk"),
        ("MUNI_SMS_GATEWAY_TOKEN", ""),
    ],
)
def test_an_unsafe_line_is_named_in_production(
    production: pytest.MonkeyPatch, name: str, value: str
) -> None:
    production.setenv(name, value)
    with pytest.raises(UnsafeSettingError, match=name):
        Settings()


def test_everybody_may_ring_over_sip_who_names_a_user(production: pytest.MonkeyPatch) -> None:
    production.setenv("MUNI_SIP_PEERS", "0.0.0.0/0")
    production.setenv("MUNI_SIP_USER", "switchboard")
    with pytest.raises(UnsafeSettingError, match="MUNI_SIP_PASSWORD"):
        Settings()
    production.setenv("MUNI_SIP_PASSWORD", "p")
    assert Settings().sip_user == "switchboard"


def test_a_line_that_is_off_need_not_be_safe(production: pytest.MonkeyPatch) -> None:
    production.setenv("MUNI_LINES", "browser")
    production.setenv("MUNI_SMS", "off")
    for name in ("MUNI_TWILIO_TOKEN", "MUNI_LINE_USER", "MUNI_SMS_GATEWAY_TOKEN"):
        production.setenv(name, "")
    assert Settings().open_lines == {"browser"}
