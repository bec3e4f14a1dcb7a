"""The port to what stands behind a call: its sound, and who is told what happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from voice.events import Ending
from voice.sip.media import Media

if TYPE_CHECKING:
    from voice.sip.call import Call


class Callee(Protocol):
    """One per call. Nothing here may block or raise."""

    @property
    def media(self) -> Media:
        """The call's sound; the call closes it at its end."""

    def begin(self, call: Call) -> None:
        """The caller is there: sound flows."""

    def key(self, digit: str) -> None:
        """A key press came by INFO: one of ``0123456789*#ABCD``."""

    def ended(self, ending: Ending) -> None:
        """The call is over. Comes once, also when it never began."""
