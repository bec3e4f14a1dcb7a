"""YAML files under data/, read fast and with errors that say which file to mend."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.errors import ContentError

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:
    """The content of one file; raises ContentError."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as wrong:
        raise ContentError(f"{path}: {wrong}") from wrong


def read_folder(folder: Path) -> Iterator[tuple[Path, Any]]:
    """Every ``*.yml`` below ``folder``, in order of name; raises ContentError."""
    for path in sorted(folder.rglob("*.yml")):
        yield path, read_yaml(path)
