"""The words that the telephone's recogniser can hear, and those of a text that it can't."""

import re
from functools import lru_cache
from pathlib import Path

WORDS_FILE = "graph/words.txt"
"""In a speech model's folder: a word and its number on each line."""
_WORD = re.compile(r"[^\W\d_]{2,}")


def unheard_words(text: str, speech_model: Path) -> list[str]:
    """The words of a text that the recogniser doesn't know, in order, each once.

    Without a model, or with one that doesn't list its words, none: nothing can be said of them.
    """
    known = _known(speech_model)
    found = dict.fromkeys(word.lower() for word in _WORD.findall(text))
    return [word for word in found if known and word not in known]


@lru_cache(maxsize=2)
def _known(speech_model: Path) -> frozenset[str]:
    try:
        lines = (speech_model / WORDS_FILE).read_text(encoding="utf-8").splitlines()
    except OSError:
        return frozenset()
    return frozenset(line.split(" ", 1)[0] for line in lines)
