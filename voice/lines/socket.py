"""The port to a message connection, a WebSocket or what behaves like one."""

from __future__ import annotations

from typing import Protocol

from voice.errors import LineError

NORMAL, UNACCEPTABLE, TOO_BIG = 1000, 1008, 1009
"""Close codes (RFC 6455, 7.4.1)."""
GOING_AWAY, NO_CODE = 1001, 1005


class SocketClosed(LineError):  # noqa: N818  (an ordinary end, not a fault)
    """The far end has closed the connection; ``code`` as in RFC 6455, 7.4.1."""

    def __init__(self, code: int = NO_CODE) -> None:
        super().__init__(f"the connection was closed with code {code}")
        self.code = code

    @property
    def orderly(self) -> bool:
        """The far end meant to close it."""
        return self.code in {NORMAL, GOING_AWAY, NO_CODE}


class Socket(Protocol):
    """One open connection; whole messages, in order."""

    async def receive(self) -> str | bytes:
        """The next message; waits for it, and may be cancelled without losing one.

        Raises ``SocketClosed``.
        """

    async def send_text(self, text: str) -> None:
        """Send; waits while the far end reads too slowly. Raises ``SocketClosed``."""

    async def send_bytes(self, data: bytes) -> None:
        """Send; waits while the far end reads too slowly. Raises ``SocketClosed``."""

    async def close(self, code: int) -> None:
        """Close; closing again, or when the far end has closed, is harmless."""
