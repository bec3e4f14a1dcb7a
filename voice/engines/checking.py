"""Takes in a model folder without risk: its files first, then a trial in a process of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
from math import ceil
from pathlib import Path
from typing import Final

from voice.engines.checksums import check_sums
from voice.engines.kinds import Kind, LoadedModel, kind_of
from voice.engines.probe import REFUSED
from voice.errors import ModelError

_ROOT: Final = Path(__file__).resolve().parents[2]
_LEAST_S, _BYTES_A_SECOND = 20.0, 10_000_000
_WAIT: Final = 6.0


def load_checked(folder: Path, limit_s: float | None = None) -> LoadedModel:
    """The model in ``folder``, loaded once it has shown in another process that it can hear.

    ``limit_s`` is how much processor time that may take, by default 20 seconds and one more for
    each 10 MB; a busy machine is waited for six times as long. Raises ``ModelError`` with what is
    wrong and what to do. Nothing is remembered between calls: the trial costs half a second for a
    small model, and a folder can change at any time.
    """
    kind = kind_of(folder)
    kind.check(folder)
    check_sums(folder)
    _try_out(kind, folder.resolve(), _patience(folder) if limit_s is None else limit_s)
    return kind.open(folder)


def _patience(folder: Path) -> float:
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return _LEAST_S + size / _BYTES_A_SECOND


def _try_out(kind: Kind, folder: Path, limit_s: float) -> None:
    late = ModelError(
        f"Talemodellen {folder} blev ikke klar på {limit_s:.0f} sekunder. Den er i stykker "
        f"eller for stor til maskinen. {kind.advice}"
    )
    seconds = str(ceil(limit_s))
    try:
        done = subprocess.run(  # noqa: S603  # our own interpreter and module
            [sys.executable, "-m", "voice.engines.probe", str(folder), seconds],
            cwd=_ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_WAIT * limit_s,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise late from error
    if done.returncode == -signal.SIGXCPU:
        raise late
    if done.returncode == 0:
        return
    why = _why(kind, done.stderr.decode("utf-8", "replace"))
    if done.returncode == REFUSED:
        raise ModelError(f"Talemodellen {folder} virker ikke.{why} {kind.advice}")
    if done.returncode < 0:
        raise ModelError(
            f"Talemodellen {folder} fik {kind.library} til at bryde sammen.{why} {kind.advice}"
        )
    raise ModelError(f"Talemodellen {folder} kunne ikke prøves af.{why} {kind.advice}")


def _why(kind: Kind, said: str) -> str:
    """The library's last complaint, fit to be shown; nothing when it made none."""
    complaints = kind.complaint.findall(said)
    if not complaints:
        return ""
    shown = "".join(sign if sign.isprintable() else "?" for sign in complaints[-1][:200])
    return f" {kind.library} siger: {shown.strip(' .')}."
