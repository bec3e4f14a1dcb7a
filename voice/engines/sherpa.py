"""sherpa-onnx's library: the one place that imports it and opens models with it."""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any, Final

from voice.engines.transducer_folder import TransducerFiles
from voice.errors import ModelError

MODEL_RATE: Final = 16000
"""In Hz. The models say nothing of it; all that the scripts export are made for it."""

PAUSE_S: Final = 0.8
"""This much silence after words ends an utterance."""
LONGEST_S: Final = 20.0
"""An utterance that goes on for longer is told up to here."""
_SILENCE_S: Final = 5.0


def check_installed() -> None:
    """Raises ``ModelError`` where the library is missing; doesn't load it."""
    if importlib.util.find_spec("sherpa_onnx") is None:
        raise ModelError(
            "En talemodel i ONNX kræver sherpa-onnx, som ikke er installeret. Kør »uv sync --extra "
            "transducer«, og start igen."
        )


def open_transducer(files: TransducerFiles, threads: int) -> Any:
    """A ``sherpa_onnx.OnlineRecognizer`` for a streaming model, else an ``OfflineRecognizer``.

    May end the whole process when a file is broken or of another kind: check it first. Raises
    ``ModelError`` when the library isn't installed or says that it can't load them.
    """
    check_installed()
    paths = {
        "encoder": str(files.encoder),
        "decoder": str(files.decoder),
        "joiner": str(files.joiner),
        "tokens": str(files.tokens),
    }
    try:
        library = importlib.import_module("sherpa_onnx")
        if files.streaming:
            return library.OnlineRecognizer.from_transducer(
                **paths,
                num_threads=threads,
                sample_rate=MODEL_RATE,
                enable_endpoint_detection=True,
                rule1_min_trailing_silence=_SILENCE_S,
                rule2_min_trailing_silence=PAUSE_S,
                rule3_min_utterance_length=LONGEST_S,
            )
        return library.OfflineRecognizer.from_transducer(
            **paths,
            num_threads=threads,
            sample_rate=MODEL_RATE,
            model_type="nemo_transducer" if files.nemo else "transducer",
        )
    except Exception as error:  # the library's own kinds for all that goes wrong
        raise ModelError(
            f"Talemodellen {files.encoder.parent} kan ikke indlæses. Hent mappen igen, eller "
            "eksportér modellen igen."
        ) from error
