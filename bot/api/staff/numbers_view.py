"""What the page of numbers shows: figures in words, charts, and what each chart says."""

from typing import Any, Final

from bot.api.staff.numbers_tables import COMPARED, Numbers, place_name, topic_title
from bot.statistics.charts import bar_chart, line_chart
from bot.statistics.definitions import ALWAYS, BY_ID, FIGURES, HOURS, TOPICS, Figure
from bot.statistics.periods import OWN, PERIODS, Period
from bot.statistics.reading import BY_MONTH_FROM
from bot.statistics.tally import Tally
from bot.statistics.topics import TopicCount, falling, rising
from bot.statistics.wording import CHANNELS, WEEKDAYS, change, day, shown, step_label, whole

HEADLINES: Final = ("conversations", "resolved", "unanswered", "rated_down")
_SHARES: Final = (BY_ID["resolved"], BY_ID["unanswered"])
_SHOWN_TOPICS: Final = 20


def view(read: Numbers) -> dict[str, Any]:
    """What the template needs."""
    lines = [_line(one, read) for one in FIGURES]
    return {
        "periods": list(PERIODS.items()),
        "own_dates": OWN,
        "channels": [("", "Chat og telefon"), *CHANNELS.items()],
        "period_text": _days(read.choice.period),
        "before_text": _days(read.choice.before),
        "figures": lines,
        "headlines": [one for one in lines if one["id"] in HEADLINES],
        "definitions": {"always": ALWAYS, "topics": TOPICS, "hours": HOURS},
        "counted": read.counted,
        "empty": not any(read.now.whole.counts.values()),
        **_charts(read),
        "topics": [_topic(one) for one in read.topics[:_SHOWN_TOPICS] if one.now],
        "rising": [_topic(one) for one in rising(read.topics)],
        "falling": [_topic(one) for one in falling(read.topics)],
        "compared": [one.title for one in COMPARED],
        "places": [
            (code, place_name(code), [shown(one.unit, one.value(tally)) for one in COMPARED])
            for code, tally in read.busiest_first
        ],
    }


def _charts(read: Numbers) -> dict[str, Any]:
    monthly = read.choice.period.days >= BY_MONTH_FROM
    labels = [step_label(step, monthly) for step in read.now.steps]
    steps, hours = list(read.now.steps.values()), read.now.whole.hours
    by_hour = [sum(hours[one * 24 + hour] for one in range(7)) for hour in range(24)]
    by_weekday = [sum(hours[one * 24 + hour] for hour in range(24)) for one in range(7)]
    clock = [f"{hour:02d}" for hour in range(24)]
    return {
        "step_name": "måned" if monthly else "dag",
        "busy": _bars(labels, [tally.counts["conversations"] for tally in steps]),
        "shares": _shares(labels, steps, read.now.whole),
        "hours": _bars(clock, by_hour, "kl. "),
        "weekdays": _bars(list(WEEKDAYS), by_weekday),
    }


def _bars(labels: list[str], values: list[int], before: str = "") -> dict[str, Any]:
    total, most = sum(values), max(values, default=0)
    said = f"I alt {whole(total)} samtale{'' if total == 1 else 'r'}."
    if total:
        said += f" Flest {before}{labels[values.index(most)].lower()}: {whole(most)}."
    rows = list(zip(labels, map(whole, values), strict=True))
    return {"chart": bar_chart(labels, values), "rows": rows, "said": said}


def _shares(labels: list[str], steps: list[Tally], total: Tally) -> dict[str, Any]:
    lines = [[figure.value(tally) for tally in steps] for figure in _SHARES]
    said = [f"{one.title}: {shown('share', one.value(total))} i hele perioden" for one in _SHARES]
    return {
        "chart": line_chart(labels, lines),
        "titles": [figure.title for figure in _SHARES],
        "rows": [
            (label, *(shown("share", value) for value in values))
            for label, *values in zip(labels, *lines, strict=True)
        ],
        "said": ". ".join(said) + ".",
    }


def _line(figure: Figure, read: Numbers) -> dict[str, str]:
    now, before = figure.value(read.now.whole), figure.value(read.before.whole)
    chat, voice = (figure.value(read.now.channels.get(name, Tally())) for name in CHANNELS)
    return {
        "id": figure.id,
        "title": figure.title,
        "meaning": figure.meaning,
        "now": shown(figure.unit, now),
        "before": shown(figure.unit, before),
        "change": change(figure, now, before),
        "chat": shown(figure.unit, chat),
        "voice": shown(figure.unit, voice),
    }


def _days(period: Period) -> str:
    return f"{day(period.first)} til {day(period.last)}"


def _topic(one: TopicCount) -> tuple[str, str, str, str]:
    return topic_title(one.topic), whole(one.now), shown("share", one.share), whole(one.before)
