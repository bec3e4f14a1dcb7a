"""Telephone numbers as they are read out to someone who writes them down."""

from __future__ import annotations

import re
from typing import Final

from voice.danish.choice import Pick
from voice.danish.numbers import digits, pair, pairs
from voice.danish.written_rule import Rule

_END: Final = r"(?!\w|[.,]\d)"


def _telephone(match: re.Match[str], pick: Pick) -> str:
    written = match["figures"].split()
    if len(written) > 1 and any(len(group) == 3 for group in written):
        groups = written
    else:
        bare = "".join(written)
        groups = [bare[at : at + 2] for at in range(0, len(bare), 2)]
    return ", ".join(
        pair(group, pick) if len(group) == 2 else digits(group, pick) for group in groups
    )


def _short(match: re.Match[str], pick: Pick) -> str:
    return digits(match["short"], pick) if len(match["short"]) == 3 else pairs(match["short"], pick)


def _help_line(match: re.Match[str], pick: Pick) -> str:
    return f"{digits('116', pick)}, {digits(match['last'], pick)}"


TELEPHONES: Final = (
    Rule(
        r"(?<![\w,.])(?:(?:\+|00)45[ ]?)?(?P<figures>\d\d \d\d \d\d \d\d|\d\d \d{3} \d{3}"
        rf"|\d{{4}} \d{{4}}|\d{{8}}){_END}",
        _telephone,
    ),
    Rule(rf"(?<=nummer )(?P<short>11[024]|118|18(?:1[1-9]|88)){_END}", _short),
    Rule(rf"(?<![\w,.])116 ?(?P<last>\d{{3}}){_END}", _help_line),
)
"""With a comma after each group, for the pause; without +45, which is not dialled here."""
