"""Written Danish as it is said aloud: lower case, letters only, one space between words."""

from __future__ import annotations

import random
import re
import unicodedata
from typing import Final

from voice.danish.choice import Pick, outcomes, pick_with
from voice.danish.written_figures import FIGURES
from voice.danish.written_words import WORDS

_PLAINER: Final = str.maketrans({
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "–": "-", "—": " - ", "‑": "-", "−": "-", "’": "'",
    "´": "'", "`": "'", "²": "2", "³": "3", "…": " ",
})  # fmt: skip
_RULES: Final = (*FIGURES, *WORDS)
_NAME: Final = re.compile(r"\(\?P<\w+>")
_SCANNER: Final = re.compile(
    "|".join(f"(?P<rule{at}>{_NAME.sub('(', rule.pattern)})" for at, rule in enumerate(_RULES)),
    re.IGNORECASE,
)
_MOST_VARIANTS: Final = 1000


def spoken(text: str, choose: random.Random | None = None) -> str:
    """``text`` in the words a Dane reads it with; marks that nobody says fall away.

    With ``choose`` numbers, dates, times and the like are said in one of their usual ways by
    chance, without it in the canonical one. Fit for a language model and for making speech.
    """
    return _say(text, pick_with(choose))


def spoken_variants(text: str, limit: int = _MOST_VARIANTS) -> tuple[str, ...]:
    """The ways to read ``text``, the canonical first, at most ``limit`` of them."""
    return tuple(outcomes(lambda pick: _say(text, pick), limit))


def _say(text: str, pick: Pick) -> str:
    plain = unicodedata.normalize("NFC", text).translate(_PLAINER)
    said: list[str] = []
    for match in _SCANNER.finditer(plain):
        rule = _RULES[int(str(match.lastgroup).removeprefix("rule"))]
        own = rule.compiled.match(plain, match.start())
        if own is not None:
            said.append(rule.say(own, pick))
    return " ".join(" ".join(said).split())
