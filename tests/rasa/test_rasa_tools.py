"""Rasa's own commands work in the root as they stand."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT

RASA = str(Path(sys.executable).parent / "rasa")


def rasa(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [RASA, *arguments],
        cwd=ROOT,
        # A command-line tool that another test ran may have quietened Rasa's log.
        env={**os.environ, "LOG_LEVEL": "INFO"},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )


def test_rasa_data_validate_is_clean() -> None:
    done = rasa("data", "validate", "--fail-on-warnings")
    assert done.returncode == 0, done.stderr[-3000:]
    assert "rasa.validator  - " in done.stderr
    assert "WARNING  rasa" not in done.stderr
    assert "No story structure conflicts found" in done.stderr


@pytest.mark.timeout(300)
def test_rasa_test_passes_on_the_conversations(tmp_path: Path) -> None:
    stories = str(ROOT / "tests" / "rasa" / "test_stories.yml")
    done = rasa("test", "core", "--stories", stories, "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr[-3000:]
    failed = (tmp_path / "failed_test_stories.yml").read_text(encoding="utf-8")
    assert "None of the test stories failed" in failed
