"""A rule of reading aloud: what is written so is said so."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from voice.danish.choice import Pick


@dataclass(frozen=True)
class Rule:
    """``say`` gives the words for what ``pattern`` (case doesn't matter) finds."""

    pattern: str
    say: Callable[[re.Match[str], Pick], str]
    compiled: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        """Compile the pattern, for reading its groups."""
        object.__setattr__(self, "compiled", re.compile(self.pattern, re.IGNORECASE))
