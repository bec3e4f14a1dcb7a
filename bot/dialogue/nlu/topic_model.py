"""The intent model itself: weighted words and letter groups, and two linear classifiers mixed.

A naive Bayes classifier knows how likely each word is in each topic; a support vector
classifier knows which words tell topics apart. Each sees what the other misses, and both are
linear, so the mixture is one matrix and costs no more to ask than one of them
(docs/adr/0002-own-intent-classifier.md has the measurements).

Independent of Rasa, so that it can be measured and compared alone. Saved as plain arrays and
JSON; nothing is unpickled when it is loaded.
"""

import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.naive_bayes import MultinomialNB
from sklearn.svm import LinearSVC

Floats = npt.NDArray[np.float32]
SEED = 1849
"""The year of Denmark's constitution; any number would do, but always the same."""
_WORD = r"\S+"
_SMOOTHING = 0.01
_MARGIN_COST = 1.0
_DEFAULT_MIXTURE = (0.3, 4.0)
_BAYES_GRID = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
_MARGIN_GRID = (1.0, 2.0, 3.0, 3.5, 4.0, 4.5, 5.0, 6.0, 8.0)


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Normalised questions no example came from, and their intents."""

    texts: Sequence[str]
    labels: Sequence[str]


class Weighted:
    """TF-IDF as scikit-learn weighs it (sublinear, L2), without its cost of a matrix a message."""

    def __init__(self, counter: CountVectorizer, idf: Floats) -> None:
        """``counter`` has its vocabulary; ``idf`` is one weight a term."""
        self.counter = counter
        self.idf = idf.astype(np.float32)

    @classmethod
    def fit(cls, texts: Sequence[str], **options: Any) -> "Weighted":
        """Learn terms and weights from ``texts``."""
        learnt = TfidfVectorizer(sublinear_tf=True, **options).fit(texts)
        terms = sorted(learnt.vocabulary_, key=learnt.vocabulary_.get)
        return cls(_counter(options["analyzer"], options["ngram_range"], terms), learnt.idf_)

    def transform(self, texts: Sequence[str]) -> sp.csr_matrix:
        """One row of unit length a text."""
        counts = self.counter.transform(texts)
        counts.data = (1 + np.log(counts.data)) * self.idf[counts.indices]
        squares = np.add.reduceat(
            np.append(counts.data**2, 0.0), np.minimum(counts.indptr[:-1], counts.nnz)
        )
        sizes = np.diff(counts.indptr)
        lengths = np.sqrt(np.where(sizes > 0, squares, 1.0))
        counts.data /= np.repeat(lengths, sizes)
        return counts


def _counter(analyzer: str, ngram_range: Sequence[int], terms: Sequence[str]) -> CountVectorizer:
    return CountVectorizer(
        analyzer=analyzer,
        ngram_range=tuple(ngram_range),
        token_pattern=_WORD if analyzer == "word" else None,
        vocabulary=list(terms),
        dtype=np.float32,
    )


class TopicModel:
    """Ranks intents for normalised text, with calibrated probabilities."""

    def __init__(
        self,
        vectorisers: list[Weighted],
        weights: Floats,
        bias: Floats,
        labels: list[str],
    ) -> None:
        """``weights`` is features x labels, ``bias`` is one a label."""
        self._vectorisers = vectorisers
        # Row by row in memory: a message touches a few hundred rows, and each is read whole.
        self._weights = np.ascontiguousarray(weights, dtype=np.float32)
        self._bias = bias.astype(np.float32)
        self.labels = labels

    @classmethod
    def fit(
        cls, texts: Sequence[str], labels: Sequence[str], held_out: HeldOut | None = None
    ) -> "TopicModel":
        """Learn from normalised ``texts`` and their intents, the same way every time.

        ``held_out`` sets how much each classifier counts, and so calibrates probabilities.
        """
        vectorisers = [
            Weighted.fit(texts, analyzer="word", ngram_range=(1, 2), token_pattern=_WORD),
            Weighted.fit(texts, analyzer="char_wb", ngram_range=(2, 5), min_df=2),
        ]
        features = sp.hstack([v.transform(texts) for v in vectorisers]).tocsr()
        # No prior: how many examples a topic has says nothing of how often it is asked.
        bayes = MultinomialNB(alpha=_SMOOTHING, fit_prior=False).fit(features, labels)
        margin = LinearSVC(C=_MARGIN_COST, random_state=SEED).fit(features, labels)
        names = [str(label) for label in margin.classes_]
        nothing = np.zeros(len(names), dtype=np.float32)
        parts = (
            cls(vectorisers, bayes.feature_log_prob_.T, nothing, names),
            cls(vectorisers, margin.coef_.T, margin.intercept_, names),
        )
        share = best_mixture(*parts, held_out) if held_out else _DEFAULT_MIXTURE
        return cls(
            vectorisers,
            share[0] * parts[0]._weights + share[1] * parts[1]._weights,
            share[1] * parts[1]._bias,
            names,
        )

    def scores(self, texts: Sequence[str]) -> Floats:
        """One row of scores a text; their softmax is the probability."""
        # One precision throughout: a mixed product would copy all weights at every message.
        found, first = self._bias, 0
        for vectoriser in self._vectorisers:
            size = len(vectoriser.idf)
            found = found + vectoriser.transform(texts) @ self._weights[first : first + size]
            first += size
        return np.asarray(found, dtype=np.float32)

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """One row of probabilities a text."""
        return softmax(self.scores(texts))

    def rank(self, text: str, size: int = 10) -> list[tuple[str, float]]:
        """The ``size`` likeliest intents with their probability, likeliest first."""
        row = self.probabilities([text])[0]
        best = np.argsort(-row)[:size]
        return [(self.labels[index], float(row[index])) for index in best]

    def save(self, folder: Path) -> None:
        """Write the model into ``folder``."""
        folder.mkdir(parents=True, exist_ok=True)
        np.savez(
            folder / "weights.npz",
            weights=self._weights.astype(np.float16),
            bias=self._bias,
            **{f"idf_{n}": v.idf for n, v in enumerate(self._vectorisers)},
        )
        about: dict[str, Any] = {
            "labels": self.labels,
            "vectorisers": [
                {
                    "analyzer": v.counter.analyzer,
                    "ngram_range": list(v.counter.ngram_range),
                    "vocabulary": v.counter.vocabulary,
                }
                for v in self._vectorisers
            ],
        }
        text = json.dumps(about, ensure_ascii=False)
        (folder / "model.json").write_text(text, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "TopicModel":
        """Read what :meth:`save` wrote."""
        about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
            vectorisers = [
                Weighted(
                    _counter(
                        about_one["analyzer"], about_one["ngram_range"], about_one["vocabulary"]
                    ),
                    arrays[f"idf_{n}"],
                )
                for n, about_one in enumerate(about["vectorisers"])
            ]
            weights, bias = arrays["weights"], arrays["bias"]
        return cls(vectorisers, weights, bias, about["labels"])


def softmax(scores: Floats) -> Floats:
    """Probabilities from scores, row by row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Floats = powers / powers.sum(axis=1, keepdims=True)
    return result


def best_mixture(bayes: TopicModel, margin: TopicModel, held_out: HeldOut) -> tuple[float, float]:
    """How much each counts, so that held-out answers are least surprising.

    Two numbers that also act as the temperature of Guo et al. (2017).
    """
    places = {label: index for index, label in enumerate(bayes.labels)}
    expected = np.array([places[label] for label in held_out.labels])
    rows = np.arange(len(expected))
    first, second = bayes.scores(held_out.texts), margin.scores(held_out.texts)

    def surprise(share: tuple[float, float]) -> float:
        probabilities = softmax(share[0] * first + share[1] * second)
        return float(-np.log(probabilities[rows, expected] + 1e-9).mean())

    return min(itertools.product(_BAYES_GRID, _MARGIN_GRID), key=surprise)
