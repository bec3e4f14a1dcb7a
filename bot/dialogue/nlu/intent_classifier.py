"""Rasa component: trains and runs MUNI's intent model, and calibrates its thresholds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.dialogue.decision import Thresholds, calibrate
from bot.dialogue.labelled import read_labelled
from bot.dialogue.nlu.topic_model import HeldOut, TopicModel
from bot.knowledge import get_normaliser
from bot.settings import get_settings

THRESHOLDS = "thresholds"
"""Message property: the thresholds that belong to the model."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class DanishIntentClassifier(GraphComponent, IntentClassifier):
    """Weighted words and letter groups of normalised Danish, and a linear classifier."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``validation``: questions no example came from, below the data folder."""
        return {"validation": "tests/validation.jsonl"}

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        model: TopicModel | None = None,
        thresholds: Thresholds | None = None,
    ) -> None:
        """A component that is trained yet has ``model`` and ``thresholds``."""
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model
        self._thresholds = thresholds or Thresholds()
        self._normalise = get_normaliser()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GraphComponent:
        """Before training."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn, calibrate on the validation questions, and store."""
        examples = training_data.intent_examples
        texts = [self._normalise(example.get(TEXT)) for example in examples]
        intents = [example.get(INTENT) for example in examples]
        held_out = self._held_out(set(intents))
        self._model = TopicModel.fit(texts, intents, held_out)
        if held_out:
            rankings = [self._model.rank(text) for text in held_out.texts]
            self._thresholds = calibrate(list(zip(rankings, held_out.labels, strict=True)))
        with self._storage.write_to(self._resource) as folder:
            self._model.save(Path(folder))
            card = json.dumps(self._thresholds.as_dict())
            (Path(folder) / "thresholds.json").write_text(card, encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> GraphComponent:
        """From a trained model."""
        with model_storage.read_from(resource) as folder:
            model = TopicModel.load(Path(folder))
            card = (Path(folder) / "thresholds.json").read_text(encoding="utf-8")
        return cls(config, model_storage, resource, model, Thresholds(**json.loads(card)))

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the likeliest intents to each message."""
        if self._model is None:
            return messages
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            ranking = [
                {INTENT_NAME_KEY: intent, "confidence": confidence}
                for intent, confidence in self._model.rank(self._normalise(text))
            ]
            message.set(INTENT, dict(ranking[0]), add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            message.set(THRESHOLDS, self._thresholds)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing later in the pipeline learns from this component."""
        return training_data

    def _held_out(self, intents: set[str]) -> HeldOut | None:
        path = get_settings().data_folder / self._config["validation"]
        rows = [row for row in read_labelled(path) if row.topic in intents]
        if not rows:
            return None
        return HeldOut([self._normalise(row.text) for row in rows], [row.topic for row in rows])
