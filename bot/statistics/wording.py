"""How figures are written in Danish: numbers, shares, times, days and changes."""

from datetime import date
from typing import Final

from bot.statistics.definitions import Figure, Unit

NONE: Final = "–"
_SPACE: Final = "\N{NO-BREAK SPACE}"
WEEKDAYS: Final = ("Mandag", "Tirsdag", "Onsdag", "Torsdag", "Fredag", "Lørdag", "Søndag")
CHANNELS: Final = {"web": "Chat", "voice": "Telefon"}
_MONTHS: Final = ("jan.", "feb.", "marts", "april", "maj", "juni", "juli", "aug.", "sep.", "okt.",
                  "nov.", "dec.")  # fmt: skip
_LONG_MONTHS: Final = ("januar", "februar", "marts", "april", "maj", "juni", "juli", "august",
                       "september", "oktober", "november", "december")  # fmt: skip


def whole(value: float) -> str:
    """``12345.4`` as ``12.345``."""
    return f"{value:,.0f}".replace(",", ".")


def shown(unit: Unit, value: float | None) -> str:
    """A value of ``unit``; a dash where there is none."""
    if value is None:
        return NONE
    if unit == "share":
        return f"{value * 100:.1f}{_SPACE}%".replace(".", ",")
    if unit == "ms":
        if value < 1000:
            return f"{whole(value)}{_SPACE}ms"
        return f"{value / 1000:.1f}{_SPACE}s".replace(".", ",")
    return whole(value)


def change(figure: Figure, now: float | None, before: float | None) -> str:
    """How a figure moved since the period before, and whether that is good."""
    if now is None or before is None:
        return NONE
    if figure.unit == "share":
        moved, step = (now - before) * 100, "procentpoint"
    elif not before:
        return NONE
    else:
        moved, step = (now / before - 1) * 100, "%"
    if abs(moved) < 0.05:
        return "uændret"
    good = figure.better * moved
    verdict = "" if not good else ", bedre" if good > 0 else ", dårligere"
    return f"{moved:+.1f}{_SPACE}{step}{verdict}".replace(".", ",", 1).replace("-", "−")


def day(moment: date) -> str:
    """``5. nov. 2026``."""
    return f"{moment.day}. {_MONTHS[moment.month - 1]} {moment.year}"


def month_name(moment: date) -> str:
    """``november 2026``."""
    return f"{_LONG_MONTHS[moment.month - 1]} {moment.year}"


def step_label(moment: date, monthly: bool) -> str:
    """A day or a month under a chart."""
    month = _MONTHS[moment.month - 1]
    return f"{month} {moment.year}" if monthly else f"{moment.day}. {month}"
