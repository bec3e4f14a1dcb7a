"""Who may open a telephone line: known peers, Twilio by its signature, pages by their origin."""

import base64
import binascii
import hashlib
import hmac

from starlette.requests import HTTPConnection

from bot.settings import Settings
from voice.peers import Peers


def is_known_peer(connection: HTTPConnection, settings: Settings) -> bool:
    """Whether its address is listed and, where a password is set, it gave that (Basic) too."""
    address = connection.client.host if connection.client else None
    password = settings.line_password.get_secret_value()
    if not Peers(settings.listed(settings.line_peers)).allows(address):
        return False
    if not password:
        return True
    kind, _, given = connection.headers.get("authorization", "").partition(" ")
    try:
        said = base64.b64decode(given, validate=True)
    except (binascii.Error, ValueError):
        return False
    right = f"{settings.line_user}:{password}".encode()
    return kind.lower() == "basic" and hmac.compare_digest(said, right)


def is_signed_by_twilio(connection: HTTPConnection, settings: Settings) -> bool:
    """Whether ``X-Twilio-Signature`` is Twilio's for this address.

    The base64 HMAC-SHA1 of the whole wss address with the account's token as key
    (twilio.com/docs/usage/security); Twilio signs some with a final slash.
    """
    token = settings.twilio_token.get_secret_value()
    if not token:
        return False
    query = f"?{connection.url.query}" if connection.url.query else ""
    public = settings.public_url.rstrip("/").replace("http", "ws", 1)
    given = connection.headers.get("x-twilio-signature", "").encode()
    fits = [
        hmac.compare_digest(
            given, base64.b64encode(hmac.digest(token.encode(), url.encode(), hashlib.sha1))
        )
        for url in (f"{public}{connection.url.path}{end}{query}" for end in ("", "/"))
    ]
    return any(fits)
