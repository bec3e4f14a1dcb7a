"""The Danish letters as they are named when spelled aloud."""

from __future__ import annotations

from typing import Final

LETTER_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "a": ("a",), "b": ("be",), "c": ("ce", "se"), "d": ("de",), "e": ("e",), "f": ("æf",),
    "g": ("ge",), "h": ("hå",), "i": ("i",), "j": ("jåd", "jod"), "k": ("kå",), "l": ("æl",),
    "m": ("æm",), "n": ("æn",), "o": ("o",), "p": ("pe",), "q": ("ku",), "r": ("ær",),
    "s": ("æs",), "t": ("te",), "u": ("u",), "v": ("ve",), "w": ("dobbelt ve",), "x": ("æks",),
    "y": ("y",), "z": ("sæt", "zet"), "æ": ("æ",), "ø": ("ø",), "å": ("å",),
}  # fmt: skip
"""Spellings that are read as the letter's name, the commonest first."""


def spoken_letter(letter: str) -> tuple[str, ...]:
    """What may be written for the letter's name; the letter itself is the last of them."""
    names = LETTER_NAMES[letter.lower()]
    return names if letter.lower() in names else (*names, letter.lower())
