"""What seeded conversations are about: topics, places, moments and words, all weighted."""

import random
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.answers.topics import OUT_OF_SCOPE, SAFETY
from bot.answers.yaml_files import read_yaml
from bot.knowledge import get_municipalities, get_topics
from bot.settings import get_settings

DENMARK = ZoneInfo("Europe/Copenhagen")
DAYS = 730
_HOURS = [1, 1, 1, 1, 1, 2, 6, 14, 40, 60, 62, 55, 42, 46, 44, 36, 28, 22, 22, 24, 22, 16, 8, 3]
_WEEKDAYS = [1.25, 1.1, 1.05, 1.05, 0.85, 0.3, 0.35]
_CITIES = {"0101": 9.0, "0751": 6.0, "0461": 4.0, "0851": 4.0}
_MARK = re.compile(r"\[([^\]]+)\][({][^)}]*[)}]")
UNKNOWN = ("hvem vinder kampen i aften", "skriv et digt om min kat", "asdf", "hvad er vejret")


@dataclass(frozen=True, slots=True)
class Kind:
    """A topic: its words, and how its share changes from the first day (1) to the last."""

    topic: str
    questions: tuple[str, ...]
    answer: str
    weight: float
    growth: float


class Plan:
    """Draws moments, places and topics; the same seed draws the same."""

    def __init__(self, seed: int, until: date) -> None:
        """Spread over the two years that end before the Danish day ``until``."""
        self.rng = random.Random(seed)
        self._days = [until - timedelta(days=DAYS - n) for n in range(DAYS)]
        growth = (_WEEKDAYS[day.weekday()] * (0.6 + 0.8 * n / DAYS)
                  for n, day in enumerate(self._days))  # fmt: skip
        self._day_weights = list(accumulate(growth))
        self._hours = list(accumulate(_HOURS))
        codes = sorted(get_municipalities().by_code)
        weights = [_CITIES.get(code) or self.rng.lognormvariate(-0.3, 0.7) for code in codes]
        self._places = [None, *codes]
        self._place_weights = list(accumulate([sum(weights) * 0.08, *weights]))
        self._kinds = self._read_kinds()
        self._by_year = [
            list(accumulate(kind.weight * kind.growth ** (part / 10) for kind in self._kinds))
            for part in range(11)
        ]

    def moments(self, count: int) -> list[datetime]:
        """``count`` moments in order, UTC without saying so."""
        days = self.rng.choices(range(DAYS), cum_weights=self._day_weights, k=count)
        hours = self.rng.choices(range(24), cum_weights=self._hours, k=count)
        made = []
        for day, hour in zip(days, hours, strict=True):
            second = self.rng.randrange(3600)
            clock = time(hour, second // 60, second % 60, self.rng.randrange(1_000_000))
            local = datetime.combine(self._days[day], clock, DENMARK)
            made.append(datetime.utcfromtimestamp(local.timestamp()))
        return sorted(made)

    def place(self) -> str | None:
        """A kommunekode; none for one conversation in thirteen."""
        return self.rng.choices(self._places, cum_weights=self._place_weights)[0]

    def kind(self, part: float) -> Kind:
        """A topic as common as it is ``part`` (0 to 1) of the way through."""
        return self.rng.choices(self._kinds, cum_weights=self._by_year[int(part * 10)])[0]

    def _read_kinds(self) -> list[Kind]:
        examples = _examples(get_settings().data_folder)
        listed = [one for one in get_topics().topics.values() if one.id not in SAFETY]
        listed = sorted((one for one in listed if one.id != OUT_OF_SCOPE), key=lambda one: one.id)
        self.rng.shuffle(listed)
        return [
            Kind(
                topic=one.id,
                questions=tuple(examples.get(one.id, [one.question])),
                answer=f"{one.title}. {one.scope} Det klarer du digitalt, og du kan altid ringe "
                "til kommunen, hvis du hellere vil tale med en medarbejder. Du får svar inden "
                "for fem hverdage, og det koster ikke noget at spørge.",
                weight=1 / rank**0.75,
                growth=self.rng.choice((0.3, 1.0, 1.0, 1.0, 1.0, 3.0)),
            )
            for rank, one in enumerate(listed, 3)
        ]


def _examples(data: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in sorted((data / "nlu").rglob("*.yml")):
        for part in read_yaml(path).get("nlu", []):
            if "intent" in part:
                lines = (line.removeprefix("- ") for line in part["examples"].splitlines())
                found[part["intent"]] = [_MARK.sub(r"\1", line) for line in lines][:40]
    return found
