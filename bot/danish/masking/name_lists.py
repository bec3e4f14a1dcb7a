"""First and last names, and how much a name alone proves."""

import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

from bot.answers.yaml_files import read_yaml
from bot.settings import get_settings

_KEPT = frozenset("æøåÆØÅ")
_PLAIN = str.maketrans({"ı": "i", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "ß": "s"})


class Proof(IntEnum):
    """How much a word proves a person, from nothing to plenty."""

    NONE = 0
    MONTH = 1
    """A name that is a month: only among other evidence."""
    FUNCTION = 2
    """A name that is a function word or a common verb."""
    WORD = 3
    """A name that is a noun or an adjective."""
    NAME = 4
    """A name and nothing else."""


@dataclass(frozen=True)
class NameLists:
    """Names in plain lower case, see ``plain``."""

    first: frozenset[str]
    everyday_first: frozenset[str]
    """Those used in Danish families: short ones of other lists look like words."""
    last: frozenset[str]
    proofs: dict[str, Proof]
    """For names that are also words; all others are ``Proof.NAME``."""

    def first_proof(self, word: str) -> Proof:
        """What ``word`` (plain) proves as a first name."""
        return self.proofs.get(word, Proof.NAME) if word in self.first else Proof.NONE

    def last_proof(self, word: str) -> Proof:
        """What ``word`` (plain) proves as a last name."""
        return self.proofs.get(word, Proof.NAME) if word in self.last else Proof.NONE

    def known(self, word: str) -> bool:
        """Whether ``word`` (plain) is a first or last name."""
        return word in self.first or word in self.last


@lru_cache(maxsize=8192)
def plain(word: str) -> str:
    """``word`` in lower case without foreign accents: Yılmaz as yilmaz, José as jose."""
    lower = word.lower()
    if lower.isascii():
        return lower
    return "".join(map(_plain_char, lower.translate(_PLAIN)))


def _plain_char(char: str) -> str:
    if char in _KEPT or char.isascii():
        return char
    bare = unicodedata.normalize("NFD", char)
    return "".join(part for part in bare if not unicodedata.combining(part))


@lru_cache(maxsize=2)
def load_name_lists(data_folder: Path | None = None) -> NameLists:
    """From data/lists; raises ContentError."""
    lists = (data_folder or get_settings().data_folder) / "lists"
    first: dict[str, list[str]] = read_yaml(lists / "first_names.yml")
    last: dict[str, list[str]] = read_yaml(lists / "last_names.yml")
    also: dict[str, list[str]] = read_yaml(lists / "names_also_words.yml")
    groups = {"months": Proof.MONTH, "function_words": Proof.FUNCTION, "words": Proof.WORD}
    return NameLists(
        first=_plain_set(first),
        everyday_first=frozenset(map(plain, first["danish"])),
        last=_plain_set(last),
        proofs={plain(word): proof for key, proof in groups.items() for word in also[key]},
    )


def _plain_set(groups: dict[str, list[str]]) -> frozenset[str]:
    return frozenset(plain(name) for names in groups.values() for name in names)
