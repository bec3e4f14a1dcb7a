"""Reads an answer aloud: its sentences in the words and pauses that a Dane gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from voice.danish.choice import Pick
from voice.danish.written_figures import FIGURES
from voice.danish.written_rule import Rule
from voice.danish.written_words import WORDS
from voice.speech.reading.boundaries import split
from voice.speech.reading.counts import COUNTS
from voice.speech.reading.markup import paragraphs
from voice.speech.reading.net_addresses import NET_ADDRESSES
from voice.speech.reading.own_words import OWN_WORDS
from voice.speech.reading.pauses import PAUSES, joined
from voice.speech.reading.preference import BY_EAR
from voice.speech.reading.telephones import TELEPHONES
from voice.speech.reading.times import TIMES


@dataclass(frozen=True, slots=True)
class Sentence:
    """``written`` as in the answer, without marks of layout; ``said`` is what a voice is given:
    lower-case words of Danish letters with ``,`` and ``:`` for pauses and ``.``, ``!`` or ``?`` at
    the end.
    """

    written: str
    said: str


def read(text: str) -> tuple[Sentence, ...]:
    """The sentences of ``text`` in order; those in which nothing can be said are left out."""
    found = (
        Sentence(written, _say(written)) for line in paragraphs(text) for written in split(line)
    )
    return tuple(sentence for sentence in found if sentence.said)


def _say(sentence: str) -> str:
    plain = sentence.translate(_PLAINER)
    return joined(_matches(_SPACED.sub(lambda match: match.group().replace(" ", "."), plain)))


_SPACED: Final = re.compile(
    r"(?<![\w.,])(?<!\d )[1-9]\d{0,2}(?: \d{3})+(?= ?(?:kr\b|kroner))", re.IGNORECASE
)
"""``10 000 kr.``"""

_PLAINER: Final = str.maketrans({
    "–": "-", "‑": "-", "−": "-", "—": " - ", "’": "'", "´": "'", "²": "2", "³": "3", "…": "...",
})  # fmt: skip

_RULES: Final = (
    *NET_ADDRESSES, *TELEPHONES, *TIMES, *COUNTS, *OWN_WORDS, *FIGURES, *WORDS, *PAUSES,
)  # fmt: skip
_NAME: Final = re.compile(r"\(\?P<\w+>")
_SCANNER: Final = re.compile(
    "|".join(f"(?P<rule{at}>{_NAME.sub('(', rule.pattern)})" for at, rule in enumerate(_RULES)),
    re.IGNORECASE,
)


def _matches(sentence: str, pick: Pick = BY_EAR) -> list[str]:
    """What is said for each thing found, in order, marks among it."""
    said: list[str] = []
    for match in _SCANNER.finditer(sentence):
        rule: Rule = _RULES[int(str(match.lastgroup).removeprefix("rule"))]
        own = rule.compiled.match(sentence, match.start())
        if own is not None:
            said.append(rule.say(own, pick))
    return said
