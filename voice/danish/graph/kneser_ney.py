"""A trigram estimated from sentences: interpolated modified Kneser-Ney (Chen, Goodman 1999)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from voice.danish.graph.ngram import (
    BITS,
    END,
    LOW,
    START,
    START_ID,
    Keys,
    Level,
    Reals,
    Sentence,
    Trigram,
    Windows,
    find,
)

_USUAL_DISCOUNTS = (0.5, 1.0, 1.4)
_NEVER = -99.0


def estimate(sentences: Iterable[Sentence], vocabulary: Iterable[str]) -> Trigram:
    """The model of ``sentences``; each word of ``vocabulary`` gets some probability.

    Words outside the vocabulary are left out, with the n-grams they stand in.
    """
    words = (START, END, *dict.fromkeys(vocabulary))
    windows = Windows.of(sentences, {word: number for number, word in enumerate(words)})
    trigrams, trigram_counts = _count(windows.all(3))
    bigrams, bigram_counts = _count(windows.all(2))
    after_start = bigrams >> BITS == START_ID
    pairs, pair_counts = _count(trigrams & ((1 << 2 * BITS) - 1))
    unknown_left = _after_unknown(bigrams[~after_start], pairs)
    keys = np.concatenate((bigrams[after_start], pairs, unknown_left))
    counts = np.concatenate(
        (bigram_counts[after_start], pair_counts, np.ones(len(unknown_left), np.int64))
    )
    order = np.argsort(keys)
    ends, end_counts = _count(bigrams & LOW)
    return _smooth(
        words, (ends, end_counts), (keys[order], counts[order]), (trigrams, trigram_counts)
    )


def _count(keys: Keys) -> tuple[Keys, Keys]:
    unique: Keys
    unique, counts = np.unique(keys, return_counts=True)
    return unique, counts.astype(np.int64)


def _after_unknown(bigrams: Keys, pairs: Keys) -> Keys:
    """Bigrams whose word before was never a known one: no trigram ends in them."""
    missing: Keys = bigrams[~find(pairs, bigrams)[1]]
    return missing


def _discounts(counts: Keys) -> Reals:
    """What is taken off counts of 0, 1, 2 and more; the usual when there is too little to tell."""
    seen = [int((counts == n).sum()) for n in (1, 2, 3, 4)]
    if min(seen) == 0:
        return np.array((0.0, *_USUAL_DISCOUNTS))
    share = seen[0] / (seen[0] + 2 * seen[1])
    found = [n - (n + 1) * share * seen[n] / seen[n - 1] for n in (1, 2, 3)]
    bounded = (min(max(value, 0.1), 0.9 * n) for n, value in enumerate(found, 1))
    return np.array((0.0, *bounded))


def _smooth(words: tuple[str, ...], *counted: tuple[Keys, Keys]) -> Trigram:
    """Discounted counts of each length, mixed with the length below; unigrams with evenness."""
    levels: list[Level] = []
    lower: Reals = np.full(len(words), 1.0 / (len(words) - 1))
    for order, (keys, counts) in enumerate(counted, 1):
        taken = _discounts(counts)[np.minimum(counts, 3)]
        histories, group = np.unique(keys >> BITS, return_inverse=True)
        total = np.maximum(np.bincount(group, counts, len(histories)), 1)
        spare = np.bincount(group, taken, len(histories)) / total
        own = (counts - taken) / total[group] if len(keys) else np.zeros(0)
        if order == 1:
            probability = lower * (spare[0] if len(spare) else 1.0)
            probability[keys] += own
            log_prob = np.log(probability)
            log_prob[START_ID] = _NEVER
            every: Keys = np.arange(len(words), dtype=np.int64)
            levels.append(Level(every, log_prob, np.zeros(len(words))))
            continue
        below = _log_prob(words, levels, keys & ((1 << BITS * (order - 1)) - 1))
        probability = own + spare[group] * np.exp(below)
        at, found = find(levels[-1].keys, histories)
        levels[-1].backoff[at[found]] = np.log(spare[found])
        levels.append(Level(keys, np.log(probability), np.zeros(len(keys))))
    return Trigram(words, (levels[0], levels[1], levels[2]))


def _log_prob(words: tuple[str, ...], levels: list[Level], keys: Keys) -> Reals:
    nothing: NDArray[np.float64] = np.zeros(0)
    empty = Level(np.zeros(0, np.int64), nothing, nothing)
    filled = (*levels, empty, empty)
    return Trigram(words, (filled[0], filled[1], filled[2])).log_prob(keys, len(levels))
