"""Collects questions into groups: reads on from its marks, compares, counts.

Whoever collects first writes the row ``turn`` of ``inbox_marks``, so that two processes come
one after the other on every database and never make two groups of one question.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.inbox.finding import SOURCES, Found, Unsure, find
from bot.inbox.handling import reopen_unlearnt
from bot.inbox.likeness import Features, Known, Question
from bot.inbox.wording import Normalise, wording_of
from bot.store.database import Database
from bot.store.inbox_counts import recount
from bot.store.inbox_tables import UNKNOWN, InboxGroupRow, InboxItemRow, InboxMarkRow
from bot.store.tables import MessageRow

BATCH = 200
_OVERLAP = timedelta(seconds=30)
"""A message may be stored later than one with a younger time; a turn takes no longer."""
_ALREADY = 400


class Collector:
    """Keeps the groups' questions in memory as numbers, to compare new ones with."""

    def __init__(
        self,
        database: Database,
        normalise: Normalise,
        examples: Callable[[], Sequence[str]],
    ) -> None:
        """``examples`` gives texts that words are weighed by, once, at the first collection."""
        self._database = database
        self._normalise = normalise
        self._examples = examples
        self._known: Known | None = None

    async def collect(self, unsure: Unsure, now: datetime | None = None) -> int:
        """Take in all that is new; gives how many questions. ``now`` is UTC without a zone."""
        moment, taken = now or datetime.utcnow(), 0
        # Not in a batch's own transaction, where citizens' turns would wait for it.
        known = await asyncio.to_thread(self._learn)
        await self._database.read(partial(_remember, known=known, normalise=self._normalise))
        for source in SOURCES:
            since: datetime | None = None
            while True:
                batch = partial(self._batch, source=source, since=since, now=moment, unsure=unsure)
                found, since = await self._database.run(batch)
                taken += found
                if since is None:
                    break
        return taken

    async def take_turn(self, seconds: float) -> bool:
        """Whether this process is the one to collect for the next ``seconds``."""
        now = datetime.utcnow()

        def work(session: Session) -> bool:
            row = _lock(session)
            if row.until is not None and row.until > now:
                return False
            row.until = now + timedelta(seconds=seconds)
            return True

        return await self._database.run(work)

    def _batch(
        self, session: Session, source: str, since: datetime | None, now: datetime, unsure: Unsure
    ) -> tuple[int, datetime | None]:
        _lock(session)
        mark: Any = session.get(InboxMarkRow, source)
        begins = since or mark.moment - _OVERLAP
        found, last = find(session, source, begins, now, unsure, BATCH)
        full = last is not None and len(found) > 0 and last != since
        new = self._new(session, found)
        if new:
            self._sort_in(session, new)
        if last is not None and last > mark.moment:
            mark.moment = last
        return len(new), last if full else None

    def _new(self, session: Session, found: list[Found]) -> list[Found]:
        ids = [one.message_id for one in found]
        there: set[str] = set()
        for first in range(0, len(ids), _ALREADY):
            chosen = InboxItemRow.message_id.in_(ids[first : first + _ALREADY])
            there |= set(session.scalars(select(InboxItemRow.message_id).where(chosen)))
        _rated_later(session, [one for one in found if one.reason == "down"], there)
        once = {one.message_id: one for one in reversed(found)}
        return [
            one
            for one in reversed(once.values())
            if one.message_id not in there and self._normalise(one.text)
        ]

    def _sort_in(self, session: Session, found: list[Found]) -> None:
        known = self._learn()
        _remember(session, known, self._normalise)
        asked = [Question(self._normalise(one.text), one.answered) for one in found]
        hashes = [wording_of(one.text, self._normalise) for one in found]
        same = _same_words(session, hashes)
        groups: list[int | None] = [same.get(one) for one in hashes]
        left = [place for place, group in enumerate(groups) if group is None]
        for place, near in zip(left, known.nearest([asked[one] for one in left]), strict=True):
            groups[place] = near
        self._make(session, found, asked, groups, known)
        for one, group, wording in zip(found, groups, hashes, strict=True):
            session.add(
                InboxItemRow(
                    message_id=one.message_id,
                    group_id=group,
                    municipality=one.municipality or UNKNOWN,
                    channel=one.channel,
                    reason=one.reason,
                    wording=wording,
                    created=one.created,
                )
            )
        session.flush()
        touched = {group for group in groups if group is not None}
        recount(session, touched)
        reopen_unlearnt(session, touched)

    def _make(
        self,
        session: Session,
        found: list[Found],
        asked: list[Question],
        groups: list[int | None],
        known: Known,
    ) -> None:
        """Give each question that is like none its own group, or one with others of its batch."""
        left = [place for place, group in enumerate(groups) if group is None]
        if not left:
            return
        firsts = known.groups_within([asked[place] for place in left])
        heads = [left[one] for one in sorted(set(firsts))]
        rows = {
            head: InboxGroupRow(
                sample=found[head].message_id,
                topic=found[head].topic,
                answered=found[head].answered,
            )
            for head in heads
        }
        session.add_all(rows.values())
        session.flush()
        for place, first in zip(left, firsts, strict=True):
            groups[place] = rows[left[first]].id
        # Ids that a rollback takes back are dropped by the next look at the table.
        known.add([rows[head].id for head in heads], [asked[head] for head in heads])

    def _learn(self) -> Known:
        if self._known is None:
            self._known = Known(Features([self._normalise(one) for one in self._examples()]))
        return self._known


def _remember(session: Session, known: Known, normalise: Normalise) -> None:
    """Know the groups as the table has them: others make and delete them too."""
    there = set(session.scalars(select(InboxGroupRow.id)))
    known.drop(known.ids - there)
    new = there - known.ids
    if new:
        query = select(InboxGroupRow.id, InboxGroupRow.answered, MessageRow.text).join(
            MessageRow, MessageRow.id == InboxGroupRow.sample
        )
        rows = [row for row in session.execute(query) if row.id in new]
        questions = [Question(normalise(row.text), row.answered) for row in rows]
        known.add([row.id for row in rows], questions)


def _rated_later(session: Session, found: list[Found], there: set[str]) -> None:
    """A question that was here already, and whose answer is rated down now, came for that."""
    for one in found:
        row: Any = session.get(InboxItemRow, one.message_id) if one.message_id in there else None
        if row is not None and row.reason != "down":
            row.reason = "down"
            session.flush()
            recount(session, {row.group_id})


def _lock(session: Session) -> Any:
    session.execute(
        update(InboxMarkRow)
        .where(InboxMarkRow.source == "turn")
        .values(moment=datetime.utcnow())
        .execution_options(synchronize_session=False)
    )
    return session.get(InboxMarkRow, "turn")


def _same_words(session: Session, hashes: list[str]) -> dict[str, int]:
    query = select(InboxItemRow.wording, InboxItemRow.group_id).where(
        InboxItemRow.wording.in_(hashes)
    )
    return {row.wording: row.group_id for row in session.execute(query)}
