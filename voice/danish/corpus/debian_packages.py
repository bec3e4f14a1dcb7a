"""Debian packages with open speech: fetched with apt, unpacked without installing anything."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from voice.errors import CorpusError

TUXPAINT: Final = "tuxpaint-stamps-default"
KLETTRES: Final = "klettres-data"


def fetch(folder: Path, packages: Sequence[str] = (TUXPAINT, KLETTRES)) -> None:
    """Unpack each package to ``folder/<package>``, downloading those not yet there with apt.

    A ``.deb`` already in ``folder`` is used. Nothing is installed and root is not needed. Raises
    ``CorpusError`` when apt or dpkg is missing or fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for package in packages:
        if (folder / package).is_dir():
            continue
        if not _archive(folder, package):
            _run(["apt-get", "download", package], folder)
        archive = _archive(folder, package)
        if archive is None:
            raise CorpusError(f"apt-get gave no {package}_*.deb; put the package in {folder}.")
        unpack(archive, folder / package)


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a ``.deb`` into ``folder``, which is there whole or not at all."""
    unfinished = folder.with_name(folder.name + ".part")
    shutil.rmtree(unfinished, ignore_errors=True)
    _run(["dpkg", "-x", str(archive.resolve()), str(unfinished.resolve())], archive.parent)
    unfinished.rename(folder)


def unpacked(folder: Path, package: str, inside: str) -> Path:
    """``inside`` of the package; ``folder`` is where it was unpacked, or the folder above.

    Raises ``CorpusError`` when it is in neither.
    """
    for candidate in (folder, folder / package):
        if (candidate / inside).exists():
            return candidate / inside
    raise CorpusError(
        f"{folder} holds no {inside}; unpack {package} there (apt-get download {package}; "
        f"dpkg -x {package}_*.deb {folder / package})."
    )


def _archive(folder: Path, package: str) -> Path | None:
    return next(iter(sorted(folder.glob(f"{package}_*.deb"), reverse=True)), None)


def _run(command: list[str], folder: Path) -> None:
    program = shutil.which(command[0])
    if program is None:
        raise CorpusError(
            f"{command[0]} is not on this machine; unpack the packages on a Debian or Ubuntu "
            "machine and copy the folders."
        )
    done = subprocess.run(  # noqa: S603
        [program, *command[1:]], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CorpusError(f"{' '.join(command)} failed: {done.stderr.strip()}")
