"""A back-off trigram model in numpy columns: probability and perplexity of word sequences.

A word is a number below ``2 ** BITS``; an n-gram is one 64-bit key, its words side by side, the
last one lowest. So sorting keys groups n-grams by history, and lookup is a binary search.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from voice.errors import GraphError

BITS: Final = 21
LOW: Final = (1 << BITS) - 1
START, END = "<s>", "</s>"
START_ID, END_ID = 0, 1
_LEAST: Final = 1e-12

Keys = NDArray[np.int64]
Reals = NDArray[np.float64]
Sentence = Sequence[str]


@dataclass(frozen=True)
class Level:
    """The n-grams of one length: sorted ``keys``; natural logarithms, ``backoff`` as history."""

    keys: Keys
    log_prob: Reals
    backoff: Reals


@dataclass(frozen=True)
class Trigram:
    """``words[0]`` is the sentence's start and ``words[1]`` its end; unigrams cover all words."""

    words: tuple[str, ...]
    levels: tuple[Level, Level, Level]

    @cached_property
    def ids(self) -> Mapping[str, int]:
        """The number of each word."""
        return {word: number for number, word in enumerate(self.words)}

    @property
    def size(self) -> tuple[int, int, int]:
        """Unigrams, bigrams and trigrams kept."""
        unigrams, bigrams, trigrams = (len(level.keys) for level in self.levels)
        return unigrams, bigrams, trigrams

    def log_prob(self, keys: Keys, order: int) -> Reals:
        """Ln p(last word | words before) for ``keys`` of ``order`` words, seen or not."""
        level = self.levels[order - 1]
        if order == 1:
            result: Reals = level.log_prob[keys]
            return result
        at, found = find(level.keys, keys)
        result = np.empty(len(keys))
        result[found] = level.log_prob[at[found]]
        missing = ~found
        unseen = keys[missing]
        history = self.levels[order - 2]
        at, found = find(history.keys, unseen >> BITS)
        backoff = np.where(found, history.backoff[at], 0.0)
        shorter = unseen & ((1 << BITS * (order - 1)) - 1)
        result[missing] = backoff + self.log_prob(shorter, order - 1)
        return result

    def log_probs(self, sentences: Iterable[Sentence]) -> Reals:
        """Ln p of each word and sentence end, given up to two words before.

        A word not in the vocabulary is left out, and so is what came before it as history.
        """
        windows = Windows.of(sentences, self.ids)
        return np.concatenate([self.log_prob(windows.only(order), order) for order in (1, 2, 3)])

    def perplexity(self, sentences: Iterable[Sentence]) -> float:
        """E to the mean -ln p over words and sentence ends; raises ``GraphError`` when none is."""
        log_probs = self.log_probs(sentences)
        if not len(log_probs):
            raise GraphError("perplexity needs at least one sentence")
        return float(np.exp(-log_probs.mean()))


@dataclass(frozen=True)
class Windows:
    """Sentences one after the other as word numbers, each from start to end; -1 if unknown."""

    stream: NDArray[np.int64]

    @staticmethod
    def of(sentences: Iterable[Sentence], ids: Mapping[str, int]) -> Windows:
        """The stream of ``sentences`` in the vocabulary ``ids``."""
        stream: list[int] = []
        for sentence in sentences:
            stream.append(START_ID)
            stream.extend(ids.get(word, -1) for word in sentence)
            stream.append(END_ID)
        return Windows(np.array(stream, np.int64))

    def _place(self, back: int) -> NDArray[np.int64]:
        """The word ``back`` places before each position; -1 where there is none."""
        if back == 0:
            return self.stream
        return np.concatenate((np.full(min(back, len(self.stream)), -1), self.stream[:-back]))

    def _masks(self) -> tuple[NDArray[np.bool_], ...]:
        word, before, earlier = self._place(0), self._place(1), self._place(2)
        one = (word != START_ID) & (word >= 0)
        two = one & (before >= 0)
        three = two & (before != START_ID) & (earlier >= 0)
        return one, two, three

    def all(self, order: int) -> Keys:
        """Every window of ``order`` known words that ends in a word or sentence end."""
        keys: Keys = self._keys(order)[self._masks()[order - 1]]
        return keys

    def only(self, order: int) -> Keys:
        """The windows whose last word has just ``order`` - 1 known words of history (2 at most)."""
        masks = self._masks()
        mask = masks[order - 1] & ~masks[order] if order < 3 else masks[2]
        keys: Keys = self._keys(order)[mask]
        return keys

    def _keys(self, order: int) -> Keys:
        keys = self._place(0).copy()
        for back in range(1, order):
            keys += self._place(back) << (BITS * back)
        return keys


def find(keys: Keys, wanted: Keys) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Where each of ``wanted`` is in sorted ``keys``, and whether it is there at all."""
    if not len(keys):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), np.bool_)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return at, keys[at] == wanted


def leftover(model: Trigram, keys: Keys, log_prob: Reals, order: int) -> tuple[Keys, Reals, Reals]:
    """For each history of ``keys``: the probability they leave, here and in the shorter model."""
    histories, group = np.unique(keys >> BITS, return_inverse=True)
    shorter = model.log_prob(keys & ((1 << BITS * (order - 1)) - 1), order - 1)
    here = 1.0 - np.bincount(group, np.exp(log_prob), len(histories))
    below = 1.0 - np.bincount(group, np.exp(shorter), len(histories))
    return histories, np.maximum(here, _LEAST), np.maximum(below, _LEAST)


def with_backoffs(words: tuple[str, ...], kept: Sequence[tuple[Keys, Reals]]) -> Trigram:
    """A model from probabilities alone: back-off weights make each history add up to 1.

    ``kept`` holds keys and ln p for one, two and three words; every history of a kept n-gram
    must itself be kept.
    """
    empty = Level(np.zeros(0, np.int64), np.zeros(0), np.zeros(0))
    levels = [Level(kept[0][0], kept[0][1], np.zeros(len(kept[0][0]))), empty, empty]
    for order in (2, 3):
        keys, log_prob = kept[order - 1]
        shorter = Trigram(words, (levels[0], levels[1], levels[2]))
        histories, here, below = leftover(shorter, keys, log_prob, order)
        at, found = find(levels[order - 2].keys, histories)
        if not found.all():
            raise GraphError("an n-gram is kept whose history is not")
        levels[order - 2].backoff[at] = np.log(here / below)
        levels[order - 1] = Level(keys, log_prob, np.zeros(len(keys)))
    return Trigram(words, (levels[0], levels[1], levels[2]))
