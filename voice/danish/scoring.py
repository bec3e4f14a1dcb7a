"""How well words were heard: error rates of words, letters and sentences, and how sure they are."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from voice.danish.edits import Step, align, distance

_SEED: Final = 20260
_DRAWS: Final = 2000
_CELLS: Final = 1_000_000


@dataclass(frozen=True)
class Unknown:
    """The words of a sentence that the recogniser can't hear, and the errors about them.

    ``at`` counts errors at such a word itself. What is heard instead spreads to its neighbours:
    ``beside`` counts known words beside one that were heard wrong, ``inserted`` words put in there.
    """

    words: tuple[str, ...]
    at: int
    beside: int
    inserted: int


@dataclass(frozen=True)
class Judged:
    """One sentence: what was heard for each word of it.

    ``letters`` counts those of what was said, with one space between words. ``unknown`` is None
    when no vocabulary was given.
    """

    steps: tuple[Step, ...]
    letters: int
    letter_errors: int
    unknown: Unknown | None = None

    @property
    def words(self) -> int:
        """How many were said."""
        return sum(step.said is not None for step in self.steps)

    @property
    def errors(self) -> int:
        """Words wrong, missing or too many."""
        return sum(not step.right for step in self.steps)


@dataclass(frozen=True)
class UnknownWords:
    """What words outside the vocabulary did.

    ``share`` is of all words said; ``errors_beside`` has the insertions beside one in it.
    ``wer_known`` is the error rate of the words that are in the vocabulary, also of those beside an
    unknown one; only words put in beside an unknown one are left out of it.
    """

    words: int
    share: float
    errors_at: int
    errors_beside: int
    wer_known: float


@dataclass(frozen=True)
class Scores:
    """Many sentences together; rates are shares of what was said, so they can be above 1.

    ``wer`` is (substitutions + deletions + insertions) / words; it lies between ``wer_low`` and
    ``wer_high`` in 95 % of test sets of as many such sentences by the same speakers. Other speakers
    vary more than that. ``unknown`` is None when no vocabulary was given.
    """

    sentences: int
    words: int
    substitutions: int
    deletions: int
    insertions: int
    wer: float
    wer_low: float
    wer_high: float
    cer: float
    sentence_error: float
    unknown: UnknownWords | None


def judge(readings: Sequence[str], heard: str, vocabulary: Collection[str] | None = None) -> Judged:
    """``heard`` against the reading it fits best; raises ``ValueError`` without a reading.

    ``readings`` are the ways in which the same thing may have been said, in words; usually one.
    """
    words = heard.split()
    written = " ".join(words)
    said = min(
        (reading.split() for reading in readings),
        key=lambda reading: (distance(reading, words), distance(" ".join(reading), written)),
    )
    steps = align(said, words)
    spelled = " ".join(said)
    unknown = None if vocabulary is None else _unknown(steps, vocabulary)
    return Judged(steps, len(spelled), distance(spelled, written), unknown)


def _unknown(steps: Sequence[Step], vocabulary: Collection[str]) -> Unknown:
    words = [step.said for step in steps if step.said is not None]
    strange = [False, *(word not in vocabulary for word in words), False]
    at = beside = inserted = place = 0
    for step in steps:
        place += step.said is not None
        if step.right:
            continue
        if step.said is None:
            inserted += strange[place] or strange[place + 1]
        elif strange[place]:
            at += 1
        else:
            beside += strange[place - 1] or strange[place + 1]
    outside = tuple(word for word in words if word not in vocabulary)
    return Unknown(outside, at, beside, inserted)


def tally(judged: Sequence[Judged]) -> Scores:
    """The sentences together."""
    steps = [step for one in judged for step in one.steps]
    insertions = sum(step.said is None for step in steps)
    deletions = sum(step.heard is None for step in steps)
    errors = sum(not step.right for step in steps)
    words = len(steps) - insertions
    low, high = interval([one.errors for one in judged], [one.words for one in judged])
    return Scores(
        sentences=len(judged),
        words=words,
        substitutions=errors - insertions - deletions,
        deletions=deletions,
        insertions=insertions,
        wer=_rate(errors, words),
        wer_low=low,
        wer_high=high,
        cer=_rate(sum(one.letter_errors for one in judged), sum(one.letters for one in judged)),
        sentence_error=_rate(sum(one.errors > 0 for one in judged), len(judged)),
        unknown=_unknown_words(judged, errors, words),
    )


def _unknown_words(judged: Sequence[Judged], errors: int, words: int) -> UnknownWords | None:
    found = [one.unknown for one in judged if one.unknown is not None]
    if not found:
        return None
    count = sum(len(unknown.words) for unknown in found)
    at = sum(unknown.at for unknown in found)
    inserted = sum(unknown.inserted for unknown in found)
    return UnknownWords(
        words=count,
        share=_rate(count, words),
        errors_at=at,
        errors_beside=inserted + sum(unknown.beside for unknown in found),
        wer_known=_rate(errors - at - inserted, words - count),
    )


def confusions(judged: Sequence[Judged], most: int = 30) -> list[tuple[Step, int]]:
    """The commonest errors and how often each was made; equally common ones by the words."""
    steps = itertools.chain.from_iterable(one.steps for one in judged)
    counts = Counter(step for step in steps if not step.right)

    def rank(entry: tuple[Step, int]) -> tuple[int, str, str]:
        return -entry[1], entry[0].said or "", entry[0].heard or ""

    return sorted(counts.items(), key=rank)[:most]


def interval(
    errors: Sequence[int], sizes: Sequence[int], seed: int = _SEED, draws: int = _DRAWS
) -> tuple[float, float]:
    """The 95 % bootstrap interval of sum(errors) / sum(sizes), one entry of each a sentence.

    Sentences are drawn with replacement; the same ``seed`` gives the same interval. (0, 0) for
    none. Bisani and Ney, "Bootstrap estimates for confidence intervals in ASR performance
    evaluation", ICASSP 2004.
    """
    count = len(errors)
    if count == 0:
        return 0.0, 0.0
    rng = np.random.default_rng(seed)
    table = np.array([errors, sizes], np.int64)
    rates = []
    for drawn in range(0, draws, max(1, _CELLS // count)):
        several = min(draws - drawn, max(1, _CELLS // count))
        sums = table[:, rng.integers(count, size=(several, count))].sum(axis=2)
        rates.append(sums[0] / np.maximum(sums[1], 1))
    low, high = np.quantile(np.concatenate(rates), (0.025, 0.975))
    return float(low), float(high)


def _rate(part: int, whole: int) -> float:
    return part / max(whole, 1)
