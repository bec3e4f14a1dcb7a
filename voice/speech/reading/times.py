"""Days, hours and dates as opening hours and deadlines have them."""

from __future__ import annotations

import re
from typing import Final

from voice.danish.choice import Pick
from voice.danish.figures import MONTHS, clock, date
from voice.danish.written_rule import Rule

_DAYS: Final = {
    "mandag": "man", "tirsdag": "tirs?", "onsdag": "ons", "torsdag": "tors?", "fredag": "fre",
    "lørdag": "lør", "søndag": "søn",
}  # fmt: skip
_ANY_DAY: Final = "|".join(rf"{day}|{short}\b\.?" for day, short in _DAYS.items())
_ANY_MONTH: Final = "|".join(MONTHS)
_HOUR: Final = r"(?:[01]?\d|2[0-4])"
_MINUTE: Final = r"[0-5]\d"
_TO: Final = r" ?- ?(?:kl\.? ?)?"
_END: Final = r"(?!\w|[.,:]\d| ?%)"


def _days(match: re.Match[str], pick: Pick) -> str:
    return f"{_day(match['first'])} til {_day(match['last'])}"


def _one_day(match: re.Match[str], pick: Pick) -> str:
    return _day(match["day"])


def _day(written: str) -> str:
    short = written.lower().rstrip(".")
    return next(day for day, form in _DAYS.items() if short == day or re.fullmatch(form, short))


def _months(match: re.Match[str], pick: Pick) -> str:
    return f"{match['first'].lower()} til {match['last'].lower()}"


def _hours(match: re.Match[str], pick: Pick) -> str:
    cue = "klokken " if match["cue"] else ""
    opening = clock(int(match["hour"]), int(match["minute"] or 0), pick)
    return f"{cue}{opening} til {clock(int(match['until']), int(match['past'] or 0), pick)}"


def _date(match: re.Match[str], pick: Pick) -> str:
    return date(int(match["day"]), int(match["month"]), None, pick)


TIMES: Final = (
    Rule(rf"(?<!\w)(?P<first>{_ANY_DAY}) ?- ?(?P<last>{_ANY_DAY})(?!\w)", _days),
    # A single short form only where it can't be a word ("man kan", "lør").
    Rule(r"(?<!\w)(?P<day>(?:man|tirs?|ons|tors?|fre|lør|søn)\.)(?=:? ?(?:kl|\d))", _one_day),
    Rule(rf"(?<!\w)(?P<first>{_ANY_MONTH}) ?- ?(?P<last>{_ANY_MONTH})(?!\w)", _months),
    Rule(
        rf"(?<![\w.,])(?P<cue>kl\.? ?|klokken )(?P<hour>{_HOUR})(?:[.:](?P<minute>{_MINUTE}))?"
        rf"{_TO}(?P<until>{_HOUR})(?:[.:](?P<past>{_MINUTE}))?{_END}",
        _hours,
    ),
    # Two periods share one "kl.": "kl. 10-12 og 13-15.30".
    Rule(
        rf"(?<![\w.,])(?P<cue>)(?P<hour>{_HOUR})(?:[.:](?P<minute>{_MINUTE}))?{_TO}"
        rf"(?P<until>{_HOUR})[.:](?P<past>{_MINUTE}){_END}(?! ?(?:kr|mio|mia|pct|procent))",
        _hours,
    ),
    Rule(
        rf"(?<![\w.,])(?P<cue>)(?P<hour>{_HOUR})[.:](?P<minute>{_MINUTE}){_TO}"
        rf"(?P<until>{_HOUR})(?P<past>){_END}(?! ?(?:kr|mio|mia|pct|procent))",
        _hours,
    ),
    # The second stop tells it from 14.3 and from a time.
    Rule(
        r"(?<![\w.,])(?P<day>0?[1-9]|[12]\d|3[01])\.(?P<month>0?[1-9]|1[0-2])\.(?! ?\d)",
        _date,
    ),
)
"""``mandag-torsdag``, ``juni-august``, ``kl. 10-12 og 13-15.30``, ``14.3.``"""
