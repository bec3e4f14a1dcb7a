"""Files that somebody hands in, opened so that none can fill the memory or the disk."""

import zipfile
import zlib
from io import BytesIO
from typing import Any

import yaml

from bot.content.errors import UnreadableFileError

LARGEST_FILE = 10 * 1024 * 1024
"""Bytes, as it is handed in."""
LARGEST_UNPACKED = 80 * 1024 * 1024
"""Bytes in all; 100,000 wordings are a tenth of it."""
MOST_PARTS = 200
_CHUNK = 1 << 16
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def check_size(data: bytes) -> None:
    """Raises UnreadableFileError for a file too big to be what we want."""
    if len(data) > LARGEST_FILE:
        raise UnreadableFileError(
            f"Filen fylder over {LARGEST_FILE // 2**20} MB. Del den i mindre filer"
        )


def check_workbook(data: bytes) -> None:
    """A spreadsheet's parts, unpacked for a look: neither too many, too big, nor with entities.

    What a zip file says of its own sizes may be a lie, so they are counted. Raises
    UnreadableFileError.
    """
    check_size(data)
    unpacked = 0
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if len(archive.infolist()) > MOST_PARTS:
                raise UnreadableFileError("Regnearket har for mange dele")
            for part in archive.infolist():
                tail = b""
                with archive.open(part) as unpacking:
                    while chunk := unpacking.read(_CHUNK):
                        unpacked += len(chunk)
                        if unpacked > LARGEST_UNPACKED:
                            raise UnreadableFileError("Regnearket fylder for meget pakket ud")
                        if b"<!DOCTYPE" in tail + chunk or b"<!ENTITY" in tail + chunk:
                            raise UnreadableFileError("Regnearket har dele, der ikke hører til")
                        tail = chunk[-9:]
    except (
        zipfile.BadZipFile,
        RuntimeError,
        NotImplementedError,
        EOFError,
        OSError,
        zlib.error,
    ) as wrong:
        raise UnreadableFileError("Filen er ikke et regneark i formatet xlsx") from wrong


def read_untrusted_yaml(data: bytes) -> Any:
    """One YAML document without aliases, which could unfold to anything.

    Raises UnreadableFileError.
    """
    check_size(data)
    try:
        text = data.decode("utf-8")
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=_Loader)):
            raise UnreadableFileError("YAML-filen må ikke bruge henvisninger (& og *)")
        return yaml.load(text, Loader=_Loader)  # noqa: S506
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError, ValueError) as wrong:
        raise UnreadableFileError("Filen er ikke gyldig YAML i UTF-8") from wrong
