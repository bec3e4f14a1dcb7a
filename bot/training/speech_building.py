"""Makes the speech model of a new model: the shipped one with all words that are known now."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import structlog

from bot.publishing.speech import WORDS, heard_words
from bot.training.comparison import Speech

log = structlog.get_logger(__name__)
_BUILD: Final = (sys.executable, "-c", "from bot.cli import app; app()", "voice", "build")
_NAMED: Final = 200


def build_speech(shipped: Path, folder: Path, data: Path, present: Path) -> Speech | None:
    """Write a speech model to ``folder``, which is not there yet, with the words of ``data``.

    ``present`` is the one that is heard with now. None when ``shipped`` has no words that can be
    changed, or the new ones could not be built in; ``folder`` is not there then. Raises OSError.
    """
    if not (shipped / WORDS).is_file():
        return None
    shutil.copytree(shipped, folder, ignore=shutil.ignore_patterns("*.png", "*.md"))
    # The room of speech is another's, so it is asked as anybody asks it.
    built = subprocess.run(
        (*_BUILD, "--model", str(folder), "--data", str(data)), check=False, capture_output=True
    )
    if built.returncode:
        log.error("speech_not_built", status=built.returncode, said=built.stderr[-500:].decode())
        shutil.rmtree(folder)
        return None
    words = heard_words(folder)
    new = sorted(words - heard_words(present))
    return Speech(len(words), len(new), tuple(new[:_NAMED]))
