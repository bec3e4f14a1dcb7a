"""Citizens' wordings, in Rasa's NLU format under data/nlu."""

from pathlib import Path
from typing import Any

from bot.answers.yaml_files import read_yaml
from bot.errors import ContentError


def read_examples(path: Path) -> dict[str, list[str]]:
    """The examples of one file, by intent; raises ContentError."""
    return parse_examples(read_yaml(path), str(path))


def parse_examples(raw: Any, source: str) -> dict[str, list[str]]:
    """The examples in a file's content, by intent; raises ContentError that names ``source``."""
    found: dict[str, list[str]] = {}
    try:
        for entry in raw["nlu"]:
            lines = entry["examples"].splitlines()
            texts = [line.removeprefix("- ").strip() for line in lines if line.strip()]
            found.setdefault(entry["intent"], []).extend(texts)
    except (KeyError, TypeError, AttributeError) as wrong:
        raise ContentError(f"{source}: not in Rasa's NLU format: {wrong!r}") from wrong
    return found
