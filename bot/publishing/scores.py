"""How good a model is, in the few figures that decide whether it may be published."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Scores:
    """Measured on questions that no example came from; shares are from 0 to 1.

    Two models' scores can be compared when ``questions_hash`` is the same.
    """

    questions_hash: str
    """Over the questions and their topics; a topic that comes along changes nothing of the rest."""
    questions: int
    overall: float
    """Share of data/tests understood (out-of-scope questions left out)."""
    safety_questions: int
    safety_found: int
    staff_questions: int = 0
    """Questions that staff labelled and that were kept apart."""
    staff: float = 0.0
    top_3: float = 0.0
    wrong_answers: float = 0.0
    per_topic: Mapping[str, float] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {**asdict(self), "per_topic": dict(self.per_topic)}

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "Scores":
        """What :meth:`to_json` gave."""
        return cls(**raw)
