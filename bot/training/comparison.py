"""A new model beside the present one: figures, topics, and the very questions that changed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Measured:
    """One model on one set of questions; shares from 0 to 1."""

    questions: int
    top_1: float
    """Share understood; out-of-scope questions left out."""
    top_3: float
    wrong_answers: float
    """Share of all that got another topic's answer."""
    out_of_scope_questions: int
    out_of_scope_answered: float
    safety_questions: int
    safety_found: int
    """A count."""


@dataclass(frozen=True, slots=True)
class TopicChange:
    """Share of a topic's questions understood; ``before`` is None with nothing to compare."""

    topic: str
    questions: int
    before: float | None
    after: float


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """A question, the topic that each model took it for, and what it made of it.

    Staff labelled it, or it is one of data/tests.
    """

    text: str
    expected: str
    before: str
    after: str
    before_outcome: str
    after_outcome: str
    staff: bool


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often one topic's questions were taken for another's, before and after."""

    expected: str
    taken_for: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Speech:
    """The words that the telephone can hear with the new model; ``added`` it couldn't before."""

    words: int
    added_count: int
    added: tuple[str, ...] = ()
    """The first of them, in order of name."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a publisher decides on; ``against`` is None when there was nothing to compare with."""

    against: str | None
    tests_before: Measured | None
    tests: Measured
    staff_before: Measured | None
    staff: Measured | None
    """None while staff have labelled nothing."""
    topics: tuple[TopicChange, ...] = ()
    """Largest fall first, then largest gain."""
    better: tuple[QuestionChange, ...] = ()
    worse: tuple[QuestionChange, ...] = ()
    better_count: int = 0
    worse_count: int = 0
    confusions: tuple[Confusion, ...] = ()
    """The new model's commonest."""
    thresholds: Mapping[str, float] = field(default_factory=dict)
    thresholds_before: Mapping[str, float] = field(default_factory=dict)
    training_seconds: float = 0.0
    examples: int = 0
    left_out: int = 0
    """Wordings not learnt from, since they are measured with."""
    speech: Speech | None = None
    """None when the speech model is as before."""

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "Comparison":
        """What :meth:`to_json` gave, also after a way through JSON."""
        sets = ("tests_before", "tests", "staff_before", "staff")
        return cls(
            **{
                **raw,
                **{name: Measured(**raw[name]) if raw[name] else None for name in sets},
                "topics": tuple(TopicChange(**one) for one in raw["topics"]),
                "better": tuple(QuestionChange(**one) for one in raw["better"]),
                "worse": tuple(QuestionChange(**one) for one in raw["worse"]),
                "confusions": tuple(Confusion(**one) for one in raw["confusions"]),
                "speech": _speech(raw["speech"]),
            }
        )


def _speech(raw: Mapping[str, Any] | None) -> Speech | None:
    return Speech(**{**raw, "added": tuple(raw["added"])}) if raw else None
