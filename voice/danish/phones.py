"""The sounds of the Danish model, and how espeak-ng's names map to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

SILENCE: Final = "SIL"
NOISE: Final = "NSN"
"""Breath, clicks, coughs and hum: a sound of its own, so that no word has to explain it."""

VOWELS: Final = (
    "?V", "V", "?e", "e", "?i", "i", "?&", "&", "?E", "E", "?A", "A", "?o", "o", "?u", "u",
    "?O", "O", "?W", "W", "?y", "y", "?0", "&#", "W#", "@-", "3-", "aI", "a",
)  # fmt: skip
CONSONANTS: Final = (
    "s", "n", "t", "l", "k", "D", "R", "m", "b", "f", "p", "g", "v", "d", "j", "h", "w", "N",
    "r", "S",
)  # fmt: skip
PHONES: Final = (SILENCE, NOISE, *VOWELS, *CONSONANTS)
"""In the order of their numbers in the model; a phone's two pdfs are 2k and 2k + 1."""

_PAUSES: Final = frozenset({"_", "_:", "_|", "_::"})
_UNHEARD: Final = frozenset({"_!", "?", ""})
"""A closing of the throat or lips of some 20 ms: part of the sound before it."""

_REPLACED: Final[dict[str, tuple[str, ...]]] = {
    "0": ("?0",), "?&#": ("&#",), "?W#": ("W#",), "@": ("@-",), "3": ("3-",),
    "dZ": ("d", "j"), "tS": ("t", "S"), "I": ("?i",), "I2": ("?i",), "i:": ("i",), "U": ("?u",),
    "u:": ("u",), "T": ("t",), "z": ("s",), "Z": ("S",), "J": ("j",), ";": ("j",), "x": ("h",),
    "eI": ("?E", "j"), "oU": ("?O", "w"), "aU": ("?A", "w"), "O:": ("?O",), "OI": ("?O", "j"),
    "O@": ("?O", "r"), "o@": ("?O", "r"), "aI@": ("aI", "r"), "e@": ("E", "r"), "3:": ("?W",),
    "@L": ("@-", "l"), "*": ("R",), "**": ("R",), "Y": ("y",), "A~": ("?A", "N"), "B": ("b",),
    "Q": ("g",), "aa": ("&",), "A:": ("A",), "a:": ("&",), "e:": ("e",), "C": ("S",), "R2": ("R",),
    "r-": ("r",), "E2": ("E",), "l/": ("l",), "n-": ("n",), "l-": ("l",), "ts": ("t", "s"),
    "i@": ("i", "r"), "U@": ("?u", "r"), "O~": ("?O", "N"), "E~": ("?E", "N"), "W~": ("?W", "N"),
    "V:": ("V",), "w#": ("w",), "l^": ("l", "j"), "n^": ("n", "j"), "a#": ("a",), "a2": ("a",),
    "A2": ("A",), "e2": ("?e",), "3:r": ("?W",), "A@": ("?A", "r"), "i2": ("i",), "u2": ("u",),
}  # fmt: skip

_KNOWN: Final = frozenset(PHONES)


def is_pause(mnemonic: str) -> bool:
    """Whether espeak-ng means silence by it."""
    return mnemonic in _PAUSES


def to_phones(mnemonic: str) -> tuple[str, ...] | None:
    """The model's phones for one of espeak-ng's sounds; stress marks don't count.

    An empty tuple means part of the sound before; None means that the sound is no Danish one
    (and the word it stands in is better left out).
    """
    bare = mnemonic.lstrip("',%=")
    if bare in _KNOWN:
        return (bare,)
    if bare in _UNHEARD or bare.startswith("("):
        return ()
    return _REPLACED.get(bare)


def pronunciation(mnemonics: Iterable[str]) -> tuple[str, ...] | None:
    """A word's phones from espeak-ng's sounds, pauses left out; None when one isn't known."""
    phones: list[str] = []
    for mnemonic in mnemonics:
        if is_pause(mnemonic):
            continue
        mapped = to_phones(mnemonic)
        if mapped is None:
            return None
        phones.extend(mapped)
    return tuple(phones)


def switches_language(mnemonics: Iterable[str]) -> bool:
    """Whether espeak-ng left Danish in between ("(en)"): its sound is no Danish pronunciation."""
    return any(m.startswith("(") and m != "(da)" for m in mnemonics)
