"""The arithmetic of digest authentication with qop=auth (RFC 7616): header fields and response."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Any, Final

from voice.sip.values import split_list

ALGORITHMS: Final[dict[str, Callable[[bytes], Any]]] = {
    "SHA-256": hashlib.sha256,
    "MD5": hashlib.md5,
}
"""The best first."""

_PAIR = re.compile(r"([A-Za-z]+)\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^\s\",]+))")


def read_digest(value: str) -> dict[str, str] | None:
    """The fields of a challenge or of credentials, names in lower case; None when the value is
    malformed or of another scheme.
    """
    scheme, _, rest = value.strip().partition(" ")
    if scheme.lower() != "digest":
        return None
    fields: dict[str, str] = {}
    for part in split_list(rest):
        pair = _PAIR.fullmatch(part)
        if pair is None:
            return None
        quoted = pair[2]
        fields[pair[1].lower()] = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else pair[3]
    return fields


def digest_response(
    algorithm: str, user: str, password: str, method: str, fields: dict[str, str]
) -> str:
    """The ``response`` to ``fields`` (realm, nonce, nc, cnonce, uri), in hexadecimal."""

    def digest(*parts: str) -> str:
        octets = ":".join(parts).encode("utf-8", "surrogateescape")
        return str(ALGORITHMS[algorithm](octets).hexdigest())

    secret = digest(user, fields.get("realm", ""), password)
    asked = digest(method, fields.get("uri", ""))
    nonce, count, own = (fields.get(name, "") for name in ("nonce", "nc", "cnonce"))
    return digest(secret, nonce, count, own, "auth", asked)
