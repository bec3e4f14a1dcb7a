"""Rasa component, last in the pipeline: what to do with a message, from what was understood.

It leaves the ranking as it is, adds ``outcome`` (answer, clarify, fallback, safety) and
``topic`` to what is known of the message (``aspect`` too for a follow-up question), and turns
the intent into Rasa's ``nlu_fallback`` where the topic itself is not to be answered.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.answers.topics import OUT_OF_SCOPE, SAFETY
from bot.danish.normalise import Normaliser
from bot.dialogue.decision import Thresholds, decide
from bot.dialogue.follow_up import FollowUps
from bot.dialogue.nlu.intent_classifier import THRESHOLDS
from bot.dialogue.nlu.places_extractor import ONLY_PLACE
from bot.dialogue.safety import SafetyPhrases
from bot.knowledge import get_normaliser
from bot.settings import get_settings

UNSURE = "nlu_fallback"
OUTCOME = "outcome"
ASPECT = "aspect"
TOPIC = "topic"
CHOOSE_MUNICIPALITY = "choose_municipality"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class OutcomeClassifier(GraphComponent, IntentClassifier):
    """Decides; holds no learnt state of its own (thresholds come with the classifier's model)."""

    def __init__(self, follow_ups: FollowUps, safety: SafetyPhrases, normalise: Normaliser) -> None:
        """With the lists under data/."""
        self._follow_ups = follow_ups
        self._safety = safety
        self._normalise = normalise

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GraphComponent:
        """With the lists in the settings' data folder."""
        folder = get_settings().data_folder
        return cls(FollowUps.load(folder), SafetyPhrases.load(folder), get_normaliser())

    def process(self, messages: list[Message]) -> list[Message]:
        """Decide for each message that has a ranking."""
        for message in messages:
            if message.get(TEXT) and message.get(INTENT_RANKING_KEY):
                self._decide(message)
        return messages

    def _decide(self, message: Message) -> None:
        text: str = message.get(TEXT)
        ranking = [(r[INTENT_NAME_KEY], r["confidence"]) for r in message.get(INTENT_RANKING_KEY)]
        words = self._normalise(text)
        danger = self._safety.find(words)
        place = message.get(ONLY_PLACE)
        aspect = self._follow_ups.aspect(text, self._normalise)
        if danger:
            self._first(message, danger)
            _set(message, danger, "safety", danger)
            return
        thresholds = message.get(THRESHOLDS) or Thresholds()
        message.set(THRESHOLDS, thresholds.as_dict(), add_to_output=True)
        outcome = decide(ranking, thresholds, self._safety.harmless(words))
        top = ranking[0][0]
        # A bare place or a follow-up holds too few words for the model to see danger in them.
        if place:
            self._first(message, CHOOSE_MUNICIPALITY)
            _set(message, CHOOSE_MUNICIPALITY, "answer", CHOOSE_MUNICIPALITY)
        elif aspect:
            message.set(ASPECT, aspect, add_to_output=True)
            _set(message, UNSURE, "answer" if outcome == "answer" else "fallback", top)
        elif outcome == "safety":
            danger = next(intent for intent, _ in ranking if intent in SAFETY)
            _set(message, danger, outcome, danger)
        elif outcome == "answer":
            _set(message, top, outcome, top)
        elif outcome == "fallback" and top == OUT_OF_SCOPE:
            _set(message, OUT_OF_SCOPE, outcome, top)
        else:
            _set(message, UNSURE, outcome, top)

    @staticmethod
    def _first(message: Message, intent: str) -> None:
        """Put an intent that a rule is sure of at the head of the ranking."""
        others = [r for r in message.get(INTENT_RANKING_KEY) if r[INTENT_NAME_KEY] != intent]
        sure = {INTENT_NAME_KEY: intent, "confidence": 1.0}
        message.set(INTENT_RANKING_KEY, [sure, *others], add_to_output=True)


def _set(message: Message, intent: str, outcome: str, topic: str) -> None:
    ranking = message.get(INTENT_RANKING_KEY)
    confidence = next(r["confidence"] for r in ranking if r[INTENT_NAME_KEY] == topic)
    message.set(INTENT, {INTENT_NAME_KEY: intent, "confidence": confidence}, add_to_output=True)
    message.set(OUTCOME, outcome, add_to_output=True)
    message.set(TOPIC, topic, add_to_output=True)
