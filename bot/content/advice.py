"""Which examples resemble which: advice to who writes them, before any training.

Texts are compared by the letters they share (TF-IDF over three and four letters within words, so
that inflections and compounds count), which takes milliseconds a text and knows no model.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from bot.content.layered import LayeredContent

FEWEST = 40
"""Examples that a topic should have."""
ALIKE = 0.7
"""Cosine from which an example is told to resemble another topic's: a twentieth of all do."""
UNIFORM = 0.22
"""Mean cosine within a topic from which its examples are too much of one kind; under a
hundredth of the shared topics reach it."""
SHOWN = 5
"""Examples of each of two confused topics."""


@dataclass(frozen=True, slots=True)
class Twin:
    """An example of another topic that a text resembles."""

    topic: str
    text: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Confusion:
    """Two topics, and the examples of each that come nearest to the other."""

    topics: tuple[str, str]
    examples: tuple[tuple[str, ...], tuple[str, ...]]
    """The nearest first."""
    nearer: tuple[int, int]
    """How many of each lie nearer to the other topic than to their own; the first ones shown."""

    @property
    def count(self) -> int:
        """Of such examples on both sides, also of those not shown."""
        return sum(self.nearer)


class Likeness:
    """All topics' examples, ready to be compared with; about 40 MB."""

    def __init__(self, content: LayeredContent) -> None:
        """Takes about two seconds for 37,000 examples: use a thread."""
        topics = [topic for topic in content.topics.topics if content.raw.examples.get(topic)]
        self._topics = topics
        self._texts = [text for topic in topics for text in content.raw.examples[topic]]
        sizes = [len(content.raw.examples[topic]) for topic in topics]
        self._owner = np.repeat(np.arange(len(topics)), sizes)
        self._vectorizer = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(3, 4), sublinear_tf=True, dtype=np.float32
        )
        self._vectors = self._vectorizer.fit_transform(self._texts)
        self.confusions = self._confusions()

    def twin(self, topic: str, text: str) -> Twin | None:
        """The other topics' example most like ``text``, if it is too like."""
        likeness = (self._vectors @ self._vectorizer.transform([text]).T).toarray().ravel()
        if topic in self._topics:
            likeness[self._owner == self._topics.index(topic)] = 0
        best = int(likeness.argmax())
        if likeness[best] < ALIKE:
            return None
        owner = self._topics[self._owner[best]]
        return Twin(owner, self._texts[best], float(likeness[best]))

    def sameness(self, texts: Sequence[str]) -> float:
        """The mean cosine of each two of the texts, 0 to 1; 0 for fewer than two."""
        if len(texts) < 2:
            return 0.0
        vectors, count = self._vectorizer.transform(texts), len(texts)
        total = np.asarray(vectors.sum(axis=0)).ravel()
        own = float(vectors.multiply(vectors).sum())
        return float((total @ total - own) / (count * (count - 1)))

    def of(self, topic: str) -> list[Confusion]:
        """The confusions that a topic has part in, worst first."""
        return [one for one in self.confusions if topic in one.topics]

    def _confusions(self) -> list[Confusion]:
        """Each example beside the middle of every topic, its own without it."""
        if not self._texts:
            return []
        cosines = self._cosines()
        nearest = cosines.argmax(axis=1)
        astray = nearest != self._owner
        pairs = Counter(zip(self._owner[astray], nearest[astray], strict=True))
        found = []
        for one, two in {(min(pair), max(pair)) for pair in pairs}:
            sides = self._side(cosines, one, two), self._side(cosines, two, one)
            nearer = pairs[one, two], pairs[two, one]
            found.append(Confusion((self._topics[one], self._topics[two]), sides, nearer))
        return sorted(found, key=lambda pair: (-pair.count, pair.topics))

    def _side(self, cosines: Any, own: int, other: int) -> tuple[str, ...]:
        """The examples of a topic that come nearest to another, beside how near to their own."""
        rows = slice(*np.searchsorted(self._owner, [own, own + 1]))
        margin = cosines[rows, other] - cosines[rows, own]
        nearest = rows.start + np.argsort(-margin, kind="stable")[:SHOWN]
        return tuple(self._texts[row] for row in nearest)

    def _cosines(self) -> Any:
        count = len(self._texts)
        ones = np.ones(count, dtype=np.float32)
        sums = csr_matrix((ones, (self._owner, np.arange(count)))) @ self._vectors
        lengths = np.sqrt(np.asarray(sums.multiply(sums).sum(axis=1)).ravel())
        cosines = (self._vectors @ normalize(sums).T).toarray()
        rows = np.arange(count)
        whole = cosines[rows, self._owner] * lengths[self._owner]
        rest = np.sqrt(np.maximum(lengths[self._owner] ** 2 - 2 * whole + 1, 1e-9))
        cosines[rows, self._owner] = (whole - 1) / rest
        return cosines


class _Newest:
    """One process compares with one list of examples: the newest that was asked about."""

    def __init__(self) -> None:
        self._making = Lock()
        self._made: tuple[dict[str, list[str]], Likeness] | None = None

    def of(self, content: LayeredContent) -> Likeness:
        # Publishing an answer changes no example, and lists that stay are the same objects, so
        # that comparing them costs nothing.
        examples = {topic: content.raw.examples.get(topic, []) for topic in content.topics.topics}
        with self._making:
            if self._made is None or self._made[0] != examples:
                self._made = (examples, Likeness(content))
            return self._made[1]


_newest = _Newest()


def likeness(content: LayeredContent) -> Likeness:
    """The same, made once for all content with the same examples; use a thread."""
    return _newest.of(content)
