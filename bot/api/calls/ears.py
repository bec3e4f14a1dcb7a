"""The speech model of this process: the one that came with the model that answers."""

from pathlib import Path

import structlog

from bot.api.calls import metrics
from bot.publishing.speech import speech_for
from bot.settings import Settings
from voice.engines.checking import load_checked
from voice.engines.current import CurrentModel
from voice.errors import ModelError
from voice.recognizer import SpeechModel

log = structlog.get_logger(__name__)


class Ears:
    """Hears with the words that the model in charge brought along; usable from any thread."""

    def __init__(self, settings: Settings, model: Path) -> None:
        """Load the words of ``model``, a second's work; raises ``ModelError``."""
        self._shipped = settings.speech_model
        self._current = CurrentModel(load_checked)
        self._told: str | None = None
        self.follow(model)
        if self._current.folder is None:
            self._current.replace(self._shipped)
        self._tell()

    @property
    def model(self) -> SpeechModel:
        """What calls are heard with; those going on keep what they began with."""
        return self._current

    def follow(self, model: Path) -> None:
        """Hear the words of ``model`` from the next call on; those of before if it can't be."""
        folder = speech_for(model, self._shipped)
        if folder == self._current.folder:
            return
        try:
            self._current.replace(folder)
        except (ModelError, OSError) as broken:
            log.error("speech_model_refused", folder=folder.name, why=str(broken))
            return
        log.info("speech_model_swapped", folder=folder.name)
        self._tell()

    def _tell(self) -> None:
        folder = self._current.folder
        if folder is None or folder.name == self._told:
            return
        if self._told is not None:
            metrics.SPEECH_MODEL.labels(self._told).set(0)
        self._told = folder.name
        metrics.SPEECH_MODEL.labels(folder.name).set(1)
