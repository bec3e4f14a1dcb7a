"""Our own credentials, for a switchboard that challenges what we ask within a call."""

from __future__ import annotations

import secrets

from voice.sip.digest import ALGORITHMS, digest_response, read_digest
from voice.sip.message import Response

_CHALLENGES = {
    401: ("WWW-Authenticate", "Authorization"),
    407: ("Proxy-Authenticate", "Proxy-Authorization"),
}


class Credentials:
    """One user's name and password."""

    def __init__(self, user: str, password: str) -> None:
        self._user = user
        self._password = password

    def answer(self, challenge: Response, method: str, uri: str) -> tuple[str, str] | None:
        """The header that a challenged request is sent with again; None when the response is no
        challenge, or one that we can't answer.
        """
        asks, answers = _CHALLENGES.get(challenge.status, ("", ""))
        offered = [
            fields for text in challenge.headers.every(asks) if (fields := read_digest(text))
        ]
        for algorithm in ALGORITHMS:
            for fields in offered:
                qops = {qop.strip() for qop in fields.get("qop", "").lower().split(",")}
                if fields.get("algorithm", "MD5").upper() == algorithm and "auth" in qops:
                    return answers, self._write(algorithm, fields, method, uri)
        return None

    def _write(self, algorithm: str, offered: dict[str, str], method: str, uri: str) -> str:
        kept = {name: offered.get(name, "") for name in ("realm", "nonce")}
        fields = {**kept, "uri": uri, "nc": "00000001", "cnonce": secrets.token_hex(8)}
        response = digest_response(algorithm, self._user, self._password, method, fields)
        quoted = {"username": self._user, **kept, "uri": uri, "cnonce": fields["cnonce"]}
        if "opaque" in offered:
            quoted["opaque"] = offered["opaque"]
        pairs = [f'{name}="{_quote(value)}"' for name, value in quoted.items()]
        plain = f'algorithm={algorithm}, qop=auth, nc={fields["nc"]}, response="{response}"'
        return f"Digest {', '.join(pairs)}, {plain}"


def _quote(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
