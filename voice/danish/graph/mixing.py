"""One trigram from several: each source its own model, added by weight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

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
    with_backoffs,
)
from voice.errors import GraphError

_NEVER = -99.0
_ROUNDS = 20


def mix(
    parts: Sequence[tuple[Trigram, float]], vocabulary: Iterable[str], floor: float = 0.001
) -> Trigram:
    """p(w | history) = sum of weight times p of each part, over all n-grams that any part holds.

    ``parts`` pair models with weights of any sum. The result knows ``vocabulary`` and nothing
    else; ``floor`` of the unigram probability is spread evenly over it, so that words no part
    knows can be heard. Raises ``GraphError`` when no weight is above 0.
    """
    words = (START, END, *dict.fromkeys(vocabulary))
    total = sum(weight for _, weight in parts)
    if total <= 0 or min((weight for _, weight in parts), default=0.0) < 0:
        raise GraphError("mixing needs a model with a weight above 0 and none below it")
    models = [(within(model, words, floor), weight / total) for model, weight in parts if weight]
    kept: list[tuple[Keys, Reals]] = []
    for order in (1, 2, 3):
        keys = _union([model.levels[order - 1].keys for model, _ in models])
        chance = np.zeros(len(keys))
        for model, weight in models:
            chance += weight * np.exp(model.log_prob(keys, order))
        log_prob = np.log(np.maximum(chance, np.exp(_NEVER)))
        kept.append((keys, log_prob))
    return with_backoffs(words, kept)


def best_weights(models: Sequence[Trigram], sentences: Sequence[Sentence]) -> tuple[float, ...]:
    """Weights for ``mix`` under which ``sentences`` are likeliest (expectation maximisation).

    All ``models`` must have the same vocabulary; ``GraphError`` otherwise.
    """
    if len({model.words for model in models}) != 1:
        raise GraphError("weights can be compared between models of one vocabulary only")
    chances = np.exp(np.stack([model.log_probs(sentences) for model in models]))
    weights = np.full((len(models), 1), 1.0 / len(models))
    for _ in range(_ROUNDS):
        shares = weights * chances
        weights = (shares / shares.sum(axis=0)).mean(axis=1, keepdims=True)
    return tuple(float(weight) for weight in weights[:, 0])


def within(model: Trigram, words: tuple[str, ...], floor: float) -> Trigram:
    """``model`` in the vocabulary ``words`` (start and end first): the rest left out.

    What the left-out words had is shared by those that stay, through the back-off weights.
    """
    ids = {word: number for number, word in enumerate(words)}
    renumbered = np.array([ids.get(word, -1) for word in model.words], np.int64)
    chance = np.zeros(len(words))
    known = renumbered >= 0
    chance[renumbered[known]] = np.exp(model.levels[0].log_prob[known])
    chance[START_ID] = 0.0
    chance = (1 - floor) * chance / max(chance.sum(), 1e-12) + floor / (len(words) - 1)
    log_prob = np.log(chance)
    log_prob[START_ID] = _NEVER
    kept: list[tuple[Keys, Reals]] = [(np.arange(len(words), dtype=np.int64), log_prob)]
    kept += [_renumber(model.levels[order - 1], renumbered, order) for order in (2, 3)]
    return with_backoffs(words, kept)


def _renumber(level: Level, renumbered: Keys, order: int) -> tuple[Keys, Reals]:
    keys = np.zeros(len(level.keys), np.int64)
    known = np.ones(len(level.keys), np.bool_)
    for back in range(order):
        number = renumbered[(level.keys >> (BITS * back)) & LOW]
        known &= number >= 0
        keys += number << (BITS * back)
    keys, log_prob = keys[known], level.log_prob[known]
    order_of = np.argsort(keys)
    return keys[order_of], log_prob[order_of]


def _union(arrays: Sequence[Keys]) -> Keys:
    every: Keys = np.unique(np.concatenate(arrays))
    return every
