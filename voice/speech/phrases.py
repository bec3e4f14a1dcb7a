"""Cuts a long sentence at its pauses, so that the first words sound while the rest is made."""

from __future__ import annotations

import re
from typing import Final

_SHORT_ENOUGH: Final = 8
"""Words; a sentence of so few is said in one go."""
_FEWEST: Final = 3
"""Words; a phrase of fewer sounds torn off."""
_PAUSE: Final = re.compile(r"(?<=[,;:])\s+")


def phrases(sentence: str) -> list[str]:
    """The phrases of a sentence as it is said, each with its mark; joined by spaces they are it."""
    whole = " ".join(sentence.split())
    if not whole or len(whole.split()) <= _SHORT_ENOUGH:
        return [whole] if whole else []
    found: list[str] = []
    for part in _PAUSE.split(whole):
        short = len(part.split()) < _FEWEST or (found and len(found[-1].split()) < _FEWEST)
        if found and short:
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return found


def pause_after(phrase: str) -> float:
    """Seconds of silence after it: little at a comma, more at the end."""
    return _AT_COMMA if phrase.endswith((",", ";")) else _AT_COLON if phrase.endswith(":") else _END


_AT_COMMA: Final = 0.17
_AT_COLON: Final = 0.25
_END: Final = 0.35
