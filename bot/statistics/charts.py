"""Where the bars and lines of a chart stand, in the units of its drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

WIDTH: Final = 720
HEIGHT: Final = 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 28, 12, 36
_LETTER: Final = 9
"""How wide a letter under the chart is at most."""
_INNER = WIDTH - _LEFT - _RIGHT
_DEEP = HEIGHT - _TOP - _BOTTOM


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Drawn in a box of ``width`` by ``height``, from ``left`` to ``right`` between the axes.

    ``ticks`` are values and heights of the scale, ``labels`` texts and places under it;
    ``lines`` are each a list of unbroken runs of points.
    """

    ticks: list[tuple[float, float]]
    labels: list[tuple[str, float]]
    bars: list[Bar]
    lines: list[list[list[tuple[float, float]]]]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    bottom: int = HEIGHT - _BOTTOM


def bar_chart(labels: Sequence[str], values: Sequence[float]) -> Chart:
    """A bar for each value, on a scale from zero."""
    top, ticks = _scale(max(values, default=0.0))
    wide = _INNER / max(len(values), 1)
    bars = []
    for number, value in enumerate(values):
        high = value / top * _DEEP
        bars.append(
            Bar(
                round(_LEFT + number * wide + wide * 0.1, 1),
                round(_TOP + _DEEP - high, 1),
                round(wide * 0.8, 1),
                round(high, 1),
            )
        )
    return Chart(ticks, _places(labels), bars, [])


def line_chart(labels: Sequence[str], lines: Sequence[Sequence[float | None]]) -> Chart:
    """Shares (0 to 1) over time; None breaks a line."""
    ticks = [(part / 4, round(_TOP + _DEEP * (1 - part / 4), 1)) for part in range(5)]
    wide = _INNER / max(len(labels), 1)
    return Chart(ticks, _places(labels), [], [_runs(line, wide) for line in lines])


def _runs(line: Sequence[float | None], wide: float) -> list[list[tuple[float, float]]]:
    runs: list[list[tuple[float, float]]] = [[]]
    for number, value in enumerate(line):
        if value is None:
            runs.append([])
        else:
            x, y = _LEFT + (number + 0.5) * wide, _TOP + _DEEP * (1 - value)
            runs[-1].append((round(x, 1), round(y, 1)))
    return [run for run in runs if run]


def _scale(highest: float) -> tuple[float, list[tuple[float, float]]]:
    """The top of the scale, and three to six round numbers up to it."""
    highest = max(highest, 4.0)
    power = 10.0 ** floor(log10(highest / 4))
    step = next(power * one for one in (1, 2, 5, 10) if highest / (power * one) <= 5)
    count = ceil(highest / step)
    top = step * count
    return top, [
        (step * number, round(_TOP + _DEEP * (1 - number / count), 1))
        for number in range(count + 1)
    ]


def _places(labels: Sequence[str]) -> list[tuple[str, float]]:
    wide = _INNER / max(len(labels), 1)
    longest = max(map(len, labels), default=0)
    every = max(1, ceil((longest + 1) * _LETTER / wide))
    return [
        (label, round(_LEFT + (number + 0.5) * wide, 1))
        for number, label in enumerate(labels)
        if number % every == 0
    ]
