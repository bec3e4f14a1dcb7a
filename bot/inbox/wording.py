"""A question's wording as the inbox compares it, and which wordings are kept for measuring."""

import hashlib
from collections.abc import Callable

HELD_OUT = 5
"""One wording in so many is kept for measuring."""
Normalise = Callable[[str], str]


def wording_of(text: str, normalise: Normalise) -> str:
    """A hash of the normalised text: 32 hexadecimal digits, the same for the same words."""
    return hashlib.sha256(normalise(text).encode()).hexdigest()[:32]


def is_held_out(wording: str) -> bool:
    """Whether a wording (its hash) is for measuring, the same every time it is asked."""
    return int(wording[:8], 16) % HELD_OUT == 0
