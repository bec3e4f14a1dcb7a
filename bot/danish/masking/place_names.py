"""Towns and postal codes, as far as masking needs them: what belongs to an address."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.answers.municipalities import Municipalities, Municipality
from bot.settings import get_settings

_DISTRICTS = frozenset(
    {"c", "n", "v", "s", "ø", "k", "nv", "sv", "nø", "sø", "f", "m", "j", "st", "l"}
)

_SHORTENED = {
    "nr": ("nørre",), "sdr": ("sønder",), "st": ("store", "sankt"), "gl": ("gammel",),
    "ll": ("lille",), "kgs": ("kongens",), "v": ("vester",), "ø": ("øster",),
    "kbh": ("københavn",), "n": ("nørre",), "kbhvn": ("københavn",), "skt": ("sankt",),
    "frb": ("frederiksberg",), "cph": ("københavn",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """All in lower case."""

    postal: dict[str, tuple[str, ...]]
    """Postal code to the words of its town."""
    towns: frozenset[tuple[str, ...]]
    """The words of each town and municipality, districts ("c") left out too."""
    longest: int

    def town_length(self, words: list[str]) -> int:
        """How many of ``words`` (lower case), from the first, name a town, its district with it."""
        for size in range(min(self.longest + 1, len(words)), 0, -1):
            if self._names_town(words[:size]):
                district = size < len(words) and words[size] in _DISTRICTS
                return size + district
        return 0

    def _names_town(self, words: list[str]) -> bool:
        """Also with its first word cut short: "nr. nebel", "kbh"."""
        if tuple(words) in self.towns:
            return True
        long = _SHORTENED.get(words[0], ())
        rest = words[2:] if words[1:2] == ["."] else words[1:]
        return any((first, *rest) in self.towns for first in long)

    def is_town(self, word: str) -> bool:
        """Whether one word (lower case) is a town."""
        return (word,) in self.towns

    def is_district(self, word: str) -> bool:
        """Whether ``word`` (lower case) may follow a town: the C of Aarhus C."""
        return word in _DISTRICTS


def place_names(municipalities: Iterable[Municipality]) -> PlaceNames:
    """From the municipalities' towns, postal codes and names."""
    postal: dict[str, tuple[str, ...]] = {}
    names: set[str] = set()
    for each in municipalities:
        names |= {each.name, *each.towns, *each.aliases, *each.postal_codes.values()}
        postal |= {code: tuple(town.lower().split()) for code, town in each.postal_codes.items()}
    towns = {tuple(name.lower().split()) for name in names}
    towns |= {words[:-1] for words in towns if len(words) > 1 and words[-1] in _DISTRICTS}
    towns |= {tuple(word.replace("å", "aa") for word in words) for words in towns}
    towns |= {tuple(word.replace("aa", "å") for word in words) for words in towns}
    return PlaceNames(postal, frozenset(towns), max(map(len, towns), default=1))


@lru_cache(maxsize=1)
def load_place_names() -> PlaceNames:
    """Of all municipalities; raises ContentError."""
    folder = get_settings().data_folder / "municipalities"
    return place_names(Municipalities.load(folder).by_code.values())
