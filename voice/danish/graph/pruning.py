"""Leaving out n-grams whose loss changes the model least (Stolcke 1998, relative entropy)."""

from __future__ import annotations

import numpy as np

from voice.danish.graph.ngram import (
    BITS,
    END_ID,
    START_ID,
    Keys,
    Reals,
    Trigram,
    find,
    leftover,
    with_backoffs,
)


def prune(model: Trigram, threshold: float = 0.0, limit: int | None = None) -> Trigram:
    """``model`` without the n-grams that raise its own perplexity by less than ``threshold``.

    ``threshold`` is a share (1e-7: a ten-millionth). With ``limit``, at most about that many
    bigrams and trigrams stay, the weightiest. A bigram that is the history of a kept trigram
    stays, and unigrams always do.
    """
    losses = {order: _losses(model, order) for order in (2, 3)}
    every = np.concatenate((losses[2], losses[3]))
    if limit is not None and limit < len(every):
        threshold = max(threshold, float(np.partition(every, len(every) - limit)[-limit:].min()))
    kept: list[tuple[Keys, Reals]] = [(model.levels[0].keys, model.levels[0].log_prob)]
    trigrams = model.levels[2].keys[losses[3] >= threshold]
    needed = find(np.unique(trigrams >> BITS), model.levels[1].keys)[1]
    for order, keep in ((2, needed | (losses[2] >= threshold)), (3, losses[3] >= threshold)):
        level = model.levels[order - 1]
        kept.append((level.keys[keep], level.log_prob[keep]))
    return with_backoffs(model.words, kept)


def _losses(model: Trigram, order: int) -> Reals:
    """By what share the perplexity rises when each n-gram alone is left to back off."""
    level = model.levels[order - 1]
    keys, log_prob = level.keys, level.log_prob
    histories, here, below = leftover(model, keys, log_prob, order)
    group = np.searchsorted(histories, keys >> BITS)
    shorter = model.log_prob(keys & ((1 << BITS * (order - 1)) - 1), order - 1)
    backoff = np.log(here / below)[group]
    without = np.log((here[group] + np.exp(log_prob)) / (below[group] + np.exp(shorter)))
    change = np.exp(log_prob) * (shorter + without - log_prob) + here[group] * (without - backoff)
    often = _history_chance(model, histories, order)[group]
    losses: Reals = np.expm1(-often * change)
    return losses


def _history_chance(model: Trigram, histories: Keys, order: int) -> Reals:
    """How often each history comes up, by the model itself; a start as often as an end."""
    first = histories >> (BITS * (order - 2))
    chance = np.exp(model.levels[0].log_prob[np.where(first == START_ID, END_ID, first)])
    if order == 3:
        chance = chance * np.exp(model.log_prob(histories, 2))
    result: Reals = chance
    return result
