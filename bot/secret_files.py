"""Secrets from files: ``MUNI_X_FILE`` names a file with what ``MUNI_X`` would hold.

So do Docker, Kubernetes and systemd hand out secrets, and a file isn't shown to whoever can list a
process's environment.
"""

import os
from pathlib import Path
from typing import Any

from pydantic import BaseSettings, SecretStr

ALSO = frozenset({"database_url", "redis_url"})
"""Settings that hold a password within an address."""
_LARGEST = 64 * 1024


def secret_files(settings: BaseSettings) -> dict[str, Any]:
    """What the files named in the environment hold, by field; for pydantic's sources.

    Raises ValueError for a file that can't be read, and when both are set.
    """
    found: dict[str, Any] = {}
    for name, field in type(settings).__fields__.items():
        if field.type_ is not SecretStr and name not in ALSO:
            continue
        variable = f"MUNI_{name.upper()}"
        path = os.environ.get(f"{variable}_FILE")
        if not path:
            continue
        if os.environ.get(variable):
            raise ValueError(f"set {variable} or {variable}_FILE, not both")
        found[name] = _read(variable, Path(path))
    return found


def _read(variable: str, path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(_LARGEST)
    except (OSError, UnicodeDecodeError) as wrong:
        raise ValueError(f"{variable}_FILE can't be read: {type(wrong).__name__}") from wrong
    return text.strip()
