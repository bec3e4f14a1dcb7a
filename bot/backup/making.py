"""Makes a backup: everything that can't be made again, as one moment had it."""

import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, select
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from bot.backup import database_copy
from bot.backup.archive import write_archive
from bot.backup.errors import BackupError
from bot.backup.manifest import Manifest, entry_of
from bot.backup.sealed import seal
from bot.dialogue.model_files import card_path
from bot.publishing.pointer import Pointer, present
from bot.publishing.signing import signature_path
from bot.settings import Settings
from bot.store.model_tables import ModelRow, PublicationRow

PATTERN = "muni-backup-*.tar.gz*"
_LEFT_OUT = {
    "recordings": "voices of citizens are kept in one place only, so that their deletion is whole",
    "logs and jobs": "nothing is lost with them",
    "speech and language models": "they come with MUNI",
}
_NO_KEY = "left out: who has both archive and key can sign models and read second factors"


@dataclass(frozen=True, slots=True)
class Made:
    """A backup: where it lies, and what is in it."""

    file: Path
    manifest: Manifest


def make_backup(
    settings: Settings, folder: Path, key_file: Path | None = None, with_key: bool = False
) -> Made:
    """Write one to ``folder``, encrypted if there is a key file, and delete those that are too old.

    ``with_key`` puts the key that signs models into it, which only an encrypted one may hold.
    Raises BackupError, KeyFileError, OSError.
    """
    if with_key and key_file is None:
        raise BackupError("--with-key needs --key-file: the key never lies unencrypted")
    if database_copy.migration_of(settings.database_url) is None:
        raise BackupError("there is no database of MUNI's at MUNI_DATABASE_URL")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    name = f"muni-backup-{now:%Y%m%d-%H%M%S}.tar.gz{'.sealed' if key_file else ''}"
    # Beside the target, so that the copy is on a disk with room and is renamed at once.
    with tempfile.TemporaryDirectory(prefix=".muni-backup-", dir=folder) as place:
        work = Path(place)
        copy = work / "database"
        database_copy.copy_out(settings.database_url, copy)
        kind = database_copy.kind_of(settings.database_url)
        sqlite = kind == database_copy.SQLITE
        # The copy itself where it can be asked, so that the model is the one it points at.
        said = f"sqlite:///{copy}" if sqlite else settings.database_url
        model, found = _models(said, settings.models_folder)
        files = {database_copy.path_of(kind): copy} | found | _content(settings.data_folder)
        if with_key:
            files["key/model.key"] = settings.model_key_file
        manifest = Manifest(
            created=now.isoformat(),
            muni=version("muni"),
            database=kind,
            migration=database_copy.migration_of(said) or "",
            model=model,
            key="within" if with_key else _NO_KEY,
            left_out=_LEFT_OUT,
            files=[entry_of(file, path) for path, file in files.items()],
        )
        packed = work / "packed"
        write_archive(packed, manifest, files)
        if key_file is not None:
            seal(packed, work / "sealed", key_file)
            packed = work / "sealed"
        packed.chmod(0o600)
        packed.replace(folder / name)
    _forget_old(folder, settings.backup_days)
    return Made(folder / name, manifest)


def _models(url: str, folder: Path) -> tuple[str | None, dict[str, Path]]:
    """The published model's id, and its files with those of the one before."""
    engine = create_engine(url)
    published = (
        select(ModelRow.id, ModelRow.file)
        .join(PublicationRow, PublicationRow.model_id == ModelRow.id)
        .where(PublicationRow.kind != "refused")
        .order_by(PublicationRow.id.desc())
    )
    now: Pointer | None = None
    rows: list[Any] = []
    try:
        # A database from before there were publications has no such tables yet.
        with suppress(OperationalError, ProgrammingError), Session(engine) as session:
            now = present(session)
            rows = session.execute(published).all() if now else []
    finally:
        engine.dispose()
    names = list(dict.fromkeys([*([now.file] if now else []), *(row.file for row in rows)]))[:2]
    found: dict[str, Path] = {}
    for name in names:
        model = folder / name
        speech = model.with_name(name.removesuffix(".tar.gz") + ".speech")
        parts = [model, signature_path(model), card_path(model)]
        parts += sorted(speech.rglob("*")) if speech.is_dir() else []
        for part in parts:
            if part.is_file():
                found[f"models/{part.relative_to(folder)}"] = part
    return now.model_id if now else None, found


def _content(folder: Path) -> dict[str, Path]:
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and not file.is_symlink()]
    return {f"content/{file.relative_to(folder)}": file for file in files}


def _forget_old(folder: Path, days: int) -> None:
    limit = (datetime.now(UTC) - timedelta(days=days)).timestamp()
    for file in folder.glob(PATTERN):
        if file.stat().st_mtime < limit:
            file.unlink()
    for left in folder.glob(".muni-backup-*"):
        # Of a backup that was killed.
        if left.is_dir() and left.stat().st_mtime < limit:
            shutil.rmtree(left)
