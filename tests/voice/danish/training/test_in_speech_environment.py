"""Runs the tests beside it where PyTorch is: in the speech recipe's own environment."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
PYTHON = ROOT / ".venv-speech" / "bin" / "python"


@pytest.mark.timeout(900)
def test_the_training_passes_its_tests_in_the_speech_environment() -> None:
    if not PYTHON.exists():
        pytest.fail("The speech recipe's environment is missing; run `make speech-env`.")
    here = Path(__file__).relative_to(ROOT)
    options = ["--noconftest", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir=.", "-q"]
    done = subprocess.run(
        [str(PYTHON), "-m", "pytest", *options, f"--ignore={here}", str(here.parent)],
        cwd=ROOT,
        # The networks are so small that a second thread would only wait for the first.
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    if done.returncode != 0:
        pytest.fail(f"In {PYTHON.parents[1].name}:\n{said[-20_000:]}", pytrace=False)
    passed = re.search(r"(\d+) passed", said)
    assert passed and int(passed[1]) > 40
    assert "skipped" not in said
