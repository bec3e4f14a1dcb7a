"""Text as it may come in: control characters out, length known."""

import unicodedata

_KEPT = {"\n", "\t"}


def clean(text: str) -> str:
    """Strip control, format and surrogate characters, and white space at the ends.

    Right-to-left overrides and zero-width characters go too, since they can hide what a
    reader of the log or a colleague in the staff console would otherwise see. The emoji
    joiner goes with them, which splits a few emoji and loses no words.
    """
    kept = (
        char
        for char in text.replace("\r\n", "\n").replace("\r", "\n")
        if char in _KEPT or unicodedata.category(char)[0] != "C"
    )
    return "".join(kept).strip()
