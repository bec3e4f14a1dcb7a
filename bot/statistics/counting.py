"""Counts conversations that are still there: the only place that reads what citizens did."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.statistics.days import local
from bot.statistics.tables import EVERYWHERE, UNKNOWN
from bot.statistics.tally import Key, Tallies, Tally
from bot.statistics.turn_times import bucket
from bot.store.tables import CallRow, ConversationRow, FeedbackRow, MessageRow

_REPLIES: Final = ("safety", "answer", "clarify", "fallback")
"""Kinds of replies to questions; of several to one question the first of these counts."""
_COUNTED: Final = {"safety": "safety", "clarify": "clarified", "fallback": "unanswered"}
"""Answers need no count: they are the rest of the questions."""


class _Reply(NamedTuple):
    """What one question got; compares by its place in the conversation."""

    number: int
    kind: str
    topic: str | None


@dataclass(slots=True)
class _Seen:
    """One conversation while it is counted."""

    begun: datetime
    municipality: str
    channel: str
    tally: Tally = field(default_factory=Tally)
    spoke: bool = False
    replies: dict[str, _Reply] = field(default_factory=dict)


def count(session: Session, *conditions: Any) -> Tallies:
    """Tallies of the conversations that ``conditions`` on ConversationRow choose.

    Each conversation counts on the Danish day on which it began, with all that came later, in
    its own municipality and in the sum of all.
    """
    chosen = (ConversationRow.deleted.is_(None), *conditions)
    seen = {
        row.id: _Seen(row.created, row.municipality or UNKNOWN, row.channel)
        for row in session.execute(
            select(
                ConversationRow.id,
                ConversationRow.created,
                ConversationRow.municipality,
                ConversationRow.channel,
            ).where(*chosen)
        )
    }
    _messages(session, chosen, seen)
    _ratings(session, chosen, seen)
    _calls(session, chosen, seen)
    tallies: Tallies = {}
    for one in seen.values():
        if one.spoke or one.tally.counts["calls"]:
            _close(one, tallies)
    return tallies


def _messages(session: Session, chosen: Any, seen: dict[str, _Seen]) -> None:
    query = (
        select(
            MessageRow.conversation_id,
            MessageRow.number,
            MessageRow.role,
            MessageRow.kind,
            MessageRow.topic,
            MessageRow.answers_to,
            MessageRow.spent_ms,
        )
        .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
        .where(*chosen)
    )
    for identity, number, role, kind, topic, answers_to, spent_ms in session.execute(query):
        one = seen.get(identity)
        if one is None:
            continue
        if role == "citizen":
            one.spoke = True
            if spent_ms is not None:
                one.tally.turns[bucket(spent_ms)] += 1
        elif role == "staff" or kind == "handover":
            one.tally.counts["handed_over"] = 1
        elif answers_to and kind in _REPLIES:
            _weigh(one.replies, answers_to, _Reply(number, kind, topic))


def _weigh(replies: dict[str, _Reply], answers_to: str, reply: _Reply) -> None:
    before = replies.get(answers_to)
    if before is None or _REPLIES.index(reply.kind) < _REPLIES.index(before.kind):
        replies[answers_to] = reply


def _ratings(session: Session, chosen: Any, seen: dict[str, _Seen]) -> None:
    query = (
        select(MessageRow.conversation_id, FeedbackRow.rating)
        .join(FeedbackRow, FeedbackRow.message_id == MessageRow.id)
        .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
        .where(*chosen)
    )
    for identity, rating in session.execute(query):
        if identity in seen:
            seen[identity].tally.counts["rated_up" if rating == "up" else "rated_down"] += 1


def _calls(session: Session, chosen: Any, seen: dict[str, _Seen]) -> None:
    query = (
        select(CallRow.conversation_id, CallRow.ending)
        .join(ConversationRow, ConversationRow.id == CallRow.conversation_id)
        .where(*chosen)
    )
    for identity, ending in session.execute(query):
        if identity in seen:
            counts = seen[identity].tally.counts
            counts["calls"] += 1
            if ending == "transferred":
                counts["transferred"] += 1
                counts["handed_over"] = 1


def _close(one: _Seen, tallies: Tallies) -> None:
    counts, clock = one.tally.counts, local(one.begun)
    for _, kind, topic in one.replies.values():
        counts["questions"] += 1
        if kind in _COUNTED:
            counts[_COUNTED[kind]] += 1
        elif topic:
            one.tally.topics[topic] += 1
    if one.spoke:
        counts["conversations"] = 1
        counts["resolved"] = int(_resolved(one))
        one.tally.hours[clock.weekday() * 24 + clock.hour] = 1
    else:
        # Parts of what is no conversation would make a share of more than all.
        counts["handed_over"] = 0
    for place in (one.municipality, EVERYWHERE):
        key = Key(clock.date(), place, one.channel)
        tallies.setdefault(key, Tally()).add(one.tally)


def _resolved(one: _Seen) -> bool:
    """As :data:`bot.statistics.definitions.RESOLVED` says it in Danish."""
    counts = one.tally.counts
    stopped = counts["handed_over"] or counts["rated_down"] or counts["safety"]
    return not stopped and bool(one.replies) and max(one.replies.values()).kind == "answer"
