"""What more examples bring: the intent model trained on ever more of them.

Run: python -m bench.learning_curve. Measured on the test questions, which no setting was chosen on.
"""

import json
import random
import sys
from pathlib import Path

from bot.answers.examples import read_examples
from bot.answers.topics import OUT_OF_SCOPE
from bot.dialogue.labelled import read_labelled
from bot.dialogue.nlu.topic_model import SEED, HeldOut, TopicModel
from bot.knowledge import get_normaliser
from bot.settings import get_settings

SIZES = (5, 10, 20, 40, 60, 80, 120)
OUT = Path(__file__).parent / "out"


def main() -> None:
    """Print a table and write JSON."""
    data, normalise = get_settings().data_folder, get_normaliser()
    examples: dict[str, list[str]] = {}
    for path in sorted((data / "nlu").rglob("*.yml")):
        for intent, texts in read_examples(path).items():
            examples.setdefault(intent, []).extend(map(normalise, texts))
    dice = random.Random(SEED)
    for texts in examples.values():
        dice.shuffle(texts)
    validation = read_labelled(data / "tests" / "validation.jsonl")
    test = read_labelled(data / "tests" / "test.jsonl")
    held_out = HeldOut([normalise(r.text) for r in validation], [r.topic for r in validation])
    known = [row for row in test if row.topic != OUT_OF_SCOPE]
    rows = []
    for size in SIZES:
        pairs = [(t, intent) for intent, texts in examples.items() for t in texts[:size]]
        model = TopicModel.fit([t for t, _ in pairs], [i for _, i in pairs], held_out)
        ranked = [[i for i, _ in model.rank(normalise(row.text), 3)] for row in known]
        row = {
            "examples_a_topic": size,
            "examples": len(pairs),
            "top_1": _share([r[0] == k.topic for r, k in zip(ranked, known, strict=True)]),
            "top_3": _share([k.topic in r for r, k in zip(ranked, known, strict=True)]),
        }
        rows.append(row)
        sys.stdout.write(json.dumps(row) + "\n")
    OUT.mkdir(exist_ok=True)
    (OUT / "learning_curve.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def _share(hits: list[bool]) -> float:
    return round(sum(hits) / len(hits), 4)


if __name__ == "__main__":
    main()
