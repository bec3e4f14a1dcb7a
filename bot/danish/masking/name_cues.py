"""Where the words of a text announce a person, and how firmly."""

from collections import defaultdict
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

from bot.answers.yaml_files import read_yaml
from bot.danish.masking.name_pieces import Piece
from bot.settings import get_settings

_AFTER_FIELD = frozenset(":=")
_SKIPPED_MARKS = frozenset(":,=-\"'(*/.;_„”“")
_MOST_SKIPPED = 4
_SHORT = 3
"""Longest word that a full stop abbreviates: "frk."."""


class Firmness(IntEnum):
    """How much an announcement promises."""

    HALF = 1
    """A person perhaps: "det er", "tale med"."""
    KIN = 2
    """Very likely: "min søn"."""
    CLOSING = 3
    """A letter's end: "mvh"."""
    TITLE = 4
    """A last name: "fru"."""
    FULL = 5
    """Whatever comes is the name: "jeg hedder"."""


@dataclass(frozen=True, slots=True)
class Announced:
    """A name may begin at a piece; ``cue`` is the piece where its announcement begins."""

    firmness: Firmness
    cue: int
    skipped: bool
    """Whether small words stand between the announcement and the name."""


@dataclass(frozen=True)
class NameCues:
    """Read from data/lists/name_cues.yml, where each group is explained."""

    phrases: dict[str, tuple[tuple[tuple[str, ...], Firmness, bool], ...]]
    """By first word: the words of a phrase, its firmness, and whether a colon must follow."""
    hidden_titles: frozenset[str]
    skipped: frozenset[str]
    skipped_in_closings: frozenset[str]
    not_persons: dict[str, tuple[tuple[str, ...], ...]]
    """By first word: phrases that name nobody though they look like it."""
    not_person_after: frozenset[str]
    not_person_after_small: frozenset[str]
    not_person_before: frozenset[str]
    never: frozenset[str]

    def find(self, pieces: list[Piece]) -> dict[int, Announced]:
        """The pieces where names may begin, with what announces them; the firmest wins."""
        found: dict[int, Announced] = {}
        for index, piece in enumerate(pieces):
            for words, firmness, colon in self.phrases.get(piece.lower, ()):
                after = _match(pieces, index, words)
                if after is None or (colon and not _colon_follows(pieces, after)):
                    continue
                start, skipped = self._name_start(pieces, after, firmness)
                before = found.get(start)
                if before is None or before.firmness < firmness:
                    found[start] = Announced(firmness, index, skipped)
        return found

    def excluded(self, pieces: list[Piece]) -> set[int]:
        """Pieces of phrases that name nobody: "Rudolf Steiner"."""
        found: set[int] = set()
        for index, piece in enumerate(pieces):
            for words in self.not_persons.get(piece.lower.rstrip("."), ()):
                after = _match(pieces, index, words)
                if after is not None:
                    found |= set(range(index, after))
        return found

    def _name_start(self, pieces: list[Piece], at: int, firmness: Firmness) -> tuple[int, bool]:
        skipped = False
        small = set() if firmness is Firmness.TITLE else self.skipped
        if firmness is Firmness.CLOSING:
            small = small | self.skipped_in_closings
        for _ in range(_MOST_SKIPPED):
            if at >= len(pieces):
                break
            piece = pieces[at]
            small_word = piece.word and piece.lower in small and not piece.capital
            if not small_word and not _is_skipped_mark(pieces, at, firmness):
                break
            skipped = skipped or small_word
            at += 1
        return at, skipped


def _is_skipped_mark(pieces: list[Piece], at: int, firmness: Firmness) -> bool:
    piece = pieces[at]
    if piece.word or piece.lower not in _SKIPPED_MARKS:
        return False
    return piece.lower != "." or _abbreviates(pieces, at, firmness)


def _abbreviates(pieces: list[Piece], at: int, firmness: Firmness) -> bool:
    """Whether the full stop ends "hr." or "mvh.", not a sentence or half a web address."""
    following = pieces[at + 1] if at + 1 < len(pieces) else None
    joined = following is not None and not (following.spaced or following.capital)
    return not joined and (firmness is Firmness.CLOSING or len(pieces[at - 1].lower) <= _SHORT)


def _match(pieces: list[Piece], at: int, words: tuple[str, ...]) -> int | None:
    """Past the phrase if it stands at ``at``; full stops and slashes inside are looked over."""
    for number, word in enumerate(words):
        while number and at < len(pieces) and pieces[at].lower in {".", "/", "-", ","}:
            at += 1
        if at >= len(pieces) or pieces[at].lower.rstrip(".") != word:
            return None
        at += 1
    return at


def _colon_follows(pieces: list[Piece], at: int) -> bool:
    return at < len(pieces) and pieces[at].lower in _AFTER_FIELD


@lru_cache(maxsize=2)
def load_name_cues(data_folder: Path | None = None) -> NameCues:
    """From data/lists; raises ContentError."""
    path = (data_folder or get_settings().data_folder) / "lists" / "name_cues.yml"
    raw: dict[str, list[str]] = read_yaml(path)
    groups = (
        ("introductions", Firmness.FULL, False), ("fields", Firmness.FULL, True),
        ("half_introductions", Firmness.HALF, False), ("kin", Firmness.KIN, False),
        ("titles", Firmness.TITLE, False), ("titles_kept", Firmness.TITLE, False),
        ("closings", Firmness.CLOSING, False),
    )  # fmt: skip
    phrases: dict[str, list[tuple[tuple[str, ...], Firmness, bool]]] = defaultdict(list)
    for key, firmness, colon in groups:
        for phrase in raw[key]:
            words = tuple(phrase.split())
            phrases[words[0]].append((words, firmness, colon))
    others: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in raw["not_persons"]:
        others[phrase.split()[0]].append(tuple(phrase.split()))
    return NameCues(
        phrases={word: tuple(each) for word, each in phrases.items()},
        hidden_titles=frozenset(raw["titles"]),
        skipped=frozenset(raw["skipped"]),
        skipped_in_closings=frozenset(raw["skipped_in_closings"]),
        not_persons={first: tuple(each) for first, each in others.items()},
        not_person_after=frozenset(raw["not_person_after"]),
        not_person_after_small=frozenset(raw["not_person_after_small"]),
        not_person_before=frozenset(raw["not_person_before"]),
        never=frozenset(raw["never"]),
    )
