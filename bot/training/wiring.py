"""Writes the parts of Rasa's wiring that follow from the topic list: intents and their rules."""

from pathlib import Path

import yaml

from bot.answers.topics import TopicList

_HEAD = "# Written by `muni content wiring` from data/topics.yml; change that file, not this one.\n"
_MARK = "# --- intents, written by `muni content wiring` ---\n"

DIALOGUE_ACTIONS = {
    "affirm": "action_affirm",
    "deny": "action_deny",
    "ask_human": "action_handover",
    "ask_repeat": "action_repeat",
    "choose_municipality": "action_choose_municipality",
    "emergency_112": "action_safety",
    "self_harm_crisis": "action_safety",
    "out_of_scope": "action_out_of_scope",
    "stop_cancel": "action_start_over",
    "nlu_fallback": "action_unsure",
}
"""Every other dialogue intent gets a fixed text from action_smalltalk."""

OWN_INTENTS = ("nlu_fallback",)
"""Set by the outcome component where no topic is to be answered straight away; never trained."""


def rules_yaml(topics: TopicList) -> str:
    """One rule an intent, in Rasa's format."""
    rules = [
        {
            "rule": intent,
            "steps": [{"intent": intent}, {"action": action_for(intent, topics)}],
        }
        for intent in [*topics.intents, *OWN_INTENTS]
    ]
    body = yaml.safe_dump({"version": "3.1", "rules": rules}, sort_keys=False, width=100)
    return _HEAD + body


def domain_yaml(current: str, topics: TopicList) -> str:
    """The domain file with its list of intents renewed and all else as it was."""
    head = current.split(_MARK, maxsplit=1)[0]
    intents = yaml.safe_dump({"intents": [*topics.intents, *OWN_INTENTS]}, sort_keys=False)
    return head + _MARK + intents


def write_wiring(root: Path, topics: TopicList) -> list[Path]:
    """Write both files where they differ; gives those that were changed."""
    domain, rules = root / "domain.yml", root / "data" / "rules" / "intents.yml"
    wanted = {domain: domain_yaml(domain.read_text(encoding="utf-8"), topics)}
    wanted[rules] = rules_yaml(topics)
    changed = [
        path
        for path, text in wanted.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8")
    return changed


def action_for(intent: str, topics: TopicList) -> str:
    """The action that answers an intent."""
    if intent in topics.topics:
        return "action_answer"
    return DIALOGUE_ACTIONS.get(intent, "action_smalltalk")
