"""MUNI calls only addresses that its operator named: nothing typed by staff or citizens."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import ROOT, Settings

CALLERS = {
    "bot/sms/gateway.py": "MUNI_SMS_GATEWAY_URL",
    "bot/api/twilio_calls.py": "Twilio's own address, and the call's id",
    "bot/staff/provider.py": "MUNI_OIDC_ISSUER and what it names",
    "voice/speech/piper_voice.py": "a voice that the operator fetches by hand",
}
_CALLS = re.compile(
    r"\bhttpx\.(Async)?Client\(|urlopen|requests\.(get|post)|aiohttp\.ClientSession"
)


def test_no_other_module_calls_anybody() -> None:
    found = {
        str(file.relative_to(ROOT))
        for room in ("bot", "voice", "actions")
        for file in (ROOT / room).rglob("*.py")
        if _CALLS.search(file.read_text(encoding="utf-8"))
    }
    assert found == set(CALLERS)


def test_who_calls_with_a_secret_follows_nobody_elsewhere() -> None:
    for name in ("bot/sms/gateway.py", "bot/api/twilio_calls.py", "bot/staff/provider.py"):
        assert "follow_redirects=True" not in Path(ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "gopher://x", "ftp://x/y", "https://u:p@x/y", "//x", "x y"]
)
def test_a_gateway_is_an_http_address_without_a_password(address: str) -> None:
    with pytest.raises(ValidationError):
        Settings(sms="gateway", sms_gateway_url=address)
