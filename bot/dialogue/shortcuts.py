"""Short replies to what the bot just asked, read before the model: "2", "den første", "Hjøring".

The model sees one message at a time; these mean something only after a question.
"""

import difflib
import json
import re
from collections.abc import Sequence

from bot.answers.topics import TopicList
from bot.danish.normalise import fold
from bot.danish.places import Places
from bot.turn import State

_ORDER = (
    {"1", "en", "et", "den første", "første", "nummer 1", "nr 1", "den øverste", "øverste"},
    {"2", "to", "den anden", "nummer 2", "nr 2", "den midterste", "midterste"},
    {"3", "tre", "den tredje", "tredje", "nummer 3", "nr 3", "den nederste", "den sidste"},
)
_NO_AND_MORE = re.compile(r"^nej(?: tak)?[\s,.!]+(?=(?:\S+\s+){2,}\S)", re.IGNORECASE)
_LONGEST_PLACE = 3
"""Words; a longer reply is a sentence, and the model reads it."""
_ALIKE = 0.8
_CLEARLY = 0.04
"""So much more alike than the next town; else it is anybody's guess."""


def read_reply(text: str, state: State, topics: TopicList, places: Places) -> tuple[str, bool]:
    """The quick reply's payload that ``text`` stands for and True, or the text to understand."""
    chosen = _choice(fold(text), state.get("offered") or (), topics)
    if chosen:
        return f"/{chosen}", True
    if state.get("pending_topic"):
        code = _misspelt_place(text, places)
        if code:
            return "/choose_municipality" + json.dumps({"municipality": code}), True
    return (_NO_AND_MORE.sub("", text) if state.get("offered") else text), False


def _choice(words: str, offered: Sequence[str], topics: TopicList) -> str | None:
    for index, topic in enumerate(offered):
        if topic not in topics.topics:
            continue
        if words in _ORDER[index] or words == fold(topics[topic].title):
            return topic
    return None


def _misspelt_place(text: str, places: Places) -> str | None:
    words = fold(text)
    if len(words.split()) > _LONGEST_PLACE or len(words) < 4 or places.find(text):
        return None
    last = words.split()[-1] if words.startswith(("i ", "jeg bor")) else words
    names = places.single_names
    near = difflib.get_close_matches(last, names, n=2, cutoff=_ALIKE)
    if len(near) == 2 and names[near[0]] != names[near[1]]:
        best, second = (difflib.SequenceMatcher(None, last, name).ratio() for name in near)
        near = near[:1] if best - second >= _CLEARLY else []
    return names[near[0]] if near else None
