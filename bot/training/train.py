"""Trains a model with Rasa and writes its card: data hash, scores, thresholds, time; signs it."""

import hashlib
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rasa.model_training import train

from bot.dialogue.embedded import EmbeddedDialogue
from bot.dialogue.labelled import read_labelled
from bot.dialogue.model_files import ModelFile, card_path
from bot.errors import ContentError
from bot.knowledge import get_masker, get_topics
from bot.publishing.signing import sign
from bot.settings import Settings
from bot.training.evaluate import evaluate_rows

VALIDATION = Path("tests") / "validation.jsonl"


def train_model(
    settings: Settings, project: Path, folder: Path, say: Callable[[str], None]
) -> ModelFile:
    """Train on ``project``, which :func:`bot.training.compose_data.compose_training_data` wrote.

    Gives the signed model file in ``folder`` and its card; ``say`` is told in Danish what
    happens, a line at a time. Raises ContentError.
    """
    began = time.perf_counter()
    result = train(
        domain=str(project / "domain.yml"),
        config=str(project / "config.yml"),
        training_files=str(project / "data"),
        output=str(folder),
        fixed_model_name=datetime.now(UTC).strftime("muni-%Y%m%d-%H%M%S"),
        # Rasa's cache knows nothing of the word lists and the validation questions.
        force_training=True,
    )
    if result.model is None:
        raise ContentError("Rasa gav ingen model; kør `muni content check` og ret det, den nævner")
    trained = time.perf_counter()
    path = Path(result.model)
    sign(path, settings.model_key_file)
    say(f"Trænet på {trained - began:.0f} sekunder. Måler på valideringsspørgsmålene ...")
    card = {
        "trained": datetime.now(UTC).isoformat(timespec="seconds"),
        "data_hash": data_hash(project / "data"),
        "training_seconds": round(trained - began, 1),
        **_scores(path, settings),
    }
    card_path(path).write_text(
        json.dumps(card, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    return ModelFile(path, card)


def data_hash(data_folder: Path) -> str:
    """SHA-256 over every example, rule and list the model learnt from."""
    digest = hashlib.sha256()
    for room in ("nlu", "rules", "stories", "lists"):
        for path in sorted((data_folder / room).rglob("*.yml")):
            digest.update(str(path.relative_to(data_folder)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _scores(model: Path, settings: Settings) -> dict[str, Any]:
    rows = read_labelled(settings.data_folder / VALIDATION)
    if not rows:
        return {}
    dialogue = EmbeddedDialogue(model, settings.actions_package, get_topics)
    report = evaluate_rows(rows, get_masker(), dialogue)
    return {"validation": report.summary(), "thresholds": dialogue.thresholds()}
