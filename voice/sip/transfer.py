"""Putting a call through: REFER, and the NOTIFYs that tell how it went (RFC 3515)."""

from __future__ import annotations

import asyncio
import re

from voice.sip.message import Request
from voice.sip.values import bracketed, read_uri

_STATUS = re.compile(rb"SIP/2\.0 ([1-6]\d\d)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\+?[0-9A-Za-z*#._-]{1,64}")


def transfer_target(number: str, peer: tuple[str, int]) -> str:
    """The Refer-To URI: ``number`` at the peer, or the sip: or tel: URI that it already is.

    Raises ValueError for anything else.
    """
    if number.lower().startswith(("sip:", "sips:", "tel:")):
        read_uri(number)
        return number
    plain = re.sub(r"[\s()/]", "", number)
    if not _NUMBER.fullmatch(plain):
        raise ValueError("not a number")
    port = "" if peer[1] == 5060 else f":{peer[1]}"
    return f"sip:{plain.replace('#', '%23')}@{bracketed(peer[0])}{port}"


class Transfer:
    """One REFER under way."""

    def __init__(self) -> None:
        self.accepted = False
        self._outcome: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    def notified(self, notify: Request) -> None:
        """Take a NOTIFY: its sipfrag is the status of the new call so far."""
        found = _STATUS.match(notify.body.lstrip())
        status = int(found[1]) if found else 0
        state = (notify.headers.get("subscription-state") or "").partition(";")[0].strip().lower()
        if status >= 200:
            self._decide(status < 300)
        elif state == "terminated":
            self._decide(False)

    def call_ended(self, *, put_through: bool) -> None:
        """Nothing more will be told."""
        self._decide(put_through)

    async def outcome(self, seconds: float) -> bool:
        """Whether the other end answered; False when nobody said so in time."""
        try:
            async with asyncio.timeout(seconds):
                return await self._outcome
        except TimeoutError:
            return False

    def _decide(self, succeeded: bool) -> None:
        if not self._outcome.done():
            self._outcome.set_result(succeeded)
