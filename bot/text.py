"""Text as it may come in: control characters out, and what counts as visible."""

import unicodedata

_KEPT = {"\n", "\t"}
_HIDDEN = frozenset({"Cc", "Cf", "Cs"})
_BLANK = frozenset({"Zs", "Zl", "Zp"})


def clean(text: str) -> str:
    """Strip control, format and surrogate characters, and white space at the ends.

    Right-to-left overrides and zero-width characters go too, since they can hide what a
    reader of the log or a colleague in the staff console would otherwise see. The emoji
    joiner goes with them, which splits a few emoji and loses no words.
    """
    kept = (
        char
        for char in text.replace("\r\n", "\n").replace("\r", "\n")
        if char in _KEPT or unicodedata.category(char) not in _HIDDEN
    )
    return "".join(kept).strip()


def visible_pattern() -> str:
    """A regular expression for text with at least one visible character, for OpenAPI.

    Of the basic plane: the few hidden characters beyond it have no notation that every
    dialect of regular expressions reads.
    """
    ranges: list[list[int]] = []
    for code in (*range(0xD800), *range(0xE000, 0x10000)):
        char = chr(code)
        if unicodedata.category(char) not in _HIDDEN | _BLANK and not char.isspace():
            continue
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "[^" + "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in ranges) + "]"
