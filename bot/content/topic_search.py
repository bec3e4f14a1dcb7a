"""Finding topics by the words in their names, answers and examples."""

from functools import lru_cache

from bot.answers.topics import Topic
from bot.content.layered import LayeredContent


@lru_cache(maxsize=2)
def _texts(content: LayeredContent) -> dict[str, str]:
    """Topic to all that is written in it, in small letters; made once a version."""
    raw, found = content.raw, {}
    for topic in content.topics.topics.values():
        place = raw.municipalities.get(topic.municipality or "", {})
        answer = raw.answers.get(topic.id) or place.get("overrides", {}).get(topic.id) or {}
        parts = [topic.id, topic.title, topic.question, topic.kle]
        parts += [answer.get("text", ""), answer.get("spoken", "")]
        found[topic.id] = "\n".join([*parts, *raw.examples.get(topic.id, [])]).lower()
    return found


def search(content: LayeredContent, words: str, category: str = "") -> list[Topic]:
    """The topics that hold every word, those with a word in their name first.

    Without words all topics, in the order of the list; ``category`` narrows either.
    """
    wanted = words.lower().split()
    texts = _texts(content)
    found = [
        topic
        for topic in content.topics.topics.values()
        if category in {"", topic.category} and all(word in texts[topic.id] for word in wanted)
    ]
    if wanted:
        found.sort(key=lambda topic: not all(word in _name(topic) for word in wanted))
    return found


def _name(topic: Topic) -> str:
    return f"{topic.id} {topic.title} {topic.question}".lower()
