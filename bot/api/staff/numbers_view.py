"""What the page of numbers shows: figures in words, charts, and what each chart says."""

from typing import Any, Final

from bot.api.staff.numbers_tables import COMPARED, Numbers, place_name, topic_title
from bot.statistics.definitions import ALWAYS, BY_ID, FIGURES, HOURS, MOVING, TOPICS, Figure
from bot.statistics.periods import OWN, PERIODS, Period
from bot.statistics.reading import BY_MONTH_FROM
from bot.statistics.tally import Tally
from bot.statistics.told_charts import told_bars, told_shares
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
        "definitions": {"always": ALWAYS, "topics": f"{TOPICS} {MOVING}", "hours": HOURS},
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
        "busy": told_bars(labels, [tally.counts["conversations"] for tally in steps]),
        "shares": told_shares(labels, steps, read.now.whole, _SHARES),
        "hours": told_bars(clock, by_hour, "kl. "),
        "weekdays": told_bars(list(WEEKDAYS), by_weekday),
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
