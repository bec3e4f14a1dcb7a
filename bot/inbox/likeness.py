"""How alike two questions are: the intent model's letter groups, weighted and compared.

Hashed where the intent model has a vocabulary, since what citizens ask and MUNI doesn't know is
full of words that no example has. What most examples share ("kan man ... hos kommunen") weighs
nothing, so that the matter itself decides and not the way of asking.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.feature_extraction.text import HashingVectorizer

ALIKE = 0.48
"""Cosine from which two questions are the same (measured in tests/inbox/test_likeness.py)."""
NEARLY_EQUAL = 0.8
"""The same for two that MUNI gave different answers to."""
_COMMON = 3.0
"""Taken from each letter group's weight; 3 is what every seventh example has."""
_TERMS = 2**18


@dataclass(frozen=True, slots=True)
class Question:
    """A normalised question, and the topic that MUNI answered it with, if it did."""

    words: str
    answered: str | None = None


class Features:
    """TF-IDF of normalised text; rows of unit length."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Weights learnt from normalised ``texts``: a few seconds for 30,000."""
        self._counter = HashingVectorizer(
            n_features=_TERMS, norm=None, alternate_sign=False, dtype=np.float32,
            analyzer="char_wb", ngram_range=(2, 5),
        )  # fmt: skip
        seen = np.zeros(_TERMS, dtype=np.float32)
        for first in range(0, len(texts), 2000):
            found = self._counter.transform(texts[first : first + 2000])
            seen += np.bincount(found.indices, minlength=_TERMS)
        rarity = np.log((1 + len(texts)) / (1 + seen)) + 1
        # Without examples everything is as common as everything else.
        self._weights = np.maximum(rarity - _COMMON, 0.0 if len(texts) else 1.0).astype(np.float32)

    def __call__(self, texts: Sequence[str]) -> sp.csr_matrix:
        """One row a text."""
        rows = self._counter.transform(texts)
        rows.data = rows.data * self._weights[rows.indices]
        lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
        return sp.diags(1 / np.maximum(lengths, 1e-9)).dot(rows).tocsr()


class Known:
    """The questions that new ones are compared with, each under its group's id."""

    def __init__(self, features: Features) -> None:
        """None yet."""
        self._features = features
        self._ids: list[int] = []
        self._answered: list[str] = []
        self._rows = sp.csr_matrix((0, _TERMS), dtype=np.float32)

    @property
    def ids(self) -> set[int]:
        """The groups."""
        return set(self._ids)

    def add(self, ids: Sequence[int], questions: Sequence[Question]) -> None:
        """Questions of groups not there yet."""
        if ids:
            self._ids.extend(ids)
            self._answered.extend(one.answered or "" for one in questions)
            rows = self._features([one.words for one in questions])
            self._rows = sp.vstack([self._rows, rows]).tocsr()

    def drop(self, gone: set[int]) -> None:
        """Forget groups, and their words with them."""
        kept = [place for place, one in enumerate(self._ids) if one not in gone]
        if len(kept) < len(self._ids):
            self._rows = self._rows[kept]
            self._ids = [self._ids[place] for place in kept]
            self._answered = [self._answered[place] for place in kept]

    def nearest(self, questions: Sequence[Question]) -> list[int | None]:
        """For each question the most alike group, or none that is alike enough."""
        if not self._ids or not questions:
            return [None] * len(questions)
        # One dense row a text at most a batch's worth: 200 x 30,000 numbers are 24 MB.
        near = (self._features([one.words for one in questions]) @ self._rows.T).toarray()
        asked = [one.answered or "" for one in questions]
        near[~_same(near, asked, self._answered)] = 0
        best = near.argmax(axis=1)
        return [self._ids[place] if near[row, place] else None for row, place in enumerate(best)]

    def groups_within(self, questions: Sequence[Question]) -> list[int]:
        """For each of some new questions the first of them that it is alike; itself if none."""
        rows = self._features([one.words for one in questions])
        asked = [one.answered or "" for one in questions]
        near = (rows @ rows.T).toarray()
        near[~_same(near, asked, asked)] = 0
        firsts: list[int] = []
        for row in range(len(questions)):
            heads = [one for one in range(row) if firsts[one] == one and near[row, one]]
            firsts.append(heads[int(near[row, heads].argmax())] if heads else row)
        return firsts


def _same(
    near: npt.NDArray[np.float32], asked: Sequence[str], known: Sequence[str]
) -> npt.NDArray[np.bool_]:
    """Which pairs are alike enough to be one question."""
    rows, columns = np.array(asked)[:, None], np.array(known)[None, :]
    apart = (rows != "") & (columns != "") & (rows != columns)
    same: npt.NDArray[np.bool_] = near >= np.where(apart, NEARLY_EQUAL, ALIKE)
    return same
