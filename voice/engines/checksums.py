"""A model folder's ``SHA256SUMS``: whether its files are the ones that were built.

The form is that of ``sha256sum``, which can check a folder as well.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from voice.errors import ModelError

SUMS_FILE: Final = "SHA256SUMS"
_READ_BY_PEOPLE: Final = frozenset({".md", ".png"})
"""A model's card may be mended without building the model again."""


def write_sums(folder: Path) -> None:
    """List all files under ``folder``; do it last when a model or its graph is built."""
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and path.name != SUMS_FILE and path.suffix not in _READ_BY_PEOPLE
    )
    lines = [f"{_sum(path)}  {path.relative_to(folder).as_posix()}\n" for path in files]
    (folder / SUMS_FILE).write_text("".join(lines), encoding="utf-8")


def check_sums(folder: Path) -> None:
    """Compare the files with the list, where there is one; 10 MB take some 20 ms.

    Raises ``ModelError`` when a file is another than the list says, or gone.
    """
    listed = folder / SUMS_FILE
    if not listed.is_file():
        return
    for line in listed.read_text(encoding="utf-8", errors="replace").splitlines():
        wanted, _, name = line.partition("  ")
        try:
            found = _sum(folder / name)
        except OSError:
            found = ""
        if found != wanted:
            raise ModelError(
                f"Talemodellen {folder}: {name} er ikke den fil, der blev bygget (den passer ikke "
                f"med {SUMS_FILE}). Hent mappen igen, eller byg den med »muni voice build«."
            )


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
