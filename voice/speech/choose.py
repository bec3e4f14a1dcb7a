"""Which synthesizer speaks, by a setting."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from voice.errors import SynthesisError
from voice.speech.espeak import EspeakSynthesizer
from voice.speech.fixed import SpokenCache

Kind = Literal["espeak", "piper"]


def synthesizer(kind: Kind, piper_voice: Path | None = None) -> SpokenCache:
    """The synthesizer of that kind, with a memory for what it says often.

    ``piper_voice`` is the voice's ``.onnx`` file or its folder; only ``piper`` needs it. Loading
    takes milliseconds for espeak-ng and about a second for Piper. Raises ``SynthesisError``.
    """
    if kind == "espeak":
        return SpokenCache(EspeakSynthesizer())
    if piper_voice is None:
        raise SynthesisError(
            "Piper skal have en stemme: angiv piper_voice i indstillingerne, og hent den danske "
            "stemme med `muni voice fetch`."
        )
    from voice.speech.piper import PiperSynthesizer

    return SpokenCache(PiperSynthesizer(piper_voice))
