"""The code that takes a donation back: hard to guess, easy to write and to read aloud."""

import hashlib
import secrets

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter can be taken for a digit, and no word comes of it."""
_LENGTH = 16
"""80 bits: there is nothing to guess, not even for who has the hashes."""
_HEARD = str.maketrans("OIL", "011")


def new_code() -> str:
    """A new one, such as ``7KMX-29QT-WB4H-D3FN``."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
    return "-".join(signs[at : at + 4] for at in range(0, _LENGTH, 4))


def hash_of(code: str) -> str:
    """How a code is kept; the same however it is written: case, spaces, O for 0, I and L for 1."""
    signs = "".join(sign for sign in code.upper() if sign.isalnum()).translate(_HEARD)
    return hashlib.sha256(signs.encode()).hexdigest()
