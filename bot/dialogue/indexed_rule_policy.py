"""Rasa policy: RulePolicy that looks up the few rules for an intent instead of trying them all.

RulePolicy compares every rule with the conversation at every prediction; with a rule for each
of some 280 intents that took most of a turn. What it predicts is the same.
"""

import json
from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import PREVIOUS_ACTION, USER

Head = tuple[str | None, str | None]
"""Intent and previous action of a state."""


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class IndexedRulePolicy(RulePolicy):
    """RulePolicy with an index over the newest state of each rule."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """As RulePolicy's."""
        super().__init__(*args, **kwargs)
        self._indexed: dict[str, str] | None = None
        self._index: dict[Head, list[str]] = {}

    def _get_possible_keys(self, lookup: dict[str, str], states: list[Any]) -> set[str]:
        if not states:
            return super()._get_possible_keys(lookup, states)
        if lookup is not self._indexed:
            self._build(lookup)
        intent, action = _head(states[-1])
        # A rule that leaves the intent or the action open fits every one.
        heads = {(intent, action), (intent, None), (None, action), (None, None)}
        near = {key: lookup[key] for head in heads for key in self._index.get(head, ())}
        possible: set[str] = super()._get_possible_keys(near, states)
        return possible

    def _build(self, lookup: dict[str, str]) -> None:
        self._index = {}
        for key in lookup:
            self._index.setdefault(_head(json.loads(key)[-1]), []).append(key)
        self._indexed = lookup


def _head(state: dict[str, Any]) -> Head:
    return (
        state.get(USER, {}).get("intent"),
        state.get(PREVIOUS_ACTION, {}).get("action_name"),
    )
