"""Sends text messages through an SMS gateway over HTTP.

The gateway gets ``POST {"sender", "recipient", "message"}`` as JSON, the recipient in E.164,
with ``Authorization: Bearer``; any answer of 200 to 299 means that it took the message.
"""

import httpx
import structlog

from bot.errors import SmsError
from bot.sms.number import danish_mobile

log = structlog.get_logger(__name__)
SECONDS = 5.0
"""The longest one attempt may take: a caller waits for it."""
ATTEMPTS = 2


class GatewaySms:
    """One gateway."""

    def __init__(self, url: str, token: str, sender: str, seconds: float = SECONDS) -> None:
        """``token`` proves to the gateway who we are; ``sender`` is shown on the telephone."""
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._sender = sender
        self._seconds = seconds

    async def send(self, number: str, text: str) -> None:
        """Hand one message to the gateway, and once more if it fails; raises SmsError."""
        recipient = danish_mobile(number)
        if recipient is None:
            raise SmsError("not a Danish mobile number")
        body = {"sender": self._sender, "recipient": recipient, "message": text}
        async with httpx.AsyncClient(headers=self._headers, timeout=self._seconds) as client:
            for attempt in range(1, ATTEMPTS + 1):
                trouble = await self._try(client, body)
                if trouble is None:
                    return
                log.warning("sms_failed", attempt=attempt, trouble=trouble)
        raise SmsError(f"the gateway failed: {trouble}")

    async def _try(self, client: httpx.AsyncClient, body: dict[str, str]) -> str | None:
        """None when it is taken, else what a second attempt may cure; raises SmsError."""
        try:
            response = await client.post(self._url, json=body)
        except httpx.ConnectError as wrong:
            return type(wrong).__name__
        except httpx.HTTPError as wrong:
            # It may have been taken before the line broke; a second SMS is worse than none.
            raise SmsError(f"the gateway does not answer: {type(wrong).__name__}") from wrong
        if response.is_server_error:
            return f"status {response.status_code}"
        if not response.is_success:
            log.error("sms_refused", status=response.status_code)
            raise SmsError(f"the gateway refuses: status {response.status_code}")
        return None
