"""Numbers in one form, and what an SMS can reach."""

import pytest

from bot.sms.number import danish_mobile, e164


@pytest.mark.parametrize(
    "written", ["20123456", "20 12 34 56", "+45 20123456", "004520123456", "4520123456"]
)
def test_a_danish_number_has_one_form(written: str) -> None:
    assert e164(written) == danish_mobile(written) == "+4520123456"


@pytest.mark.parametrize("written", ["", "112", "1010", "hej", "2012345", "+45201234567890"])
def test_what_is_no_number_is_none(written: str) -> None:
    assert e164(written) is None
    assert danish_mobile(written) is None


def test_numbers_that_take_no_sms_from_us_are_refused() -> None:
    assert e164("+46701234567") == "+46701234567"
    assert danish_mobile("+46701234567") is None
    assert danish_mobile("80808080") is None
    assert danish_mobile("90909090") is None
