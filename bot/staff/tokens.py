"""Random tokens that are shown once and kept only as a hash."""

import hashlib
import hmac
import secrets


def new_token() -> str:
    """256 random bits, fit for a cookie or an address."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of a token: SHA-256 in hex. Tokens are random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def derived(token: str, purpose: str) -> str:
    """A second token that only whoever has ``token`` can make, such as a form's."""
    return hmac.new(token.encode(), purpose.encode(), hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two texts are equal, in a time that does not tell how nearly."""
    return hmac.compare_digest(one.encode(), other.encode())
