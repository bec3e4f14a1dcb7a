"""Danish words that tell a speaker "I am listening" and ask for nothing."""

from __future__ import annotations

from typing import Final

_LISTENING: Final = frozenset({
    "ja", "jo", "mm", "mmm", "hm", "hmm", "mhm", "okay", "ok", "nå", "javel", "aha", "øh", "øhm",
    "jaja", "jada", "jep", "fint", "godt", "super", "klart", "netop", "præcis", "nåda", "nåh",
    "ih", "åh", "så", "da", "tak",
})  # fmt: skip
_LISTENING_PHRASES: Final = frozenset({
    "det er fint", "det er godt", "ja så", "nå så", "ja det er", "når", "og har", "jeg vil",
})  # fmt: skip
"""The last three are how "nå", "aha" and "javel" are often misheard."""


def is_back_channel(text: str) -> bool:
    """Whether ``text`` (lower case) is such words and nothing more; empty text is not."""
    words = text.split()
    if not words:
        return False
    return text in _LISTENING_PHRASES or _LISTENING.issuperset(words)
