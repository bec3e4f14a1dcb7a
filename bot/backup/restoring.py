"""Restores a backup, without what was deleted since it was made."""

import asyncio
import filecmp
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.backup import database_copy
from bot.backup.archive import unpack
from bot.backup.errors import (
    BackupKeyError,
    BackupNewerError,
    BackupTooOldError,
    OtherDatabaseError,
    TargetNotEmptyError,
)
from bot.backup.manifest import Manifest
from bot.backup.sealed import is_sealed, unseal
from bot.retention.enforcing import Retention
from bot.settings import Settings
from bot.staff.audit import COMMAND_LINE, record
from bot.staff.tables import LinkRow, ProviderVisitRow, SessionRow
from bot.statistics.roll_up import keep_figures
from bot.store.database import Database
from bot.store.deletion import erase_all
from bot.store.deletion_list import (
    KEPT_DAYS,
    Deletion,
    DeletionJournal,
    add_deletions,
    deletions,
)
from bot.store.donation_rows import withdraw_again
from bot.store.live_tables import LiveContactRow
from bot.store.recordings import Recordings


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done: how many deletions since the backup held, what retention then took, which
    files came back, and which of those that are here already differ and were left.
    """

    manifest: Manifest
    deleted_again: int
    past_retention: int
    written: list[str]
    left: list[str]


def restore_backup(
    settings: Settings,
    file: Path,
    key_file: Path | None = None,
    replace: bool = False,
    content: bool = False,
) -> Restored:
    """Put a backup where the settings say.

    ``replace`` lets it replace a database and models that are there, ``content`` also the files of
    the data folder. Raises BackupError, KeyFileError, OSError, sqlite3.Error.
    """
    url = settings.database_url
    sqlite = database_copy.kind_of(url) == database_copy.SQLITE
    beside = database_copy.sqlite_file(url).parent if sqlite else settings.backup_folder
    beside.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".muni-restore-", dir=beside) as place:
        folder = Path(place) / "archive"
        folder.mkdir()
        manifest = unpack(_opened(file, Path(place), key_file), folder)
        _check(manifest, url, replace)
        since = _deletions(settings)
        copy = folder / database_copy.path_of(manifest.database)
        if sqlite:
            # Made ready aside, so that what was deleted is never there again for a moment.
            again, past = _make_ready(f"sqlite:///{copy}", settings, since)
            database_copy.copy_sqlite(copy, database_copy.sqlite_file(url))
        else:
            database_copy.copy_in_postgres(copy, url)
            again, past = _make_ready(url, settings, since)
        written, left = _put(folder / "models", settings.models_folder, replace)
        if content:
            more, kept = _put(folder / "content", settings.data_folder, replace)
            written, left = written + more, left + kept
        _put_key(folder / "key" / "model.key", settings.model_key_file, left)
    return Restored(manifest, again, past, written, left)


def _opened(file: Path, folder: Path, key_file: Path | None) -> Path:
    if not is_sealed(file):
        return file
    if key_file is None:
        raise BackupKeyError("no --key-file")
    plain = folder / "plain"
    unseal(file, plain, key_file)
    return plain


def _check(manifest: Manifest, url: str, replace: bool) -> None:
    if manifest.database != database_copy.kind_of(url):
        raise OtherDatabaseError(manifest.database)
    if not database_copy.knows_migration(manifest.migration):
        raise BackupNewerError(f"migration {manifest.migration!r}")
    age = datetime.now(UTC).replace(tzinfo=None) - manifest.moment
    if age > timedelta(days=KEPT_DAYS):
        raise BackupTooOldError(f"{age.days} days, at most {KEPT_DAYS}")
    if not replace and database_copy.migration_of(url) is not None:
        raise TargetNotEmptyError(database_copy.kind_of(url))


def _deletions(settings: Settings) -> list[Deletion]:
    """Those that the database that is here knows of, and those in the operator's file."""
    found = DeletionJournal(settings.deletions_file).read()
    if database_copy.migration_of(settings.database_url) is not None:
        database = Database(settings.database_url, 1)
        try:
            # One from before there was a list gets it filled by its migration.
            database.migrate()
            found += database.read_here(deletions)
        finally:
            database.close()
    return found


def _make_ready(url: str, settings: Settings, since: list[Deletion]) -> tuple[int, int]:
    """Migrate, delete again, sign everybody out, and enforce retention; gives both counts."""
    database = Database(url, 1)

    def forget(session: Session) -> int:
        add_deletions(session, since)
        listed = deletions(session)
        ids = [one.subject for one in listed if one.kind == "conversation"]
        again = len(erase_all(session, ids, keep_figures))
        for one in listed:
            if one.kind == "contact":
                again += _forget_contact(session, one)
            elif one.kind == "donation":
                again += withdraw_again(session, one.subject)
        for table in (SessionRow, LinkRow, ProviderVisitRow):
            session.execute(delete(table))
        record(session, COMMAND_LINE, "backup_restored", f"{again} sletninger gentaget")
        return again

    try:
        database.migrate()
        again = database.run_here(forget)
        retention = Retention(database, Recordings(settings.recordings_folder), settings)
        gone = asyncio.run(retention.run(COMMAND_LINE))
    finally:
        database.close()
    return again, sum(one.count for one in gone)


def _forget_contact(session: Session, one: Deletion) -> int:
    """A contact that was left after another had been dealt with stays."""
    row = LiveContactRow
    old = delete(row).where(row.conversation_id == one.subject, row.created <= one.moment)
    return int(session.execute(old.execution_options(synchronize_session=False)).rowcount)


def _put(folder: Path, target: Path, replace: bool) -> tuple[list[str], list[str]]:
    """Copy files to where they belong; gives which, and which others were there and were left."""
    written, left = [], []
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder)
        there = target / name
        if not file.is_file() or (there.exists() and filecmp.cmp(file, there, shallow=False)):
            continue
        if there.exists() and not replace:
            left.append(str(name))
            continue
        there.parent.mkdir(parents=True, exist_ok=True)
        beside = there.with_name(f".{there.name}.restored")
        shutil.copyfile(file, beside)
        beside.replace(there)
        written.append(str(name))
    return written, left


def _put_key(key: Path, target: Path, left: list[str]) -> None:
    """Never over another: the models that are here are signed with it."""
    if not key.exists():
        return
    if target.exists():
        if not filecmp.cmp(key, target, shallow=False):
            left.append(target.name)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    key.chmod(0o600)
    shutil.copy(key, target)
