"""Made-up sentences of callers, full of numbers, for the language model and for training."""

from __future__ import annotations

import calendar
import random
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from voice.danish.caller_sentences import ANSWERS, HESITATIONS, OPENINGS, SENTENCES
from voice.danish.choice import ByChance
from voice.danish.figures import (
    MONTHS,
    amount,
    clock,
    cpr,
    date,
    decimal,
    last_four,
    postal_code,
    short_date,
    telephone,
)
from voice.danish.numbers import cardinal, digits, ordinal, year
from voice.danish.spoken_text import spoken

_HOLE: Final = re.compile(r"\{(\w+)\}")
_ANSWER_SHARE: Final = 0.08
_OPENING_SHARE: Final = 0.12
_HESITANT_SHARE: Final = 0.2
_OLDEST: Final = 100
_WEEKDAYS: Final = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_FLOORS: Final = ("stuen", "første", "anden", "tredje", "fjerde", "femte", "sjette", "syvende")
_DOORS: Final = ("til venstre", "til højre", "midt for", "venstre", "højre")
_HOSTS: Final = ("gmail", "hotmail", "outlook", "live", "yahoo", "mail", "icloud")
_ROUND: Final = (50, 100, 100, 250, 500, 1000)


def generate(
    rng: random.Random, names: Sequence[str], streets: Sequence[str], towns: Sequence[str]
) -> Iterator[str]:
    """Sentences without end, in spoken words: the same ones for the same seed and lists.

    ``names`` (first, last or full), ``streets`` and ``towns`` as they are written; none may be
    empty.
    """
    caller = _Caller(rng, names, streets, towns)
    while True:
        yield caller.sentence()


class _Caller:
    """Fills the holes of sentences by chance."""

    def __init__(
        self,
        rng: random.Random,
        names: Sequence[str],
        streets: Sequence[str],
        towns: Sequence[str],
    ) -> None:
        self._rng = rng
        self._pick = ByChance(rng)
        self._names, self._streets, self._towns = names, streets, towns
        self._fillers: dict[str, Callable[[], str]] = {
            "account": lambda: self._digits(10), "age": self._age,
            "amount": self._amount, "area": lambda: self._count(18, 240),
            "birth_year": self._birth_year, "case": self._case, "child_age": self._child_age,
            "class": lambda: ordinal(rng.randint(0, 10), self._pick),
            "count": lambda: self._count(2, 12), "cpr": self._cpr, "cvr": lambda: self._digits(8),
            "date": self._date, "floor": self._floor, "house": self._house,
            "large_amount": self._large_amount, "last_four": self._last_four,
            "letter": lambda: rng.choice("abcdefghijklmnoprstuvwyzæøå"), "mail": self._mail,
            "minutes": lambda: self._count(2, 60), "month": lambda: rng.choice(MONTHS),
            "name": self._name, "ordinal": lambda: ordinal(rng.randint(1, 31), self._pick),
            "percent": self._percent, "phone": self._phone, "postal": self._postal,
            "section": self._section, "short_date": self._short_date, "spelled": self._spelled,
            "street": lambda: spoken(rng.choice(streets)), "time": self._time,
            "town": lambda: spoken(rng.choice(towns)), "week": lambda: self._count(1, 53),
            "weekday": lambda: rng.choice(_WEEKDAYS), "year": lambda: self._year(1950, 2035),
        }  # fmt: skip

    def sentence(self) -> str:
        if self._rng.random() < _ANSWER_SHARE:
            said = self._rng.choice(ANSWERS)
        else:
            said = self._rng.choice(SENTENCES)
            if self._rng.random() < _OPENING_SHARE:
                said = f"{self._rng.choice(OPENINGS)} {said}"
        words = _HOLE.sub(lambda hole: self._fillers[hole[1]](), said).split()
        if self._rng.random() < _HESITANT_SHARE:
            self._hesitate(words)
        return " ".join(words)

    def _hesitate(self, words: list[str]) -> None:
        for _ in range(self._rng.choice((1, 1, 2))):
            words.insert(self._rng.randint(0, len(words)), self._pick.often(*HESITATIONS))

    def _count(self, first: int, last: int) -> str:
        return cardinal(self._rng.randint(first, last), self._pick)

    def _digits(self, count: int) -> str:
        figures = "".join(self._rng.choices("0123456789", k=count))
        if count % 2 == 0 and self._rng.random() < 0.5:
            return telephone(figures, self._pick)
        return digits(figures, self._pick)

    def _age(self) -> str:
        return self._count(18, _OLDEST)

    def _child_age(self) -> str:
        return self._count(1, 17)

    def _birthday(self) -> tuple[int, int, int]:
        born, month = self._rng.randint(1925, 2026), self._rng.randint(1, 12)
        return self._rng.randint(1, calendar.monthrange(born, month)[1]), month, born

    def _cpr(self) -> str:
        day, month, born = self._birthday()
        serial = self._rng.randint(0, 9999)
        return cpr(f"{day:02}{month:02}{born % 100:02}{serial:04}", self._pick)

    def _last_four(self) -> str:
        return last_four(f"{self._rng.randint(0, 9999):04}", self._pick)

    def _birth_year(self) -> str:
        born = self._birthday()[2]
        return self._pick.often(year(born, self._pick), cardinal(born % 100, self._pick))

    def _phone(self) -> str:
        figures = str(self._rng.randint(20_000_000, 99_999_999))
        groups = self._rng.choice(((2, 2, 2, 2), (2, 2, 2, 2), (2, 3, 3)))
        return telephone(figures, self._pick, groups)

    def _postal(self) -> str:
        code = self._rng.randint(100, 999) * 10
        if self._rng.random() < 0.1:
            code += self._rng.randint(1, 9)
        return postal_code(str(code), self._pick)

    def _house(self) -> str:
        number = self._rng.choice((9, 30, 99, 99, 350))
        said = cardinal(self._rng.randint(1, number), self._pick, one="et")
        return f"{said} {self._rng.choice('abcdefgh')}" if self._rng.random() < 0.2 else said

    def _floor(self) -> str:
        floor = self._pick.often(self._rng.choice(_FLOORS))
        if floor != "stuen" and self._rng.random() < 0.6:
            floor = f"{floor} sal"
        return f"{floor} {self._rng.choice(_DOORS)}" if self._rng.random() < 0.7 else floor

    def _name(self) -> str:
        count = self._rng.choice((1, 2, 2))
        return " ".join(spoken(self._rng.choice(self._names)) for _ in range(count))

    def _spelled(self) -> str:
        return " ".join(spoken(self._rng.choice(self._names)).replace(" ", ""))

    def _mail(self) -> str:
        dot = self._rng.choice((" punktum ", " ", " bindestreg "))
        owner = dot.join(spoken(self._rng.choice(self._names)) for _ in range(2))
        number = f" {self._count(1, 99)}" if self._rng.random() < 0.3 else ""
        top = self._rng.choice(("dk", "com"))
        return f"{owner}{number} snabel a {self._rng.choice(_HOSTS)} punktum {top}"

    def _amount(self) -> str:
        if self._rng.random() < 0.5:
            kroner = self._rng.choice(_ROUND) * self._rng.randint(1, 40)
        else:
            kroner = self._rng.randint(2, self._rng.choice((100, 1000, 10_000, 40_000)))
        oere = self._rng.randrange(5, 100, 5) if self._rng.random() < 0.1 else 0
        return amount(kroner, oere, self._pick)

    def _large_amount(self) -> str:
        if self._rng.random() < 0.3:
            return f"{decimal(self._rng.randint(1, 9), str(self._rng.randint(1, 9)))} millioner"
        return amount(self._rng.randint(50, 9_000) * 1000, 0, self._pick)

    def _percent(self) -> str:
        if self._rng.random() < 0.2:
            return decimal(self._rng.randint(0, 60), str(self._rng.randint(1, 9)), self._pick)
        return self._count(1, 100)

    def _time(self) -> str:
        hour = self._rng.randint(6, 21)
        return clock(hour, self._rng.choice((0, 0, 15, 30, 30, 45, 5, 10, 20, 50)), self._pick)

    def _date(self) -> str:
        day, month, _ = self._birthday()
        return date(day, month, None, self._pick)

    def _short_date(self) -> str:
        day, month, _ = self._birthday()
        return short_date(day, month, None, self._pick)

    def _year(self, first: int, last: int) -> str:
        return year(self._rng.randint(first, last), self._pick)

    def _case(self) -> str:
        return self._digits(self._rng.randint(4, 8))

    def _section(self) -> str:
        letter = f" {self._rng.choice('abc')}" if self._rng.random() < 0.2 else ""
        return f"{self._count(1, 150)}{letter}"
