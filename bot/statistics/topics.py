"""Topics of a period: the most asked, and those that rise and fall."""

from dataclasses import dataclass

from bot.statistics.tally import Tally

_ENOUGH = 10
"""A topic with fewer answers than this in both periods neither rises nor falls: it is chance."""


@dataclass(frozen=True, slots=True)
class TopicCount:
    """How often a topic was answered; ``change`` is answers more than would follow from the
    period before, had the topic kept its share of all answers.
    """

    topic: str
    now: int
    before: int
    share: float
    change: float


def most_asked(now: Tally, before: Tally) -> list[TopicCount]:
    """All topics of both periods, most asked first."""
    known = set(now.topics | before.topics)
    all_now, all_before = sum(now.topics.values()), sum(before.topics.values())
    scale = all_now / all_before if all_before else 0.0
    found = [
        TopicCount(
            topic,
            now.topics[topic],
            before.topics[topic],
            now.topics[topic] / all_now if all_now else 0.0,
            now.topics[topic] - before.topics[topic] * scale,
        )
        for topic in known
    ]
    return sorted(found, key=lambda one: (-one.now, one.topic))


def rising(topics: list[TopicCount], count: int = 5) -> list[TopicCount]:
    """Those that grew most beside the others; none when there was no period before."""
    found = [one for one in _moving(topics) if one.change > 0]
    return sorted(found, key=lambda one: -one.change)[:count]


def falling(topics: list[TopicCount], count: int = 5) -> list[TopicCount]:
    """Those that shrank most beside the others."""
    found = [one for one in _moving(topics) if one.change < 0]
    return sorted(found, key=lambda one: one.change)[:count]


def _moving(topics: list[TopicCount]) -> list[TopicCount]:
    if not any(one.before for one in topics):
        return []
    return [one for one in topics if max(one.now, one.before) >= _ENOUGH]
