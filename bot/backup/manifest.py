"""What an archive says of itself: versions, and each file's size and hash."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath

from bot.backup.errors import BackupDamagedError

FORMAT = 1
NAME = "manifest.json"
_BLOCK = 1 << 20
_LONGEST_PATH = 300


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the archive: its path there, bytes, SHA-256 in hex."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """``created`` is ISO in UTC without a zone; ``migration`` the database's head."""

    created: str
    muni: str
    database: str
    migration: str
    model: str | None
    key: str
    left_out: dict[str, str]
    files: list[Entry]
    format: int = field(default=FORMAT)

    def to_json(self) -> bytes:
        """As it is written."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False).encode()

    @property
    def moment(self) -> datetime:
        """When it was made, UTC without a zone."""
        return datetime.fromisoformat(self.created)


def read_manifest(raw: bytes) -> Manifest:
    """Raises BackupDamagedError, also for paths that lead out of the archive."""
    try:
        values = json.loads(raw)
        if values["format"] != FORMAT:
            raise BackupDamagedError(f"format {values['format']!r}")
        files = [Entry(str(e["path"]), int(e["size"]), str(e["sha256"])) for e in values["files"]]
        manifest = Manifest(**(values | {"files": files}))
        datetime.fromisoformat(manifest.created)
    except (ValueError, KeyError, TypeError) as wrong:
        raise BackupDamagedError(NAME) from wrong
    for one in files:
        if not is_safe(one.path) or one.size < 0:
            raise BackupDamagedError(f"path {one.path[:80]!r}")
    if len({one.path for one in files}) != len(files):
        raise BackupDamagedError("a path twice")
    return manifest


def is_safe(path: str) -> bool:
    """Whether a path stays in the folder that it is unpacked in."""
    pure = PurePosixPath(path)
    return (
        0 < len(path) <= _LONGEST_PATH
        and not pure.is_absolute()
        and ".." not in pure.parts
        and "\\" not in path
        and path.isprintable()
        and str(pure) == path
        and path not in {NAME, "."}
    )


def entry_of(file: Path, path: str) -> Entry:
    """Measure a file that goes into an archive at ``path``."""
    made = hashlib.sha256()
    size = 0
    with file.open("rb") as source:
        while block := source.read(_BLOCK):
            made.update(block)
            size += len(block)
    return Entry(path, size, made.hexdigest())
