"""What the page of open statistics shows, all of it reckoned from what is public."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from bot.api.open.statistics_choice import Stretch
from bot.open_data.figures import OPEN_FIGURES, shown_value
from bot.open_data.names import Names
from bot.open_data.reading import OpenCount, TurnTimes, tally_of
from bot.statistics.definitions import BY_ID, Figure
from bot.statistics.tally import Tally
from bot.statistics.told_charts import told_bars, told_shares
from bot.statistics.wording import CHANNELS, month_name, shown, step_label, whole

HEADLINES: Final = ("conversations", "resolved", "unanswered", "liked")
COMPARED: Final = tuple(
    BY_ID[name] for name in ("conversations", "resolved", "handed_over", "unanswered", "liked")
)
_SHARES: Final = (BY_ID["resolved"], BY_ID["unanswered"])
_TIMES: Final = (BY_ID["turn_median"], BY_ID["turn_p95"])
TOPICS_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: all public counts of the stretch, of one municipality or all."""

    stretch: Stretch
    place: str | None
    names: Names
    counts: list[OpenCount]
    times: list[TurnTimes]


def view(read: Reading) -> dict[str, Any]:
    """What the template needs."""
    whole_tally = tally_of(read.counts)
    channels = [tally_of(_of_channel(read.counts, one)) for one in CHANNELS]
    figures = [
        {
            "id": one.id,
            "title": one.title,
            "meaning": one.meaning,
            "all": _shown(one, whole_tally),
            "channels": [_shown(one, tally) for tally in channels],
        }
        for one in OPEN_FIGURES
    ]
    return {
        "figures": figures,
        "headlines": [one for one in figures if one["id"] in HEADLINES],
        "channels": list(CHANNELS.values()),
        "empty": not read.counts,
        **_charts(read, whole_tally),
        "topics": _topics(read.names, whole_tally),
        "categories": _categories(read.names, whole_tally),
        "compared": COMPARED,
        "places": [] if read.place else _places(read),
        "times": _times(read),
        "time_figures": _TIMES,
    }


def _charts(read: Reading, total: Tally) -> dict[str, Any]:
    months = read.stretch.months
    tallies = [tally_of(one for one in read.counts if one.month == month) for month in months]
    labels = [step_label(month, monthly=True) for month in months]
    return {
        "busy": told_bars(labels, [tally.counts["conversations"] for tally in tallies]),
        "shares": told_shares(labels, tallies, total, _SHARES, shown_value),
        "monthly": [
            (month_name(month), [_shown(one, tally) for one in OPEN_FIGURES])
            for month, tally in zip(months, tallies, strict=True)
        ],
        "open_figures": OPEN_FIGURES,
    }


def _topics(names: Names, tally: Tally) -> list[tuple[str, str, str, str]]:
    asked = sum(tally.topics.values())
    return [
        (names.topic(topic), names.category(topic), whole(count), shown("share", count / asked))
        for topic, count in _most(tally.topics)[:TOPICS_SHOWN]
    ]


def _categories(names: Names, tally: Tally) -> list[tuple[str, str, str]]:
    counts: Counter[str] = Counter()
    for topic, count in tally.topics.items():
        counts[names.category(topic) or "Uden kategori"] += count
    asked = sum(counts.values())
    return [(name, whole(count), shown("share", count / asked)) for name, count in _most(counts)]


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _places(read: Reading) -> list[tuple[str, str, list[str]]]:
    by_code: dict[str, list[OpenCount]] = {}
    for one in read.counts:
        by_code.setdefault(one.cell.municipality, []).append(one)
    tallies = {code: tally_of(counts) for code, counts in by_code.items()}
    busiest = sorted(
        tallies, key=lambda code: (-tallies[code].counts["conversations"], read.names.place(code))
    )
    return [
        (code, read.names.place(code), [_shown(one, tallies[code]) for one in COMPARED])
        for code in busiest
    ]


def _times(read: Reading) -> list[tuple[str, str, str, str]]:
    return [
        (
            month_name(one.month),
            CHANNELS[one.channel],
            shown("ms", one.median),
            shown("ms", one.p95),
        )
        for one in read.times
        if one.month in read.stretch.months
    ]


def _of_channel(counts: Iterable[OpenCount], channel: str) -> list[OpenCount]:
    return [one for one in counts if one.cell.channel == channel]


def _shown(figure: Figure, tally: Tally) -> str:
    return shown(figure.unit, shown_value(figure, tally))
