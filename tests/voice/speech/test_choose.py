"""The setting decides which voice speaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.voice.speech.tiny_piper_voice import write_voice
from voice.errors import SynthesisError
from voice.speech.choose import synthesizer


def test_espeak_needs_nothing() -> None:
    assert next(synthesizer("espeak").speak("hej.", 8000))


def test_piper_needs_a_voice(tmp_path: Path) -> None:
    assert next(synthesizer("piper", write_voice(tmp_path)).speak("hej.", 16000))
    with pytest.raises(SynthesisError, match="muni voice fetch"):
        synthesizer("piper")
