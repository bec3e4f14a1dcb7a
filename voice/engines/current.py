"""The model that new streams get, swapped for another while calls go on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from voice.errors import ModelError
from voice.recognizer import Recognizer, SpeechModel


class CurrentModel:
    """A ``SpeechModel`` that can be replaced; usable from any thread.

    ``load`` takes in a folder, checks it, and raises ``ModelError`` when it can't be used. A
    stream keeps the model that it began with; an old model goes away with its last stream.
    """

    def __init__(self, load: Callable[[Path], SpeechModel]) -> None:
        self._load = load
        self._replacing = threading.Lock()
        self._serving: tuple[Path, SpeechModel] | None = None

    @property
    def folder(self) -> Path | None:
        """Where the model came from; None before the first."""
        serving = self._serving
        return serving[0] if serving else None

    def replace(self, folder: Path) -> None:
        """Serve the model in ``folder`` from now on.

        Raises ``ModelError`` when it can't be used; the one before is then served on, as it is
        all the while the new one is loaded and checked.
        """
        with self._replacing:
            self._serving = (folder, self._load(folder))

    def recognizer(self, sample_rate: int) -> Recognizer:
        """A new stream over the model served now; raises ``ModelError`` before the first."""
        serving = self._serving
        if serving is None:
            raise ModelError("Der er ingen talemodel endnu. Sæt MUNI_SPEECH_MODEL, og start igen.")
        return serving[1].recognizer(sample_rate)
