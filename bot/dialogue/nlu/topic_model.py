"""The intent model itself: weighted words and letter groups, and a linear classifier.

Independent of Rasa, so that it can be measured and compared alone. Saved as plain arrays and
JSON; nothing is unpickled when it is loaded.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

Floats = npt.NDArray[np.float32]
_WORD = r"\S+"
SEED = 1849
"""The year of Denmark's constitution; any number would do, but always the same."""


class TopicModel:
    """Ranks intents for normalised text."""

    def __init__(
        self,
        vectorisers: list[TfidfVectorizer],
        weights: Floats,
        bias: Floats,
        labels: list[str],
        temperature: float = 1.0,
    ) -> None:
        """``weights`` is features x labels, ``bias`` is one a label."""
        self._vectorisers = vectorisers
        # Row by row in memory: a message touches a few hundred rows, and each is read whole.
        self._weights = np.ascontiguousarray(weights, dtype=np.float32)
        self._bias = bias
        self.labels = labels
        self.temperature = temperature

    @classmethod
    def fit(cls, texts: Sequence[str], labels: Sequence[str]) -> "TopicModel":
        """Learn from normalised ``texts`` and their intents, the same way every time."""
        vectorisers = [
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=_WORD),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 5), sublinear_tf=True, min_df=2),
        ]
        features = sp.hstack([v.fit_transform(texts) for v in vectorisers]).tocsr()
        classifier = LinearSVC(C=0.5, random_state=SEED).fit(features, labels)
        return cls(
            vectorisers,
            classifier.coef_.T.astype(np.float32),
            classifier.intercept_.astype(np.float32),
            [str(label) for label in classifier.classes_],
        )

    def scores(self, texts: Sequence[str]) -> Floats:
        """One row of unscaled scores a text."""
        # One precision throughout: a mixed product would copy all weights at every message.
        parts = [v.transform(texts).astype(np.float32) for v in self._vectorisers]
        features = sp.hstack(parts).tocsr()
        found: Floats = np.asarray(features @ self._weights + self._bias, dtype=np.float32)
        return found

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """One row of probabilities a text, calibrated by the temperature."""
        return softmax(self.scores(texts) / self.temperature)

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
            **{f"idf_{n}": v.idf_.astype(np.float32) for n, v in enumerate(self._vectorisers)},
        )
        about: dict[str, Any] = {
            "labels": self.labels,
            "temperature": self.temperature,
            "vectorisers": [
                {"vocabulary": sorted(v.vocabulary_, key=v.vocabulary_.get), **_options(v)}
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
                _vectoriser(options, arrays[f"idf_{n}"])
                for n, options in enumerate(about["vectorisers"])
            ]
            weights = arrays["weights"].astype(np.float32)
            bias = arrays["bias"]
        return cls(vectorisers, weights, bias, about["labels"], about["temperature"])


def softmax(scores: Floats) -> Floats:
    """Probabilities from scores, row by row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Floats = powers / powers.sum(axis=1, keepdims=True)
    return result


def fit_temperature(scores: Floats, expected: Sequence[int]) -> float:
    """The temperature under which held-out answers are least surprising (Guo et al. 2017)."""
    rows = np.arange(len(expected))
    grid = np.geomspace(0.02, 2.0, 200)
    losses = [-np.log(softmax(scores / t)[rows, np.asarray(expected)] + 1e-9).mean() for t in grid]
    return float(grid[int(np.argmin(losses))])


def _options(vectoriser: TfidfVectorizer) -> dict[str, Any]:
    return {"analyzer": vectoriser.analyzer, "ngram_range": list(vectoriser.ngram_range)}


def _vectoriser(options: dict[str, Any], idf: Floats) -> TfidfVectorizer:
    vectoriser = TfidfVectorizer(
        analyzer=options["analyzer"],
        ngram_range=tuple(options["ngram_range"]),
        sublinear_tf=True,
        token_pattern=_WORD if options["analyzer"] == "word" else None,
        vocabulary=options["vocabulary"],
    )
    vectoriser.idf_ = idf
    return vectoriser
