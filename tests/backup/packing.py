"""Packs archives that nobody should trust."""

import dataclasses
import io
import tarfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from bot.backup.archive import unpack, write_archive
from bot.backup.manifest import NAME, Entry, Manifest, entry_of
from bot.store.database import Database

Member = tuple[tarfile.TarInfo, bytes]


def repack(
    archive: Path,
    folder: Path,
    manifest: dict[str, Any] | None = None,
    database: Callable[[Session], Any] | None = None,
) -> Path:
    """An honest archive with other values in its manifest, or other rows in its database."""
    folder.mkdir()
    found = unpack(archive, folder)
    files = {one.path: folder / one.path for one in found.files}
    if database is not None:
        opened = Database(f"sqlite:///{folder / 'database/muni.db'}", 1)
        opened.run_here(database)
        opened.close()
    entries = [entry_of(file, path) for path, file in files.items()]
    changed = dataclasses.replace(found, files=entries, **(manifest or {}))
    target = folder / "repacked.tar.gz"
    write_archive(target, changed, files)
    return target


def pack(target: Path, entries: Sequence[Entry], members: Sequence[Member], **more: Any) -> Path:
    """An archive with this manifest and these members, whether they fit or not."""
    values: dict[str, Any] = {
        "created": "2026-11-25T00:00:00", "muni": "0.1.0", "database": "sqlite",
        "migration": "0015", "model": None, "key": "", "left_out": {}, "files": list(entries),
    } | more  # fmt: skip
    said = Manifest(**values).to_json()
    with tarfile.open(target, "w:gz") as tar:
        for header, content in [(plain(NAME, len(said)), said), *members]:
            tar.addfile(header, io.BytesIO(content))
    return target


def plain(path: str, size: int) -> tarfile.TarInfo:
    """The header of an ordinary file."""
    header = tarfile.TarInfo(path)
    header.size = size
    return header
