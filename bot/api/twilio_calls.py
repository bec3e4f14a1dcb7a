"""Puts a Twilio call through by Twilio's REST interface.

``POST /2010-04-01/Accounts/{account}/Calls/{call}.json`` with ``Twiml``
(twilio.com/docs/voice/api/call-resource#update-a-call-resource).
"""

import re
from xml.sax.saxutils import escape

import httpx
import structlog

log = structlog.get_logger(__name__)
SECONDS = 5.0
_SID = re.compile(r"[A-Za-z0-9]{1,64}")


class TwilioCalls:
    """The calls of one account."""

    def __init__(self, account: str, token: str, address: str = "https://api.twilio.com") -> None:
        """``account`` is its SID."""
        self._account = account
        self._auth = httpx.BasicAuth(account, token)
        self._address = address

    async def redirect(self, call: str, number: str) -> bool:
        """Have the call dial ``number`` from now on; False when Twilio did not take it."""
        if not _SID.fullmatch(call):
            return False
        url = f"{self._address}/2010-04-01/Accounts/{self._account}/Calls/{call}.json"
        twiml = f"<Response><Dial>{escape(number)}</Dial></Response>"
        try:
            async with httpx.AsyncClient(auth=self._auth, timeout=SECONDS) as client:
                answer = await client.post(url, data={"Twiml": twiml})
        except httpx.HTTPError as error:
            log.warning("twilio_redirect_failed", error=type(error).__name__)
            return False
        if not answer.is_success:
            log.warning("twilio_redirect_refused", status=answer.status_code)
        return answer.is_success
