"""Which engine a model folder is for, and what it takes to open one with it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from voice.engines.folder import check_files
from voice.engines.sherpa import check_installed
from voice.engines.transducer import TransducerModel
from voice.engines.transducer_folder import find_files, is_transducer
from voice.engines.vosk import VoskModel
from voice.errors import ModelError
from voice.recognizer import SpeechModel


class LoadedModel(SpeechModel, Protocol):
    """A model that says what it was made for."""

    sample_rate: int
    """In Hz; other rates are resampled."""


@dataclass(frozen=True)
class Kind:
    """An engine, as far as taking in a folder goes."""

    library: str
    """What staff know it by."""
    check: Callable[[Path], object]
    """Raises ``ModelError`` when a file can't be right; doesn't load the model."""
    open: Callable[[Path], LoadedModel]
    """Raises ``ModelError``; may end the process when a file is broken."""
    open_loudly: Callable[[Path], LoadedModel]
    """The same, and the library says more on standard error."""
    complaint: re.Pattern[str]
    """Finds in what it says there why it won't."""
    advice: str
    """What to do with a folder that doesn't work, as a sentence."""


def _check_transducer(folder: Path) -> None:
    check_installed()
    find_files(folder)


def _open_transducer(folder: Path) -> LoadedModel:
    try:
        return TransducerModel(folder)
    except ModelError as error:
        # This library says what is wrong in its exception alone.
        sys.stderr.write(f"{type(error).__name__}: {error.__cause__ or error}\n")
        raise


VOSK: Final = Kind(
    library="Vosk",
    check=check_files,
    open=VoskModel,
    open_loudly=lambda folder: VoskModel(folder, log_level=0),
    complaint=re.compile(
        r"^(?:ERROR|ASSERTION_FAILED|FATAL|\w+(?:Error|Exception))(?: \(VoskAPI[^ ]*\))?:? (.+)$",
        re.MULTILINE,
    ),
    advice="Hent mappen igen, eller byg den med »muni voice build«.",
)
TRANSDUCER: Final = Kind(
    library="sherpa-onnx",
    check=_check_transducer,
    open=TransducerModel,
    open_loudly=_open_transducer,
    complaint=re.compile(
        r"^(?:\S+\.(?:cc|h):\w+:\d+|(?:voice\.errors\.)?\w+(?:Error|Exception):) (.+)$",
        re.MULTILINE,
    ),
    advice="Hent mappen igen, eller eksportér modellen igen.",
)


def kind_of(folder: Path) -> Kind:
    """The engine that ``folder`` is for by its files; Vosk where nothing says otherwise."""
    return TRANSDUCER if is_transducer(folder) else VOSK
