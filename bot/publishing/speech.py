"""The speech model that was made with a model, so that the telephone hears that model's words."""

import filecmp
from pathlib import Path

from bot.publishing.registry import model_id

_SOUND = Path("am") / "final.mdl"
WORDS = Path("graph") / "words.txt"


def speech_path(model: Path) -> Path:
    """Where a model's own speech model lies, a folder beside it."""
    return model.with_name(f"{model_id(model)}.speech")


def speech_for(model: Path, shipped: Path) -> Path:
    """The folder to hear with while ``model`` answers: its own, or ``shipped`` when it has none.

    ``shipped`` also goes first when it hears with another network than the one that the model's
    own was made from: somebody has put a better one there since.
    """
    own = speech_path(model)
    try:
        same = filecmp.cmp(own / _SOUND, shipped / _SOUND, shallow=False)
    except OSError:
        return shipped
    return own if same else shipped


def heard_words(folder: Path) -> frozenset[str]:
    """The words that a speech model can hear; none when it has no list of them."""
    try:
        lines = (folder / WORDS).read_text(encoding="utf-8").splitlines()
    except OSError:
        return frozenset()
    return frozenset(word for word in (line.split()[0] for line in lines if line) if word.isalpha())
