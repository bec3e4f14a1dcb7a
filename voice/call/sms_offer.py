"""Offers the pages of an answer by SMS: asks, takes the number, reads it back, sends."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from voice.call import wording
from voice.call.asking import PhoneNumber, YesOrNo
from voice.call.commanding import anything_else
from voice.call.floor import Floor
from voice.desk import Page

Send = Callable[[str, tuple[Page, ...]], Awaitable[bool]]


class SmsOffer:
    """One offer for one answer's ``pages``."""

    def __init__(self, floor: Floor, send: Send, pages: tuple[Page, ...]) -> None:
        self._floor, self._send, self._pages = floor, send, pages

    def question(self) -> YesOrNo:
        """The question behind ``wording.OFFER_SMS``, for whoever says that."""
        return YesOrNo(self.ask_number, self._decline)

    async def ask_number(self) -> None:
        """Straight on to the number: the caller wants it."""
        await self._floor.ask(wording.ASK_NUMBER, self._number())

    def _number(self) -> PhoneNumber:
        return PhoneNumber(self._read_back, self._too_few, self._decline)

    async def _too_few(self, count: int) -> None:
        await self._floor.ask(wording.MORE_DIGITS.format(count=count), self._number())

    async def _read_back(self, number: str) -> None:
        async def send() -> None:
            sent = await self._send(number, self._pages)
            await anything_else(self._floor, wording.SENT if sent else wording.NOT_SENT)

        said = " ".join(number[at : at + 2] for at in range(0, len(number), 2))
        question = YesOrNo(send, self.ask_number)
        await self._floor.ask(wording.READ_BACK.format(number=said), question)

    async def _decline(self) -> None:
        await anything_else(self._floor)
