"""The number that was rung, in whatever form the line gives it."""

import pytest

from bot.api.calls.dialled import DialledNumbers

NUMBERS = DialledNumbers({"+4587101010": "0751", "1010": "0746"})


@pytest.mark.parametrize(
    ("dialled", "code"),
    [
        ("+4587101010", "0751"),
        ("87101010", "0751"),
        ("004587101010", "0751"),
        ("sip:+4587101010@muni.example:5060;user=phone", "0751"),
        ("tel:+45-87-10-10-10", "0751"),
        ("1010", "0746"),
        ("sip:1010@10.0.0.1", "0746"),
        ("10100", None),
        ("", None),
        ("@", None),
        (None, None),
    ],
)
def test_a_number_leads_to_its_municipality(dialled: str | None, code: str | None) -> None:
    assert NUMBERS.municipality(dialled) == code
