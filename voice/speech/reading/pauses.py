"""The marks that are heard: pauses, the fall or rise at the end, and what a slash stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from voice.danish.choice import Pick
from voice.danish.written_rule import Rule

_PER: Final = re.compile(r"(?:kr\.?|kroner|pct\.?|procent|%|timer?|øre) ?$", re.IGNORECASE)
_SHORTENED: Final = re.compile(r"(?<!\w)[\w-]{1,4}$")
_OG: Final = re.compile(r"(?<!\w)og ?$", re.IGNORECASE)


def _pause(match: re.Match[str], pick: Pick) -> str:
    marks = match.group()
    if marks == "." and match.string[match.end() :].strip():
        # Sentences are split by now: a stop inside one belongs to a short form, or is a slip.
        return "" if _SHORTENED.search(match.string[: match.start()]) else ","
    for end in "?!":
        if end in marks:
            return end
    return ":" if ":" in marks else "," if set(marks) & set(",;()") else "."


def _dots(match: re.Match[str], pick: Pick) -> str:
    return ","


def _slash(match: re.Match[str], pick: Pick) -> str:
    before = match.string[: match.start()]
    if _PER.search(before):
        return "per"
    return "" if _OG.search(before) else "eller"


PAUSES: Final = (
    Rule(r"\.\.+", _dots),
    Rule(r"(?<=[^\W\d_])[.!]?(?: ?/ ?)(?=[^\W\d_])|(?<=\.)/(?=[^\W\d_])", _slash),
    Rule(r"(?<=\s)-+(?=\s)", _dots),
    Rule(r"[.,;:!?()]+", _pause),
)
"""Brackets and dashes become the commas that a reader makes of them."""


def joined(parts: Sequence[str]) -> str:
    """Words and marks as one sentence: one mark between words at most, and one at the end."""
    text = re.sub(r"\s+", " ", " ".join(part for part in parts if part)).strip()
    # Read as two a's else: "Aarhus" is "århus".
    text = text.replace("aa", "å")
    text = re.sub(r"\s+([.,:!?])", r"\1", text)
    # Of several marks the weightiest stays; inside a sentence a stop is but a pause.
    text = re.sub(r"[.,:!?]{2,}", _weightiest, text)
    text = re.sub(r"[.](?=\s)", ",", text).lstrip(".,:!? ")
    bare = text.rstrip(".,:!? ")
    if not bare:
        return ""
    end = next((mark for mark in reversed(text[len(bare) :]) if mark in "?!:"), ".")
    return bare + end


def _weightiest(match: re.Match[str]) -> str:
    return next(mark for mark in "?!.:," if mark in match.group())
