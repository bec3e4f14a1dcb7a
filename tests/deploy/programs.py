"""Programs of the operating system that check an operator's files."""

import shutil
import subprocess
from pathlib import Path

import pytest

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"


def program(name: str) -> str:
    """Where it lies; a test that needs one that is not here is skipped, with its name."""
    found = shutil.which(name) or shutil.which(name, path=_PATH)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def checked(*command: str) -> str:
    """What the command said; fails with that when its status isn't 0."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    return said
