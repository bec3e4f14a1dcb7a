"""Model files: where they lie, and which is the newest."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import ModelNotFoundError


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A trained model and the card that ``muni train`` wrote beside it."""

    path: Path
    card: dict[str, Any]

    @property
    def id(self) -> str:
        """Its name, as `muni models` lists it."""
        return self.path.name.removesuffix(".tar.gz")


def card_path(model: Path) -> Path:
    """Where a model's card lies: data hash, scores, thresholds."""
    return model.with_name(model.name.removesuffix(".tar.gz") + ".json")


def list_models(folder: Path) -> list[ModelFile]:
    """All models in ``folder``, newest first."""
    paths = sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    return [ModelFile(path, _card(path)) for path in paths]


def newest_model(where: Path) -> Path:
    """``where`` itself if it is a file, else the newest model in it.

    Raises ModelNotFoundError.
    """
    if where.is_file():
        return where
    models = list_models(where)
    if not models:
        raise ModelNotFoundError(str(where))
    return models[0].path


def _card(model: Path) -> dict[str, Any]:
    path = card_path(model)
    if not path.exists():
        return {}
    card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return card
