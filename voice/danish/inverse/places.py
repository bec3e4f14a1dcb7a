"""Floors and classes: "anden sal" is 2. sal, "tredje til højre" 3. til højre."""

from __future__ import annotations

from typing import Final

from voice.danish.inverse.found import Found, Words, word_at
from voice.danish.inverse.number_words import ordinal_number

_LEVELS: Final = frozenset({"sal", "sals", "etage", "klasse", "klasses", "klasserne", "klassetrin"})
_SIDES: Final = (("til", "venstre"), ("til", "højre"), ("midt", "for"), ("venstre",), ("højre",))
_OTHER_ONE: Final = {
    "anden": frozenset({"en", "den", "hver", "nogen", "ingen", "af"}),
    "andet": frozenset({"et", "det", "noget", "intet", "af"}),
}
"""Before "anden" these make "another" or "the other" of it."""
_HIGHEST: Final = 30


def read_place(words: Words, at: int) -> Found | None:
    """A place in a row before a floor, a class or the side of a staircase."""
    place = ordinal_number(words, at)
    if place is None or place.value > _HIGHEST:
        return None
    if word_at(words, at - 1) in _OTHER_ONE.get(words[at], ()):
        return None
    following = tuple(words[place.after : place.after + 2])
    if following[:1] and following[0] in _LEVELS:
        return Found(f"{place.value}.", place.after)
    if following in _SIDES or following[:1] in _SIDES:
        return Found(f"{place.value}.", place.after)
    last = ordinal_number(words, place.after + 1)
    joined = following[:1] and following[0] in {"og", "til", "eller"}
    if joined and last and word_at(words, last.after) in _LEVELS:
        return Found(f"{place.value}.", place.after)
    return None
