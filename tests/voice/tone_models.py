"""Transducer folders for the tests, or the reason why there can be none."""

from __future__ import annotations

from pathlib import Path

import pytest


def make(kind: str, under: Path) -> Path:
    """A new folder that hears ``tones.play``; ``kind`` is one of ``tone_transducer.WRITERS``.

    Skips the test where sherpa-onnx, which is optional, isn't installed.
    """
    pytest.importorskip("sherpa_onnx", reason="sherpa-onnx is missing: uv sync --extra transducer")
    from tests.voice.tone_transducer import WRITERS

    folder = under / kind
    WRITERS[kind](folder)
    return folder
