"""G: a trigram as a transducer from words to words, backing off over ``#0``."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np

from voice.danish.graph.lexicon_fst import UNKNOWN, Words
from voice.danish.graph.ngram import BITS, END_ID, LOW, START_ID, Keys, Reals, Trigram, find
from voice.danish.graph.transducer import Integers, Transducer
from voice.errors import GraphError


@dataclass(frozen=True)
class _Histories:
    """A state for each history that some n-gram continues: none is 0, then one word, then two."""

    one: Keys
    two: Keys

    def states(self, key: Keys) -> Integers:
        """The state of the longest history that ends ``key`` (two words; a start is a word)."""
        at_one, is_one = find(self.one, key & LOW)
        at_two, is_two = find(self.two, key)
        state = np.where(is_one, 1 + at_one, 0)
        return np.where(is_two, 1 + len(self.one) + at_two, state)


def grammar_fst(model: Trigram, words: Words) -> Transducer:
    """G, its arcs sorted by word; final where a sentence may end, at that cost.

    In the state without history ``[unk]`` is free: its cost is the lexicon's. Raises
    ``GraphError`` when the model has a word that ``words`` lacks.
    """
    unigrams, bigrams, trigrams = (level.keys for level in model.levels)
    histories = _Histories(np.unique(bigrams >> BITS), np.unique(trigrams >> BITS))
    count = 1 + len(histories.one) + len(histories.two)
    unigrams = unigrams[unigrams != START_ID]
    keys = np.concatenate((unigrams, bigrams, trigrams))
    source = np.concatenate(
        (
            np.zeros(len(unigrams), np.int64),
            1 + np.searchsorted(histories.one, bigrams >> BITS),
            1 + len(histories.one) + np.searchsorted(histories.two, trigrams >> BITS),
        )
    )
    cost = -np.concatenate(
        (
            model.levels[0].log_prob[unigrams],
            model.levels[1].log_prob,
            model.levels[2].log_prob,
        )
    )
    ends = keys & LOW == END_ID
    final = np.full(count, inf, np.float32)
    final[source[ends]] = cost[ends]
    keys, source, cost = keys[~ends], source[~ends], cost[~ends]
    # A unigram's key has no word before it, so its history must not look like "start, word".
    before = np.where(source == 0, LOW, (keys >> BITS) & LOW)
    target = histories.states(before << BITS | keys & LOW)
    number = _numbers(model, words)[keys & LOW]
    down_cost, down = _backoffs(model, histories)
    every = np.arange(count)
    # After a pause one word of history is enough: a quarter of the graph is saved.
    paused = np.concatenate(([0], np.arange(1, 1 + len(histories.one)), down[len(histories.one) :]))
    ilabel = np.concatenate(
        (
            number,
            np.full(count - 1, words.backoff),
            np.full(count, words.silence),
            np.full(count, words.noise),
            [words.ids()[UNKNOWN]],
        )
    )
    return Transducer(
        int(histories.states(np.array([LOW << BITS | START_ID]))[0]),
        np.concatenate((source, every[1:], every, every, [0])),
        ilabel,
        np.where(ilabel >= words.backoff, 0, ilabel),
        np.concatenate((cost, down_cost, np.zeros(2 * count + 1))).astype(np.float32),
        np.concatenate((target, down, paused, paused, [0])),
        final,
    ).sorted_by("ilabel")


def _backoffs(model: Trigram, histories: _Histories) -> tuple[Reals, Integers]:
    """The cost of going from each state but 0 to that of the longest shorter history; that."""
    one_cost = -model.levels[0].backoff[histories.one]
    two_cost = -model.levels[1].backoff[find(model.levels[1].keys, histories.two)[0]]
    at, found = find(histories.one, histories.two & LOW)
    shorter = np.concatenate((np.zeros(len(histories.one), np.int64), np.where(found, 1 + at, 0)))
    return np.concatenate((one_cost, two_cost)), shorter


def _numbers(model: Trigram, words: Words) -> Integers:
    """The number in ``words.txt`` of each of the model's words; 0 for start and end."""
    ids = words.ids()
    try:
        return np.array([0, 0, *(ids[word] for word in model.words[2:])], np.int64)
    except KeyError as error:
        raise GraphError(f"the language model has the word {error}, the lexicon not") from error
