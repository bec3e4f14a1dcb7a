"""What the call itself has asked and waits for: a yes or no, or a telephone number."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Final, Protocol

from voice.call.spoken_commands import read_yes_or_no
from voice.hearing.pauses import Expect

Step = Callable[[], Awaitable[None]]

YES_KEY, NO_KEY = "1", "2"
NUMBER_LENGTH: Final = 8
"""Digits of a Danish telephone number."""


class Question(Protocol):
    """A question of the call's own; what it can't use goes to the bot."""

    @property
    def expect(self) -> Expect:
        """What kind of reply it waits for."""

    async def hear(self, text: str) -> bool:
        """Use the caller's words (numbers in figures); False when they are no reply to it."""

    async def press(self, key: str) -> bool:
        """Use a key; False when it means nothing here."""


class YesOrNo:
    """Goes on with ``yes`` or ``no``; keys 1 and 2 do the same."""

    expect: Expect = "yes_no"

    def __init__(self, yes: Step, no: Step) -> None:
        self._yes, self._no = yes, no

    async def hear(self, text: str) -> bool:
        """Use a yes or no."""
        said = read_yes_or_no(text)
        if said is None:
            return False
        await (self._yes if said else self._no)()
        return True

    async def press(self, key: str) -> bool:
        """1 is yes, 2 is no."""
        if key not in (YES_KEY, NO_KEY):
            return False
        await (self._yes if key == YES_KEY else self._no)()
        return True


class PhoneNumber:
    """Collects eight digits, spoken or pressed, in one go or several."""

    expect: Expect = "digits"

    def __init__(
        self,
        complete: Callable[[str], Awaitable[None]],
        incomplete: Callable[[int], Awaitable[None]],
        no: Step,
    ) -> None:
        """``incomplete`` is told how many digits came; ``no`` when the caller thinks better."""
        self._complete, self._incomplete, self._no = complete, incomplete, no
        self._pressed = ""

    async def hear(self, text: str) -> bool:
        """Use the digits in the words; with none it is no reply."""
        if read_yes_or_no(text) is False:
            await self._no()
            return True
        digits = "".join(re.findall(r"\d", text.replace("+45", "")))
        if not digits:
            return False
        if len(digits) == NUMBER_LENGTH:
            await self._complete(digits)
        else:
            await self._incomplete(len(digits))
        return True

    async def press(self, key: str) -> bool:
        """A digit more; ``*`` begins again, ``#`` ends."""
        if key == "*":
            self._pressed = ""
        elif key.isdigit():
            self._pressed += key
        if len(self._pressed) == NUMBER_LENGTH:
            number, self._pressed = self._pressed, ""
            await self._complete(number)
        elif key == "#":
            count, self._pressed = len(self._pressed), ""
            await self._incomplete(count)
        return True
