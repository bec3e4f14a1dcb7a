"""``python -m voice.danish.recipe.curves LOG.jsonl ... OUT.png``: how the training went, drawn."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from matplotlib.figure import Figure

_SHOWN = (
    ("frame", "cross-entropy of a frame"),
    ("sequence", "LF-MMI a frame (0 is best)"),
    ("accuracy", "frames whose sound is right"),
)
_SMOOTHED = 10


def draw(logs: list[Path], picture: Path) -> None:
    """One plot for each measure in the logs, the logs one after the other."""
    rows: list[dict[str, float]] = []
    before = 0.0
    for log in logs:
        own = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
        rows += [{**row, "step": row["step"] + before} for row in own]
        before = rows[-1]["step"]
    figure = Figure(figsize=(12, 3.6), layout="constrained")
    for place, (name, title) in enumerate(_SHOWN, 1):
        points = [(row["step"], row[name]) for row in rows if name in row]
        axes = figure.add_subplot(1, len(_SHOWN), place)
        axes.plot(*zip(*points, strict=True), color="#b9cfe4", linewidth=0.8)
        axes.plot(*_smooth(points), color="#1c4e80", linewidth=1.6)
        axes.set(title=title, xlabel="batches")
        axes.grid(alpha=0.3)
    figure.savefig(picture, dpi=110)


def _smooth(points: list[tuple[float, float]]) -> tuple[list[float], list[float]]:
    steps, values = [], []
    for index in range(len(points)):
        near = points[max(0, index - _SMOOTHED) : index + _SMOOTHED + 1]
        steps.append(points[index][0])
        values.append(sum(value for _, value in near) / len(near))
    return steps, values


if __name__ == "__main__":
    draw([Path(name) for name in sys.argv[1:-1]], Path(sys.argv[-1]))
