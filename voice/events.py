"""What a telephone line tells a call: sound, keys, and that it is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

FRAME_S: Final = 0.02
"""The time that one piece of sound lasts on every line."""

Ending = Literal["caller", "lost", "transferred", "refused"]
"""Who or what ended it: the caller, a line that fell silent, a transfer done, a call not taken."""


@dataclass(frozen=True, slots=True)
class Heard:
    """20 ms from the caller, 16-bit little-endian mono PCM at the line's rate."""

    pcm: bytes


@dataclass(frozen=True, slots=True)
class Key:
    """A key was pressed (DTMF): one of ``0123456789*#ABCD``."""

    digit: str


@dataclass(frozen=True, slots=True)
class HungUp:
    """The call is over; nothing comes after it."""

    ending: Ending = "caller"


Event = Heard | Key | HungUp
