"""What the tests of hearing share: a real Vosk model, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.voice.tiny_model import write_model


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that hears ``spoken.WORDS``. Don't change it: copy it first."""
    folder = tmp_path_factory.mktemp("model") / "vosk-lille"
    write_model(folder)
    return folder
