"""The words that tell what a number is, from data/lists/number_cues.yml."""

from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from pathlib import Path

from bot.answers.yaml_files import read_yaml
from bot.settings import get_settings

_OTHER_ENDINGS = ("nummer", "nummeret", "nr", "måler", "måleren")


class Cue(Enum):
    """What the words before a number announce."""

    CPR = auto()
    PHONE = auto()
    ACCOUNT = auto()
    CARD = auto()
    OTHER = auto()
    """A number that is nobody's: company, case, invoice, meter, postal code, price, time."""


@dataclass(frozen=True)
class NumberWords:
    """Each group is explained in the file."""

    whole: dict[str, Cue]
    stems: tuple[tuple[Cue, tuple[str, ...]], ...]
    """What begins with one of these, in order of rank."""
    other_with_nr: frozenset[str]
    numbered: frozenset[str]
    neutral: frozenset[str]
    pointing: frozenset[str]
    units: frozenset[str]
    abbreviated: frozenset[str]

    def cue(self, word: str) -> Cue | None:
        """What ``word`` (lower case) announces on its own."""
        found = self.whole.get(word)
        if found is not None:
            return found
        for cue, stems in self.stems:
            if word.startswith(stems):
                return cue
        return Cue.OTHER if word.endswith(_OTHER_ENDINGS) else None


@lru_cache(maxsize=2)
def load_number_words(data_folder: Path | None = None) -> NumberWords:
    """From data/lists; raises ContentError."""
    path = (data_folder or get_settings().data_folder) / "lists" / "number_cues.yml"
    raw: dict[str, list[str]] = read_yaml(path)
    ranks = ((Cue.CPR, "cpr"), (Cue.ACCOUNT, "account"), (Cue.CARD, "card"), (Cue.PHONE, "phone"),
             (Cue.OTHER, "other"))  # fmt: skip
    whole: dict[str, Cue] = {}
    stems: list[tuple[Cue, tuple[str, ...]]] = []
    for cue, key in ranks:
        stems.append((cue, tuple(word[:-1] for word in raw[key] if word.endswith("-"))))
        for word in raw[key]:
            whole.setdefault(word.removesuffix("-"), cue)
    return NumberWords(
        whole=whole,
        stems=tuple(stems),
        other_with_nr=frozenset(raw["other_with_nr"]),
        numbered=frozenset(raw["numbered"]),
        neutral=frozenset(raw["neutral"]),
        pointing=frozenset(raw["pointing"]),
        units=frozenset(raw["units"]),
        abbreviated=frozenset(raw["abbreviated"]),
    )
