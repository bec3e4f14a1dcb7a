"""Rasa component: runs MUNI's spaCy pipeline, so that tokens and lemmas are there for others."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.danish.pipeline import lemmatise

LONGEST = 300
"""Characters; spaCy's tokenizer takes quadratic time on rows of signs, and no component here
needs the tokens of a story's end."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class DanishLanguage(Tokenizer):
    """spaCy's Danish tokens with their lemmas, as Rasa tokens."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's own keys for a tokenizer."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GraphComponent:
        """Make the component; the pipeline is loaded once a process."""
        return cls(config)

    def tokenize(self, message: Message, attribute: str = TEXT) -> list[Token]:
        """Tokens with lemma and the offsets into the text as written."""
        doc = lemmatise(message.get(attribute)[:LONGEST])
        return [
            Token(token.text, token.idx, lemma=token.lemma_ or token.text)
            for token in doc
            if not token.is_space
        ]
