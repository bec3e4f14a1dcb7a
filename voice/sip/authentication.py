"""Digest authentication of callers: SHA-256 and MD5 with qop=auth (RFC 7616, RFC 8760)."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time

from voice.sip.digest import ALGORITHMS, digest_response, read_digest
from voice.sip.message import Request

_NONCE_S = 60.0
_COUNT = re.compile(r"[0-9a-fA-F]{8}")


class Authenticator:
    """Knows one user. Nonces carry their own time and seal, so challenges need no memory."""

    def __init__(self, realm: str, user: str, password: str) -> None:
        self._realm = realm
        self._user = user
        self._password = password
        self._secret = secrets.token_bytes(32)
        self._used: dict[str, int] = {}

    def challenges(self) -> tuple[tuple[str, str], ...]:
        """The headers of a 401, the best algorithm first."""
        nonce = self._nonce(time.monotonic())
        return tuple(
            (
                "WWW-Authenticate",
                f'Digest realm="{self._realm}", nonce="{nonce}", algorithm={name}, qop="auth"',
            )
            for name in ALGORITHMS
        )

    def accepts(self, request: Request) -> bool:
        """Whether the request carries the user's credentials, and for the first time."""
        return any(
            self._matches(request.method, fields)
            for value in request.headers.every("authorization")
            if (fields := read_digest(value)) is not None
        )

    def _matches(self, method: str, fields: dict[str, str]) -> bool:
        algorithm = fields.get("algorithm", "MD5").upper()
        count, nonce = fields.get("nc", ""), fields.get("nonce", "")
        sound = (
            algorithm in ALGORITHMS
            and fields.get("qop", "").lower() == "auth"
            and fields.get("realm") == self._realm
            and _COUNT.fullmatch(count)
            and self._is_fresh(nonce)
        )
        if not sound:
            return False
        expected = digest_response(algorithm, self._user, self._password, method, fields)
        named = hmac.compare_digest(_octets(fields.get("username", "")), _octets(self._user))
        given = _octets(fields.get("response", "").lower())
        if not (hmac.compare_digest(given, _octets(expected)) and named):
            return False
        return self._counts_up(nonce, int(count, 16))

    def _counts_up(self, nonce: str, count: int) -> bool:
        """A request that was listened to on the wire is not taken a second time."""
        self._used = {known: last for known, last in self._used.items() if self._is_fresh(known)}
        if count <= self._used.get(nonce, 0):
            return False
        self._used[nonce] = count
        return True

    def _nonce(self, now: float) -> str:
        stamp = f"{now:.3f}-{secrets.token_hex(4)}"
        return f"{stamp}-{self._seal(stamp)}"

    def _is_fresh(self, nonce: str) -> bool:
        stamp, _, seal = nonce.rpartition("-")
        if not stamp or not hmac.compare_digest(_octets(seal), _octets(self._seal(stamp))):
            return False
        return time.monotonic() - float(stamp.partition("-")[0]) <= _NONCE_S

    def _seal(self, stamp: str) -> str:
        return hmac.new(self._secret, _octets(stamp), hashlib.sha256).hexdigest()[:32]


def _octets(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
