"""Writes text messages to a file, one JSON line each, for tests and for sites without a gateway."""

import asyncio
import json
import os
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import SmsError
from bot.sms.number import danish_mobile


class FileSms:
    """Appends to a file that only its owner can read, since it holds telephone numbers."""

    def __init__(self, path: Path, sender: str) -> None:
        """``sender`` is who the message is from."""
        self._path = path
        self._sender = sender

    async def send(self, number: str, text: str) -> None:
        """Write one line; raises SmsError."""
        recipient = danish_mobile(number)
        if recipient is None:
            raise SmsError("not a Danish mobile number")
        row = {
            "sent": datetime.now(UTC).isoformat(timespec="seconds"),
            "sender": self._sender,
            "recipient": recipient,
            "message": text,
        }
        try:
            await asyncio.to_thread(self._append, json.dumps(row, ensure_ascii=False) + "\n")
        except OSError as wrong:
            raise SmsError(f"{self._path} can't be written") from wrong

    def _append(self, line: str) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # One write to a file opened for appending: lines of several processes never mix.
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, line.encode())
        finally:
            os.close(handle)
