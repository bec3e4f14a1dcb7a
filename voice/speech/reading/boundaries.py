"""Where one written sentence ends and the next begins; abbreviations and numbers don't end it."""

from __future__ import annotations

import re
from typing import Final

from voice.danish.abbreviations import ABBREVIATIONS

_MAY_END: Final = frozenset({
    "d.d.", "el.", "el.lign.", "etc.", "hk.", "kr.", "lign.", "md.", "mdr.", "mfl.", "m.fl.",
    "mia.", "min.", "mio.", "m.m.", "m.v.", "mv.", "o.a.", "o.l.", "o.lign.", "osv.", "pct.",
    "p.t.", "pt.", "sek.", "stk.", "th.", "tv.", "o.k.",
})  # fmt: skip
"""Short forms that often stand last; before a capital their stop ends the sentence too."""
_FIGURE_FOLLOWS: Final = frozenset({"stk.", "min.", "sek.", "max."})
_NEVER_END: Final = frozenset(
    {*ABBREVIATIONS, "chr.", "dr.", "dir.", "jr.", "kgl.", "st.", "vol.", "red.", "tlf.nr."}
    - _MAY_END
)
_END: Final = re.compile(r"(?P<mark>[.!?]+|:(?=\s*$))[\"')\]»”]*(?P<gap>\s+|$)")
_OPENING: Final = "\"'(«»“”„[- "
_LAST_TOKEN: Final = re.compile(r"[\"'(«“„\[]*(?P<token>\S+)$")
_AMOUNT: Final = re.compile(r"\d\)? ?kr\.$", re.IGNORECASE)
_INITIAL: Final = re.compile(r"[A-ZÆØÅ]\.")


def split(line: str) -> list[str]:
    """The sentences of a line, each with its end mark, in order."""
    found: list[str] = []
    start = 0
    for match in _END.finditer(line):
        if _ends(line[start : match.end("mark")], match["mark"], line[match.end() :]):
            found.append(line[start : match.end()].strip())
            start = match.end()
    rest = line[start:].strip()
    return [*found, rest] if rest else found


def _ends(before: str, mark: str, after: str) -> bool:
    following = after.lstrip(_OPENING)[:1]
    if not following:
        return True
    if following.islower() and mark == ".":
        return False
    if mark != ".":
        return True
    last = _LAST_TOKEN.search(before)
    token = last["token"] if last else ""
    # "CVR-nr." and "kr./md." end as their last part does.
    short = re.split(r"[-/]", token.lower())[-1]
    if _INITIAL.fullmatch(token) or short in _NEVER_END or short.endswith("nr."):
        return False
    if short == "kr." and following.isdigit() and not _AMOUNT.search(before):
        return False
    # "§ 5, stk. 2": the figure belongs to what it follows.
    return not (following.isdigit() and short in _FIGURE_FOLLOWS)
