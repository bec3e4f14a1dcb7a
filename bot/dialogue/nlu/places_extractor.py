"""Rasa component: the municipality a message speaks of, as the entity ``municipality``."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_CONFIDENCE,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from bot.danish.places import Places
from bot.knowledge import get_places
from bot.stopwatch import step

ENTITY = "municipality"
ONLY_PLACE = "only_place"
"""Message property: the municipality, when the message says nothing but where."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PlacesExtractor(GraphComponent, EntityExtractorMixin):
    """Towns, postal codes and municipalities, resolved to one kommunekode."""

    def __init__(self, places: Places) -> None:
        """Look in ``places``."""
        self._places = places

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GraphComponent:
        """With the municipalities under data/."""
        return cls(get_places())

    def process(self, messages: list[Message]) -> list[Message]:
        """Add at most one entity: where several places disagree, none is certain."""
        with step("municipality"):
            for message in messages:
                self._find(message)
        return messages

    def _find(self, message: Message) -> None:
        text = message.get(TEXT)
        code = self._places.municipality(text) if text else None
        if code is None:
            return
        place = next(place for place in self._places.find(text) if place.code == code)
        entity = {
            ENTITY_ATTRIBUTE_TYPE: ENTITY,
            ENTITY_ATTRIBUTE_VALUE: code,
            ENTITY_ATTRIBUTE_START: place.start,
            ENTITY_ATTRIBUTE_END: place.end,
            ENTITY_ATTRIBUTE_CONFIDENCE: 1.0,
        }
        message.set(
            ENTITIES,
            message.get(ENTITIES, []) + self.add_extractor_name([entity]),
            add_to_output=True,
        )
        message.set(ONLY_PLACE, self._places.only_place(text))
