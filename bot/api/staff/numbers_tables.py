"""The tables of numbers, each made once for the page, CSV and JSON alike."""

from dataclasses import dataclass
from typing import Any, Final

from bot.api.staff.labels import place_label
from bot.api.staff.numbers_choice import Choice
from bot.errors import UnknownTopicError
from bot.knowledge import get_topics
from bot.statistics.definitions import BY_ID, FIGURES
from bot.statistics.reading import Report
from bot.statistics.tables import UNKNOWN
from bot.statistics.tally import Tally
from bot.statistics.topics import TopicCount
from bot.statistics.wording import CHANNELS, WEEKDAYS

TABLES: Final = {
    "tal": "figures",
    "forloeb": "steps",
    "emner": "topics",
    "tid": "hours",
    "kommuner": "municipalities",
}
"""The tables as addresses have them, and what they are called in JSON."""
COMPARED: Final = tuple(
    BY_ID[name]
    for name in ("conversations", "resolved", "unanswered", "handed_over", "liked", "rated_down",
                 "calls", "transferred")
)  # fmt: skip
"""What municipalities are compared by; none needs more than the counts."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """All that was read for one choice; ``places`` only for who sees every municipality.

    ``counted`` is False while a count is under way and some may be missing.
    """

    choice: Choice
    now: Report
    before: Report
    topics: list[TopicCount]
    places: dict[str, Tally]
    counted: bool

    @property
    def busiest_first(self) -> list[tuple[str, Tally]]:
        """The places in order."""
        return sorted(self.places.items(), key=_busiest)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of plain values under Danish titles; ``keys`` are the columns' names in JSON."""

    keys: tuple[str, ...]
    titles: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def tables(read: Numbers) -> dict[str, Table]:
    """Every table by its name in :data:`TABLES`."""
    ids, titles = tuple(BY_ID), tuple(one.title for one in FIGURES)
    channels = [read.now.channels.get(name, Tally()) for name in CHANNELS]
    return {
        "tal": Table(
            ("id", "figure", "now", "before", "chat", "telephone", "meaning"),
            ("Id", "Tal", "Perioden", "Perioden før", "Chat", "Telefon", "Betydning"),
            [(one.id, one.title, one.value(read.now.whole), one.value(read.before.whole),
              *(one.value(tally) for tally in channels), one.meaning) for one in FIGURES],
        ),
        "forloeb": Table(
            ("from", *ids), ("Fra", *titles),
            [(str(step), *(one.value(tally) for one in FIGURES))
             for step, tally in read.now.steps.items()],
        ),
        "emner": Table(
            ("id", "topic", "answers", "share", "before"),
            ("Id", "Emne", "Svar", "Andel", "Perioden før"),
            [(one.topic, topic_title(one.topic), one.now, one.share, one.before)
             for one in read.topics],
        ),
        "tid": Table(
            ("weekday", "hour", "conversations"), ("Ugedag", "Time", "Samtaler"),
            [(WEEKDAYS[number // 24], number % 24, read.now.whole.hours[number])
             for number in range(7 * 24)],
        ),
        "kommuner": Table(
            ("municipality", "name", *(one.id for one in COMPARED)),
            ("Kommunekode", "Kommune", *(one.title for one in COMPARED)),
            [(code, place_name(code), *(one.value(tally) for one in COMPARED))
             for code, tally in read.busiest_first],
        ),
    }  # fmt: skip


def place_name(code: str) -> str:
    """A municipality, or none."""
    return "Ukendt kommune" if code == UNKNOWN else place_label(code)


def topic_title(topic: str) -> str:
    """What a topic is called; its id when it is no more."""
    try:
        return get_topics()[topic].title
    except UnknownTopicError:
        return topic


def _busiest(item: tuple[str, Tally]) -> tuple[int, str]:
    return -item[1].counts["conversations"], place_name(item[0])
