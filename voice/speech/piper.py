"""Reply speech by Piper: a neural voice from a file on disk (piper-tts, an extra)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from voice.errors import SynthesisError
from voice.speech.level import SPEECH_LEVEL, check_line_rate, for_the_line, silence, speech_level
from voice.speech.phrases import pause_after, phrases
from voice.synthesizer import Manner

if TYPE_CHECKING:
    from piper import PiperVoice

_SAMPLE: Final = "goddag, du taler med kommunens robot."
_SPEEDS: Final = (0.5, 2.0)
_USUAL: Final = Manner()
_LANGUAGE: Final = "da"
_QUIETEST: Final = 1e-3
_THREADS: Final = 1
"""The other cores hear callers; one makes speech several times as fast as it is said."""


class PiperSynthesizer:
    """Speaks by a Piper voice, phrase by phrase; safe to use from several threads."""

    def __init__(self, voice: Path) -> None:
        """``voice`` is an ``.onnx`` file with its ``.onnx.json`` beside it, or a folder with one.

        Raises ``SynthesisError`` when piper-tts is not installed, or the voice is missing, broken
        or of another language.
        """
        self._voice = _loaded(voice_file(voice))
        heard = speech_level(self._made(_SAMPLE, 1.0), self._voice.config.sample_rate)
        self._gain = SPEECH_LEVEL / max(heard, _QUIETEST)

    def speak(self, text: str, sample_rate: int, manner: Manner = _USUAL) -> Iterator[bytes]:
        """16-bit little-endian mono PCM at ``sample_rate`` (8000 or 16000 Hz), phrase by phrase,
        with the pause that belongs after each.

        ``manner.speed`` works from 0.5 to 2. Raises ``SynthesisError``, while iterating.
        """
        check_line_rate(sample_rate)
        rate = self._voice.config.sample_rate
        slowest, fastest = _SPEEDS
        speed = min(fastest, max(slowest, manner.speed))
        # "[[" would begin phonemes.
        for phrase in phrases(text.replace("[", " ").replace("]", " ")):
            samples = self._made(phrase, speed)
            if len(samples):
                said = for_the_line(samples, rate, sample_rate, self._gain, manner)
                yield said + silence(pause_after(phrase) / speed, sample_rate)

    def _made(self, phrase: str, speed: float) -> NDArray[np.float32]:
        from piper import SynthesisConfig

        # Each phrase alone would be brought to full scale else, and the level would pump.
        wanted = SynthesisConfig(
            length_scale=self._voice.config.length_scale / speed, normalize_audio=False
        )
        try:
            chunks = [
                np.atleast_1d(chunk.audio_float_array)
                for chunk in self._voice.synthesize(phrase, wanted)
            ]
        except Exception as error:
            # onnxruntime raises classes of its own that share no root but Exception.
            raise SynthesisError(f"Piper kunne ikke tale: {error}") from error
        return np.concatenate(chunks) if chunks else np.zeros(0, np.float32)


def voice_file(voice: Path) -> Path:
    """The ``.onnx`` file meant by a file's or folder's name; raises ``SynthesisError``."""
    if voice.is_dir():
        found = sorted(voice.glob("*.onnx"))
        if len(found) != 1:
            count = "flere stemmer" if found else "ingen stemme (.onnx)"
            raise SynthesisError(
                f"Der er {count} i {voice}. Angiv en fil, eller hent den danske stemme med "
                "`muni voice fetch`."
            )
        return found[0]
    if not voice.is_file():
        raise SynthesisError(
            f"Stemmen {voice} findes ikke. Hent den danske stemme med `muni voice fetch`."
        )
    return voice


def _loaded(model: Path) -> PiperVoice:
    try:
        import onnxruntime
        from piper import PiperVoice
        from piper.config import PiperConfig
    except ImportError as error:
        raise SynthesisError(
            "Piper er ikke installeret. Kør `uv sync --extra piper`, eller vælg espeak som "
            "synthesizer."
        ) from error
    settings = _settings(Path(f"{model}.json"))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _THREADS
    try:
        config = PiperConfig.from_dict(settings)
        session = onnxruntime.InferenceSession(
            str(model), sess_options=options, providers=["CPUExecutionProvider"]
        )
    except KeyError as error:
        raise SynthesisError(f"{model}.json mangler {error}. Hent stemmen igen.") from error
    except Exception as error:
        # onnxruntime raises classes of its own that share no root but Exception.
        raise SynthesisError(
            f"{model} er ikke en stemme, som Piper kan læse. Hent den igen."
        ) from error
    return PiperVoice(session=session, config=config)


def _settings(path: Path) -> dict[str, Any]:
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
        language = settings["espeak"]["voice"]
    except FileNotFoundError as error:
        raise SynthesisError(
            f"{path} mangler; den skal ligge ved siden af stemmens .onnx-fil. Hent begge med "
            "`muni voice fetch`."
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SynthesisError(f"{path} er ødelagt. Hent stemmen igen.") from error
    if language != _LANGUAGE:
        raise SynthesisError(f"Stemmen i {path} taler {language!r}, ikke dansk. Vælg en dansk.")
    return dict(settings)
