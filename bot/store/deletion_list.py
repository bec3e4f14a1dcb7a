"""The list of what was deleted before its time: ids alone, so that no backup brings it back.

It is kept in the database and, where the operator names a file, there too: the file outlives a
database that is lost together with its newest deletions.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.store.retention_tables import DeletionRow

KEPT_DAYS = 400
"""No backup older than this is restored, since the list reaches no further back."""
Kind = Literal["conversation", "contact", "donation"]


@dataclass(frozen=True, slots=True)
class Deletion:
    """``subject`` is an id of what ``kind`` says; ``moment`` is UTC without a zone."""

    kind: str
    subject: str
    moment: datetime


def note_deletion(session: Session, kind: Kind, subject: str) -> None:
    """Put it on the list, in the transaction that deletes it."""
    session.merge(DeletionRow(kind=kind, subject=subject, moment=datetime.utcnow()))


def deletions(session: Session) -> list[Deletion]:
    """All that is on the list."""
    rows = session.scalars(select(DeletionRow).order_by(DeletionRow.moment))
    return [Deletion(row.kind, row.subject, row.moment) for row in rows]


def add_deletions(session: Session, found: Iterable[Deletion]) -> None:
    """Put those of another database or of a file on the list."""
    for one in found:
        session.merge(DeletionRow(kind=one.kind, subject=one.subject, moment=one.moment))


def forget_old_deletions(session: Session) -> None:
    """Let go of those that no backup reaches back behind."""
    limit = datetime.utcnow() - timedelta(days=KEPT_DAYS)
    old = delete(DeletionRow).where(DeletionRow.moment < limit)
    session.execute(old.execution_options(synchronize_session=False))


class DeletionJournal:
    """The same list as a file, a line of JSON each, readable to MUNI alone."""

    def __init__(self, file: Path | None) -> None:
        """None keeps no file."""
        self._file = file

    def note(self, kind: Kind, subject: str) -> None:
        """Write it down, and see it on the disk; raises OSError."""
        if self._file is None:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        said = {"kind": kind, "subject": subject, "moment": _now()}
        descriptor = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            # One write of a short line is whole, whoever else writes at the same time.
            os.write(descriptor, (json.dumps(said) + "\n").encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def read(self) -> list[Deletion]:
        """All that is in the file; a last line that a power cut broke off is left out."""
        if self._file is None or not self._file.exists():
            return []
        found = []
        for line in self._file.read_text(encoding="utf-8").splitlines():
            try:
                one = json.loads(line)
                moment = datetime.fromisoformat(one["moment"])
                found.append(Deletion(one["kind"], one["subject"], moment))
            except (ValueError, KeyError, TypeError):
                continue
        return found


def _now() -> str:
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
