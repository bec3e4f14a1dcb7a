"""The port for text messages."""

from typing import Protocol


class SmsSender(Protocol):
    """Sends text messages to Danish mobile telephones."""

    async def send(self, number: str, text: str) -> None:
        """Send ``text`` to ``number``, 8 digits or E.164. Raises SmsError."""
