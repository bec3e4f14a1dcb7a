"""Enforces retention: deletes what is due, in steps that others can come between."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.retention.due import Due, due, due_rows, old_recordings
from bot.retention.kinds import Kind, defaults
from bot.retention.rules import Choice, Rules, read_rules, save_choice
from bot.settings import Settings
from bot.staff.audit import Actor, record
from bot.staff.tables import AuditRow
from bot.statistics.roll_up import keep_figures
from bot.store.database import Database
from bot.store.deletion import erase_all, forget_used_up
from bot.store.deletion_list import forget_old_deletions
from bot.store.inbox_counts import recount
from bot.store.inbox_tables import InboxItemRow, LabelledQuestionRow
from bot.store.live_tables import LiveContactRow
from bot.store.message_search import forget_deleted_words
from bot.store.recordings import Recordings
from bot.store.retention_rules import WHOLE
from bot.store.retention_tables import RetentionRunRow
from bot.store.say_tables import PanelRow, SuggestionRow
from bot.store.tables import FeedbackRow

CLOCKWORK = Actor(None, "opbevaringsreglerne")
_AT_ONCE = 300
_PANEL_DAYS = 90
"""What a panel said of a draft is of no use long after the link was closed."""
_SIMPLE: dict[Kind, Any] = {
    Kind.CONTACTS: (LiveContactRow, LiveContactRow.conversation_id),
    Kind.LABELLED: (LabelledQuestionRow, LabelledQuestionRow.id),
    Kind.SUGGESTIONS: (SuggestionRow, SuggestionRow.id),
    Kind.AUDIT: (AuditRow, AuditRow.id),
}


@dataclass(frozen=True, slots=True)
class Retention:
    """Of one database and its recordings."""

    database: Database
    recordings: Recordings
    settings: Settings

    async def rules(self) -> Rules:
        """The rules now."""
        return await self.database.read(self._rules)

    async def choose(self, actor: Actor, place: str, choice: Choice) -> None:
        """Keep what a place chose. Raises RetentionOutOfBoundsError."""
        await self.database.run(lambda session: save_choice(session, actor, place, choice))

    async def due(self, rules: Rules | None = None, place: str | None = None) -> list[Due]:
        """What would go now, by the rules of now or by others."""

        def work(session: Session) -> list[Due]:
            return due(session, rules or self._rules(session), self.recordings, place)

        return await self.database.read(work)

    async def run_daily(self) -> list[Due] | None:
        """As :meth:`run`, unless it was done today, here or elsewhere."""
        day = datetime.utcnow().date().isoformat()

        def claim(session: Session) -> None:
            old = RetentionRunRow.day < (datetime.utcnow() - timedelta(days=90)).date().isoformat()
            session.execute(delete(RetentionRunRow).where(old))
            session.add(RetentionRunRow(day=day))

        try:
            await self.database.run(claim)
        except IntegrityError:
            return None
        return await self.run()

    async def run(self, actor: Actor = CLOCKWORK) -> list[Due]:
        """Delete what is due, and write down how much of what; gives that."""
        rules = await self.rules()
        found = await self.due(rules)
        for kind in (Kind.CHATS, Kind.CALLS):
            ids = await self._keys(kind, rules)
            for some in _pieces(ids):
                await self.database.run(partial(erase_all, ids=some, before=keep_figures))
            await asyncio.to_thread(self.recordings.delete, ids)
        old = await self.database.read(
            lambda session: old_recordings(session, rules.days[Kind.RECORDINGS], self.recordings)
        )
        await asyncio.to_thread(self.recordings.delete, old)
        for kind, (table, key) in _SIMPLE.items():
            for some in _pieces(await self._keys(kind, rules)):
                await self.database.run(partial(_delete, table=table, condition=key.in_(some)))
        for some in _pieces(await self._keys(Kind.COMMENTS, rules)):
            await self.database.run(partial(_forget_comments, ids=some))
        for some in _pieces(await self._keys(Kind.INBOX, rules)):
            await self.database.run(partial(_leave_inbox, ids=some))
        await self.database.run(partial(self._finish, actor=actor, found=found, rules=rules))
        await forget_deleted_words(self.database)
        await self.database.forget_free_pages()
        return found

    async def _keys(self, kind: Kind, rules: Rules) -> list[Any]:
        query = due_rows(kind, rules.days[kind])
        return await self.database.read(lambda session: list(session.scalars(query)))

    def _rules(self, session: Session) -> Rules:
        return read_rules(session, defaults(self.settings))

    def _finish(self, session: Session, actor: Actor, found: list[Due], rules: Rules) -> None:
        forget_used_up(session, rules.days[Kind.CHATS][WHOLE])
        forget_old_deletions(session)
        closed = datetime.utcnow() - timedelta(days=_PANEL_DAYS)
        _delete(session, PanelRow, PanelRow.until < closed)
        said = ", ".join(f"{one.kind} {one.count}" for one in found if one.count)
        record(session, actor, "retention_ran", said or "intet")


def _pieces(keys: list[Any]) -> list[list[Any]]:
    return [keys[first : first + _AT_ONCE] for first in range(0, len(keys), _AT_ONCE)]


def _delete(session: Session, table: Any, condition: Any) -> None:
    session.execute(delete(table).where(condition).execution_options(synchronize_session=False))


def _forget_comments(session: Session, ids: list[str]) -> None:
    query = update(FeedbackRow).where(FeedbackRow.message_id.in_(ids)).values(comment=None)
    session.execute(query.execution_options(synchronize_session=False))


def _leave_inbox(session: Session, ids: list[str]) -> None:
    chosen = InboxItemRow.message_id.in_(ids)
    groups = set(session.scalars(select(InboxItemRow.group_id).where(chosen)))
    _delete(session, InboxItemRow, chosen)
    recount(session, groups)
