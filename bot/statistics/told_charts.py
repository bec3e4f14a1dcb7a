"""Charts with what they show in words, and the same as the rows of a table."""

from collections.abc import Callable, Sequence
from typing import Any

from bot.statistics.charts import bar_chart, line_chart
from bot.statistics.definitions import Figure
from bot.statistics.tally import Tally
from bot.statistics.wording import shown, whole

Value = Callable[[Figure, Tally], float | None]


def told_bars(labels: list[str], values: Sequence[int], before: str = "") -> dict[str, Any]:
    """Conversations by step; ``before`` stands before the label of the highest."""
    total, most = sum(values), max(values, default=0)
    said = f"I alt {whole(total)} samtale{'' if total == 1 else 'r'}."
    if total:
        said += f" Flest {before}{labels[values.index(most)].lower()}: {whole(most)}."
    rows = list(zip(labels, map(whole, values), strict=True))
    return {"chart": bar_chart(labels, values), "rows": rows, "said": said}


def told_shares(
    labels: list[str],
    steps: Sequence[Tally],
    total: Tally,
    figures: Sequence[Figure],
    value: Value = lambda figure, tally: figure.value(tally),
) -> dict[str, Any]:
    """A line for each figure, which has to be a share."""
    lines = [[value(figure, tally) for tally in steps] for figure in figures]
    said = [f"{one.title}: {shown('share', value(one, total))} i hele perioden" for one in figures]
    return {
        "chart": line_chart(labels, lines),
        "titles": [figure.title for figure in figures],
        "rows": [
            (label, *(shown("share", one) for one in values))
            for label, *values in zip(labels, *lines, strict=True)
        ],
        "said": ". ".join(said) + ".",
    }
