"""A staff room with signed models in its register; one of them is published."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.publishing.publisher import Publisher
from bot.publishing.registry import ModelRegistry
from bot.publishing.scores import Scores
from bot.publishing.signing import sign
from bot.publishing.workers import Worker, Workers
from bot.staff.staff import Staff
from tests.staff.making import make_staff

GOOD = Scores("same", 1000, 0.95, 40, 38)
WORSE = replace(GOOD, safety_found=35)


def room_with_models(empty: Path, folder: Path) -> Staff:
    """As :func:`make_staff`, with folders of its own for models, their key, and jobs."""
    (folder / "models").mkdir()
    return make_staff(
        empty,
        folder,
        models_folder=folder / "models",
        model_key_file=folder / "model.key",
        jobs_file=folder / "jobs.db",
    )


async def add_model(
    staff: Staff, name: str, scores: Scores | None = GOOD, comparison: Any = None
) -> Path:
    """A signed candidate; what is in the file matters to no page."""
    file = _signed_file(staff, name)
    card = {"data_hash": "h", "thresholds": {"answer": 0.9, "clarify": 0.78, "safety": 0.3}}
    await ModelRegistry(staff.database).add(file, card, None, scores, comparison)
    return file


def _signed_file(staff: Staff, name: str) -> Path:
    file: Path = staff.settings.models_folder / f"{name}.tar.gz"
    file.write_bytes(name.encode())
    sign(file, staff.settings.model_key_file)
    return file


async def publish_first(staff: Staff, name: str) -> None:
    """The model that answers from the beginning."""
    file = await add_model(staff, name)
    await Publisher(staff.database, staff.settings).adopt(file)


async def worker(staff: Staff, name: str, model: str, version: int, note: str = "") -> None:
    """A process that answers says what it has come to; ``name`` may end in ``:lines``."""
    kind = "lines" if name.endswith(":lines") else "web"
    await Workers(staff.database).tell(Worker(name, kind, model, version, note or None))
