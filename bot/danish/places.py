"""Which municipality a text speaks of: its name, a town, or a postal code.

Names and postal codes come from data/municipalities. A town whose name is also a common
word ("Ry", "Them", "Ans") counts only with a capital inside a sentence, after "bor i" and the
like, with a postal code, or alone.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

from bot.answers.municipalities import Municipalities
from bot.danish.normalise import fold

_WORDS = re.compile(r"\w+(?:-\w+)*")
_TOWARDS = {"til"}
_AWAY = {"fra"}
_AT = {"i", "på", "ved", "omkring", "nær"}
_LIVING = {"bor", "boende", "boet", "flytter", "flyttet", "flytte", "kommer", "rådhuset", "er"}
_UNIT_AFTER = {"kr", "kroner", "dkk", "kg", "km", "meter", "m", "m2", "timer", "dage", "mdr"}
_FILLER = {
    "jeg", "vi", "bor", "er", "det", "hører", "til", "i", "på", "fra", "kommune",
    "kommunen", "min", "mit", "postnummer", "postnr", "nummer", "by", "byen", "gælder", "skift",
    "ja", "nej", "hej", "tak", "øh", "altså", "nu", "her", "ude", "oppe", "nede", "ved", "vores",
    "med", "borger", "borgere", "den", "hos", "skal", "være", "mener", "jo", "så", "og", "os",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A place found in a text; offsets are into that text."""

    code: str
    start: int
    end: int
    kind: str
    """``municipality``, ``town`` or ``postal_code``."""


class Places:
    """Finds places; holds all names in one table."""

    def __init__(self, municipalities: Municipalities, common_words: frozenset[str]) -> None:
        """``common_words``: folded names that are also ordinary words."""
        self._common = common_words
        self._names: dict[tuple[str, ...], tuple[str, str]] = {}
        self._postal: dict[str, str] = {}
        owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for place in municipalities.by_code.values():
            for town in place.towns:
                owners[_key(town)].add(place.code)
            self._postal |= dict.fromkeys(place.postal_codes, place.code)
        for key, codes in owners.items():
            if len(codes) == 1:
                self._names[key] = (next(iter(codes)), "town")
        for place in municipalities.by_code.values():
            bare = place.full_name.removesuffix(" Kommune")
            for name in (place.name, bare, *place.aliases):
                self._names[_key(name)] = (place.code, "municipality")
        self._longest = max((len(key) for key in self._names), default=1)

    @property
    def single_names(self) -> dict[str, str]:
        """Names of one word, folded, with the municipality each stands for."""
        return {key[0]: code for key, (code, _) in self._names.items() if len(key) == 1}

    def find(self, text: str) -> list[Place]:
        """All places in order."""
        words = [(m.group(), m.start(), m.end()) for m in _WORDS.finditer(text)]
        found: list[Place] = []
        index = 0
        while index < len(words):
            place, used = self._at(words, index)
            if place:
                found.append(place)
            index += used
        return found

    def municipality(self, text: str) -> str | None:
        """The one municipality the text is about, or none if there is none or no telling.

        Of several the one after "til" wins, since a citizen who moves reports it there.
        """
        found = self.find(text)
        codes = {place.code for place in found}
        if len(codes) == 1:
            return found[0].code
        towards = {p.code for p in found if _word_before(text, p.start) in _TOWARDS}
        return next(iter(towards)) if len(towards) == 1 else None

    def only_place(self, text: str) -> str | None:
        """The municipality, when the text says where the citizen belongs and nothing else."""
        found = self.find(text)
        code = self.municipality(text)
        if code is None:
            return None
        covered = [range(p.start, p.end) for p in found]
        rest = (
            m.group() for m in _WORDS.finditer(text) if not any(m.start() in c for c in covered)
        )
        return code if all(fold(word) in _FILLER for word in rest) else None

    def _at(self, words: list[tuple[str, int, int]], index: int) -> tuple[Place | None, int]:
        word, start, _ = words[index]
        if word.isdigit():
            return self._postal_code(words, index), 1
        for size in range(min(self._longest, len(words) - index), 0, -1):
            key = tuple(fold(w) for w, _, _ in words[index : index + size])
            key = tuple(part for piece in key for part in piece.split())
            hit = self._names.get(key) or self._names.get(_without_genitive(key))
            if hit and self._believable(words, index, size):
                return Place(hit[0], start, words[index + size - 1][2], hit[1]), size
        return None, 1

    def _postal_code(self, words: list[tuple[str, int, int]], index: int) -> Place | None:
        word, start, end = words[index]
        code = self._postal.get(word)
        if code is None:
            return None
        before = fold(words[index - 1][0]) if index else ""
        after = fold(words[index + 1][0]) if index + 1 < len(words) else ""
        named = before in {"postnummer", "postnr", "nummer"} or before in _AT | _TOWARDS | _AWAY
        town_follows = index + 1 < len(words) and (after,) in self._names
        # 1950 may be a year and 1500 a price: such numbers need a word that says otherwise.
        year = 1900 <= int(word) <= 2100 and before in {"i", "fra", "til", "år", "årgang"}
        if after in _UNIT_AFTER or (year and not town_follows):
            return None
        alone = len(words) <= 2
        return Place(code, start, end, "postal_code") if named or town_follows or alone else None

    def _believable(self, words: list[tuple[str, int, int]], index: int, size: int) -> bool:
        """Is a name that is also a common word meant as a place here?"""
        first = fold(words[index][0])
        if size > 1 or first not in self._common or len(words) == 1:
            return True
        after = fold(words[index + 1][0]) if index + 1 < len(words) else ""
        if after == "kommune" or (index and words[index - 1][0] in self._postal):
            return True
        # Danish writes no noun with a capital inside a sentence, so a name it is.
        if index and words[index][0][:1].isupper() and not _shouted(words, index):
            return True
        before = [fold(word) for word, _, _ in words[max(0, index - 2) : index]]
        # "I" with a capital is the pronoun: "kan I give mig".
        if not before or before[-1] not in _AT | _TOWARDS | _AWAY or words[index - 1][0] == "I":
            return False
        return len(before) == 1 or before[0] in _LIVING


def _shouted(words: list[tuple[str, int, int]], index: int) -> bool:
    """Are other words inside the sentence written with a capital too?"""
    others = [word for at, (word, _, _) in enumerate(words) if at not in {0, index}]
    return sum(word[:1].isupper() and len(word) > 1 for word in others) > 0


def _key(name: str) -> tuple[str, ...]:
    return tuple(fold(name).split())


def _without_genitive(key: tuple[str, ...]) -> tuple[str, ...]:
    return (*key[:-1], key[-1].removesuffix("s"))


def _word_before(text: str, start: int) -> str:
    words = _WORDS.findall(text[:start])
    return fold(words[-1]) if words else ""
