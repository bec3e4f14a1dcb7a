"""The words that a model folder can hear."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from voice.errors import ModelError

_WORDS_FILE: Final = "graph/words.txt"
_NO_WORD: Final = ("<", "#", "[")
"""How the signs begin that a vocabulary has among its words: "<eps>", "#0", "[unk]"."""


def vocabulary_of(folder: Path) -> frozenset[str]:
    """All words of ``folder``; raises ``ModelError`` when its list of words can't be read."""
    try:
        lines = (folder / _WORDS_FILE).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(
            f"Talemodellen {folder}: {_WORDS_FILE} kan ikke læses som tekst i UTF-8. Hent mappen "
            "igen, eller byg den med »muni voice build«."
        ) from error
    words = (line.split(maxsplit=1)[0] for line in lines if line.strip())
    return frozenset(word for word in words if not word.startswith(_NO_WORD))
