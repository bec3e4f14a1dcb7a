"""`rasa init`'s default NLU configuration on MUNI's own examples, measured on the test questions.

Run: python -m bench.rasa_init [EXAMPLES_A_TOPIC [EPOCHS]]. DIET needs hours for all examples, so by
default both it and MUNI's model get the same ten examples a topic.
"""

import asyncio
import json
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import yaml
from rasa.core.agent import Agent
from rasa.model_training import train_nlu

from bot.answers.examples import read_examples
from bot.answers.topics import OUT_OF_SCOPE
from bot.dialogue.labelled import Labelled, read_labelled
from bot.dialogue.nlu.topic_model import SEED, HeldOut, TopicModel
from bot.knowledge import get_normaliser
from bot.settings import get_settings

OUT = Path(__file__).parent / "out"
DEFAULT: dict[str, Any] = {
    "recipe": "default.v1",
    "assistant_id": "rasa-init",
    "language": "da",
    "pipeline": [
        {"name": "WhitespaceTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True},
        {"name": "EntitySynonymMapper"},
        {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
    ],
}
"""As `rasa init` of 3.6 writes it, less the ResponseSelector, which has nothing to select here."""


def main() -> None:
    """Train both, measure both, print and write JSON."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    if len(sys.argv) > 2:
        DEFAULT["pipeline"][5]["epochs"] = int(sys.argv[2])
    data = get_settings().data_folder
    examples = _examples(data, size)
    test = [r for r in read_labelled(data / "tests" / "test.jsonl") if r.topic != OUT_OF_SCOPE]
    results = {
        "examples_a_topic": size,
        "epochs": DEFAULT["pipeline"][5]["epochs"],
        "rasa init": _rasa_init(examples, test),
        "muni": _muni(data, examples, test),
    }
    OUT.mkdir(exist_ok=True)
    text = json.dumps(results, indent=1) + "\n"
    (OUT / "rasa_init.json").write_text(text, encoding="utf-8")
    sys.stdout.write(text)


def _examples(data: Path, size: int) -> dict[str, list[str]]:
    dice = random.Random(SEED)
    found: dict[str, list[str]] = {}
    for path in sorted((data / "nlu").rglob("*.yml")):
        for intent, texts in read_examples(path).items():
            found[intent] = dice.sample(texts, min(size, len(texts)))
    return found


def _rasa_init(examples: dict[str, list[str]], test: list[Labelled]) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        nlu = [
            {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)}
            for intent, texts in examples.items()
        ]
        body = yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True)
        (folder / "nlu.yml").write_text(body, encoding="utf-8")
        (folder / "config.yml").write_text(yaml.safe_dump(DEFAULT), encoding="utf-8")
        began = time.perf_counter()
        model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder))
        spent = time.perf_counter() - began
        agent = Agent.load(model)

        async def rank(text: str) -> list[str]:
            parsed = await agent.parse_message(text)
            ranking = [r["name"] for r in parsed["intent_ranking"]]
            return [intent for intent in ranking if intent != "nlu_fallback"]

        async def rank_all() -> list[list[str]]:
            return [await rank(row.text) for row in test]

        return {"train_s": round(spent), **_shares(asyncio.run(rank_all()), test)}


def _muni(data: Path, examples: dict[str, list[str]], test: list[Labelled]) -> dict[str, float]:
    normalise = get_normaliser()
    validation = read_labelled(data / "tests" / "validation.jsonl")
    held_out = HeldOut([normalise(r.text) for r in validation], [r.topic for r in validation])
    pairs = [(normalise(text), intent) for intent, texts in examples.items() for text in texts]
    began = time.perf_counter()
    model = TopicModel.fit([t for t, _ in pairs], [i for _, i in pairs], held_out)
    spent = time.perf_counter() - began
    ranked = [[intent for intent, _ in model.rank(normalise(row.text))] for row in test]
    return {"train_s": round(spent), **_shares(ranked, test)}


def _shares(ranked: list[list[str]], test: list[Labelled]) -> dict[str, float]:
    pairs = list(zip(ranked, test, strict=True))
    return {
        f"top_{n}": round(sum(row.topic in found[:n] for found, row in pairs) / len(pairs), 4)
        for n in (1, 3)
    }


if __name__ == "__main__":
    main()
