"""Which words the recogniser shall know: the bot's own, and no citizen's slip of the keyboard."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

ALPHABET: Final = "abcdefghijklmnopqrstuvwxyzæøå"
_WORD: Final = re.compile(r"[a-zæøåäöüé]+")
_OFTENER: Final = 8
"""A word this many times as common, one letter away, makes the rare one a slip."""
_SHORT: Final = 8
_TWICE: Final = 2
_FIRST_PART: Final = 3
_LAST_PART: Final = 4
"""Letters at least: shorter ends are endings as often as words."""


def is_word(word: str) -> bool:
    """Whether it is made of letters that Danish is written with."""
    return _WORD.fullmatch(word) is not None


def asked_words(questions: Iterable[Sequence[str]], known: Collection[str]) -> tuple[str, ...]:
    """Words of citizens' questions that are not ``known`` and look meant, in order of the alphabet.

    A word counts when it is asked twice and is not one slip (a letter more, less, other or swapped)
    from a much commoner word, or, when it is short and rare, from any known one. One that is asked
    once counts when it is put together of known words and no slip from any.
    """
    counts = Counter(word for words in questions for word in words)
    meant = []
    for word, count in counts.items():
        if count < _TWICE or word in known or not is_word(word):
            continue
        rare = count == _TWICE and len(word) < _SHORT
        if not any(
            counts[other] >= _OFTENER * count or (rare and other in known) for other in slips(word)
        ):
            meant.append(word)
    sure = {*known, *meant}
    once = (word for word, count in counts.items() if count == 1 and is_word(word))
    meant += [
        word
        for word in once
        if word not in sure and _is_compound(word, sure) and sure.isdisjoint(slips(word))
    ]
    return tuple(sorted(meant))


def _is_compound(word: str, known: Collection[str]) -> bool:
    """Two known words in one, with or without a binding letter: Danes make new ones as they go."""
    for place in range(_FIRST_PART, len(word) - _LAST_PART + 1):
        first, last = word[:place], word[place:]
        bound = first[-1] in "se" and len(first) > _FIRST_PART and first[:-1] in known
        if last in known and (first in known or bound):
            return True
    return False


def slips(word: str) -> Iterator[str]:
    """All spellings one slip away from ``word``, itself not among them."""
    for place in range(len(word) + 1):
        before, after = word[:place], word[place:]
        if after:
            yield before + after[1:]
        if len(after) > 1 and after[0] != after[1]:
            yield before + after[1] + after[0] + after[2:]
        for letter in ALPHABET:
            if after and letter != after[0]:
                yield before + letter + after[1:]
            yield before + letter + after
