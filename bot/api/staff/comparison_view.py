"""What the page of a model shows of its comparison with the present one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.api.staff.heat_map import HeatMap
from bot.training.comparison import QuestionChange

Verdict = Literal["better", "worse", "same"]
_SAME = 0.0005
"""Shares closer than this are written alike."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of both models, in words; ``change`` says by how much."""

    name: str
    meaning: str
    new: str
    present: str
    change: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class TopicLine:
    """One topic: shares understood, 0 to 1; none where a model does not know the topic."""

    topic: str
    questions: int
    new: float | None
    present: float | None

    @property
    def comparable(self) -> bool:
        """Do both models know the topic?"""
        return self.new is not None and self.present is not None

    @property
    def change(self) -> float:
        """Difference of shares; 0 where there is nothing to compare."""
        return (self.new or 0.0) - (self.present or 0.0) if self.comparable else 0.0

    @property
    def verdict(self) -> Verdict:
        """What the change means."""
        return verdict(self.change)


@dataclass(frozen=True, slots=True)
class Pair:
    """A topic taken for another, and how often by each model; none: the present wasn't counted."""

    expected: str
    taken: str
    new: int
    present: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """All of it, in the order of the page."""

    against: str | None
    figures: Sequence[Figure]
    worse: Sequence[QuestionChange]
    worse_count: int
    """All of them; ``worse`` has the first 200."""
    better: Sequence[QuestionChange]
    better_count: int
    hidden: int
    """Citizens' questions that the reader may not see."""
    changed: Sequence[TopicLine]
    unchanged: Sequence[TopicLine]
    heat: HeatMap
    pairs: Sequence[Pair]
    thresholds: Sequence[Figure]
    speech: str
    examples: int
    left_out: int
    seconds: float


def verdict(change: float, more_is_better: bool = True) -> Verdict:
    """What a change of a share means."""
    if abs(change) < _SAME:
        return "same"
    return "better" if (change > 0) is more_is_better else "worse"


def by_change(lines: Iterable[TopicLine]) -> tuple[list[TopicLine], list[TopicLine]]:
    """Topics that changed, the worst first, and those that are as before, by name."""
    ordered = sorted(lines, key=lambda one: (one.change, one.topic))
    moved = [one for one in ordered if one.verdict != "same" or not one.comparable]
    return moved, [one for one in ordered if one not in moved]
