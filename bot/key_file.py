"""A file with a secret key that MUNI makes for itself and that nobody else may read."""

import os
import secrets
from pathlib import Path

from bot.errors import KeyFileError

_KEY_BYTES = 32


def read_key(key_file: Path) -> bytes:
    """The key, 32 bytes or more; raises KeyFileError, OSError."""
    with key_file.open("rb") as file:
        if os.fstat(file.fileno()).st_mode & 0o077:
            raise KeyFileError(f"{key_file} can be read by others: chmod 600 {key_file}")
        key = file.read()
    if len(key) < _KEY_BYTES:
        raise KeyFileError(f"{key_file} holds no key")
    return key


def own_key(key_file: Path) -> bytes:
    """The key, made if there is none; raises KeyFileError, OSError."""
    if not key_file.exists():
        key_file.parent.mkdir(parents=True, exist_ok=True)
        made = key_file.with_name(f".{key_file.name}.{secrets.token_hex(8)}")
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(_KEY_BYTES))
        try:
            # Of two that make a key at once, the first one's is used by both.
            os.link(made, key_file)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return read_key(key_file)
