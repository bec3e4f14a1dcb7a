"""Vosk's library: the one place that imports it, opens folders and starts streams with it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from voice.errors import ModelError

if "kaldifst" in sys.modules:
    # Importing vosk would wait for ever: both carry OpenFst, in two versions that share global
    # names, so vosk takes kaldifst's register of flags for its own and finds no lock in it. The
    # other way round kaldifst writes past the end of vosk's.
    raise ImportError("vosk and kaldifst can't share a process; build graphs in another one")

import vosk

QUIET = -1
"""Vosk's log level for errors alone."""


def open_folder(folder: Path, log_level: int = QUIET) -> Any:
    """A ``vosk.Model``; may end the whole process when a file in it is broken: check it first.

    Raises ``ModelError`` when the library says that it can't.
    """
    vosk.SetLogLevel(log_level)
    try:
        return vosk.Model(str(folder))
    except Exception as error:  # the library's own kind for all that goes wrong
        raise ModelError(
            f"Talemodellen {folder} kan ikke indlæses. Hent mappen igen, eller byg den med "
            "»muni voice build«."
        ) from error


def open_stream(model: Any, sample_rate: int) -> Any:
    """A ``vosk.KaldiRecognizer`` that tells words with times; it keeps ``model`` alive.

    Raises ``ModelError`` when the model's parts don't fit each other.
    """
    try:
        stream = vosk.KaldiRecognizer(model, sample_rate)
    except Exception as error:  # the library's own kind for all that goes wrong
        raise ModelError(
            "Talemodellen kan ikke lytte; dens filer passer ikke sammen. Hent mappen igen."
        ) from error
    stream.SetWords(True)
    stream.SetPartialWords(False)
    return stream
