"""The port for telephone lines: one answered call, whatever protocol carries it."""

from __future__ import annotations

from typing import Protocol

from voice.events import Event


class Line(Protocol):
    """One answered call, from the moment sound flows.

    All methods belong to one event loop. After ``HungUp`` was given, ``play``, ``clear`` and
    ``hang_up`` do nothing, and ``transfer`` gives False.
    """

    @property
    def name(self) -> str:
        """The protocol: ``sip``, ``audiosocket``, ``asterisk``, ``twilio``, ``jambonz``,
        ``browser``.
        """

    @property
    def sample_rate(self) -> int:
        """8000 or 16000 Hz, both ways."""

    @property
    def dialled(self) -> str | None:
        """The number that was rung, as the line gives it."""

    @property
    def caller(self) -> str | None:
        """The caller's number, or None when it is withheld. Personal data."""

    @property
    def municipality(self) -> str | None:
        """The kommunekode that the line itself names (a widget on a municipality's page)."""

    async def next_event(self) -> Event:
        """What comes next; waits for it. Always ``HungUp`` once the call is over."""

    def play(self, pcm: bytes) -> None:
        """Send 20 ms of 16-bit little-endian mono PCM. Never blocks.

        The call paces: it plays one piece every 20 ms, silence too, so a line adds no waiting of
        its own beyond what its protocol demands.
        """

    def clear(self) -> None:
        """Drop what was sent and is not heard yet, where the protocol buffers on the far side."""

    def tell(self, event: str, text: str) -> None:
        """Show what happens on a line with a screen: ``conversation`` (its id) and its
        ``token``, ``partial``, ``caller``, ``bot``, ``status`` (``speaking``, ``listening``).

        Lines without one do nothing.
        """

    async def transfer(self, number: str) -> bool:
        """Put the call through to ``number`` (E.164, or what the switchboard takes).

        True once the far end has taken it over; False when this line can't, or was refused: the
        call then goes on here.
        """

    async def hang_up(self) -> None:
        """End the call politely; returns when the line is free."""
