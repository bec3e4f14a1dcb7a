"""Whose number was rung."""

import re
from collections.abc import Mapping

from bot.sms.number import e164

_USER = re.compile(r"(?:sips?:|tel:)?([^@;]+)", re.IGNORECASE)


class DialledNumbers:
    """Numbers that lead here, each with the municipality it belongs to."""

    def __init__(self, numbers: Mapping[str, str]) -> None:
        """``numbers`` is number to kommunekode; a number may also be an extension, ``1010``."""
        self._codes = {_canonical(number): code for number, code in numbers.items()}

    def municipality(self, dialled: str | None) -> str | None:
        """The kommunekode of the number, in whatever form a line gives it; none if unknown."""
        user = _USER.match(dialled or "")
        return self._codes.get(_canonical(user[1])) if user else None


def _canonical(number: str) -> str:
    return e164(number) or number.strip()
