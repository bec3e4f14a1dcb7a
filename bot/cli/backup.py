"""``muni backup`` and ``muni restore``."""

import sqlite3
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.lines import write
from bot.cli.quiet import quiet_logs
from bot.errors import MuniError
from bot.settings import get_settings

KeyFile = Annotated[
    Path | None,
    typer.Option("--key-file", help="Encrypts: a file of 32 bytes or more, readable to you alone."),
]


def backup(
    to: Annotated[
        Path | None, typer.Option("--to", help="A folder; without, MUNI_BACKUP_FOLDER.")
    ] = None,
    key_file: KeyFile = None,
    with_key: Annotated[
        bool, typer.Option("--with-key", help="With the key that signs models.")
    ] = False,
) -> None:
    """Write one file with everything that can't be made again, while MUNI serves."""
    quiet_logs()
    from bot.backup.making import make_backup

    settings = get_settings()
    try:
        made = make_backup(settings, to or settings.backup_folder, key_file, with_key)
    except (MuniError, OSError, sqlite3.Error) as error:
        raise _failed(error) from error
    write(
        {
            "file": str(made.file),
            "bytes": made.file.stat().st_size,
            "files": len(made.manifest.files),
            "migration": made.manifest.migration,
            "model": made.manifest.model,
            "encrypted": key_file is not None,
            "key": made.manifest.key,
        }
    )


def restore(
    file: Annotated[Path, typer.Argument(help="What `muni backup` wrote.")],
    key_file: KeyFile = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace the database and models that are there.")
    ] = False,
    content: Annotated[
        bool, typer.Option("--content", help="Also the files of the data folder.")
    ] = False,
) -> None:
    """Put a backup back; what was deleted since stays deleted, and everybody signs in anew."""
    quiet_logs()
    from bot.backup.restoring import restore_backup

    try:
        done = restore_backup(get_settings(), file, key_file, replace, content)
    except (MuniError, OSError, sqlite3.Error) as error:
        raise _failed(error) from error
    write(
        {
            "made": done.manifest.created,
            "model": done.manifest.model,
            "deleted_again": done.deleted_again,
            "past_retention": done.past_retention,
            "written": done.written,
            "left": done.left,
        }
    )


def _failed(error: Exception) -> typer.Exit:
    title = error.title if isinstance(error, MuniError) else type(error).__name__
    typer.echo(f"{title}. {error}", err=True)
    return typer.Exit(1)
