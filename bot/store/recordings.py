"""Recordings of calls, kept only of those who agreed, and only for as long as is said.

A recording is a file in one folder, named by the conversation's id: ``<id>.wav``, or
``<id>-<part>.wav`` where there are several. Whoever records writes there; this module forgets.
"""

import re
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

_NAME = re.compile(r"([0-9a-f]{32})(?:-[\w-]+)?\.\w+")


class Recordings:
    """The folder of recordings."""

    def __init__(self, folder: Path) -> None:
        """``folder`` need not be there before the first recording."""
        self._folder = folder

    def path(self, conversation_id: str, part: str = "") -> Path:
        """Where a recording of the conversation belongs; makes the folder, readable to us alone."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return self._folder / f"{conversation_id}{'-' if part else ''}{part}.wav"

    def delete(self, conversation_ids: Collection[str]) -> int:
        """Delete the recordings of these conversations; gives how many files went."""
        wanted = frozenset(conversation_ids)
        return self._unlink([path for path, owner in self._files() if owner in wanted])

    def made(self) -> dict[str, datetime]:
        """When each conversation's oldest recording was last written, UTC without a zone."""
        found: dict[str, datetime] = {}
        for path, owner in self._files():
            moment = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None)
            found[owner] = min(moment, found.get(owner, moment))
        return found

    def _files(self) -> list[tuple[Path, str]]:
        if not self._folder.is_dir():
            return []
        named = ((path, _NAME.fullmatch(path.name)) for path in self._folder.iterdir())
        return [(path, name[1]) for path, name in named if name]

    def _unlink(self, paths: list[Path]) -> int:
        for path in paths:
            path.unlink(missing_ok=True)
        return len(paths)
