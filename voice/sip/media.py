"""The port to the sound of a call, which SIP only negotiates."""

from __future__ import annotations

from typing import Literal, Protocol

Codec = Literal["pcma", "pcmu"]


class Media(Protocol):
    """One call's sound, its local port already open."""

    def local_address(self) -> tuple[str, int]:
        """The IP address and port that the far end shall send to."""

    def set_remote(self, ip: str, port: int, codec: Codec, event_payload: int | None) -> None:
        """Where to send and in which codec; ``event_payload`` is the RTP payload type of key
        presses (RFC 4733), None when they are not sent so. Comes again when it changes.

        Raises ``LineError`` for an address that can't be sent to from here.
        """

    def hold(self, held: bool) -> None:
        """True while the far end wants no sound, and may send none."""

    def close(self) -> None:
        """The call is over: give the port back. May come twice."""
