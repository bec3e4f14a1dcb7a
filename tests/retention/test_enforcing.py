"""What goes by which rule, what is shown before, and what is written down."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.knowledge import get_masker
from bot.live.room import build_live_room
from bot.retention.enforcing import Retention
from bot.retention.errors import RetentionOutOfBoundsError
from bot.retention.kinds import ABOUT, Kind, defaults
from bot.settings import Settings
from bot.staff.audit import Actor
from bot.staff.tables import AuditRow
from bot.store.database import Database
from bot.store.inbox_tables import InboxGroupRow, InboxItemRow, InboxShareRow, LabelledQuestionRow
from bot.store.live_tables import LiveContactRow
from bot.store.retention_tables import RetentionRunRow
from bot.store.say_tables import SuggestionRow, ToldChangeRow
from bot.store.tables import ConversationRow, FeedbackRow, MessageRow
from tests.retention.conftest import ago, converse, label

ADMIN = Actor("a" * 32, "Ada")


def _write(database: Database, work: Callable[[Session], Any]) -> Any:
    return database.run_here(work)


def _left(database: Database) -> set[str]:
    return set(
        database.read_here(lambda session: list(session.scalars(select(ConversationRow.id))))
    )


async def test_each_municipality_and_channel_has_its_own_days(
    database: Database, retention: Retention
) -> None:
    def make(session: Session) -> dict[str, str]:
        return {
            f"{place}-{channel}-{days}": converse(session, place, days, channel)
            for place in ("0751", "0101", None)
            for channel in ("web", "voice")
            for days in (5, 20, 40)
        }

    made = _write(database, make)
    await retention.choose(ADMIN, "0751", {Kind.CHATS: 3, Kind.CALLS: 60})
    await retention.choose(ADMIN, "*", {Kind.CALLS: 10})
    await retention.run()
    left = _left(database)
    assert {name for name, identity in made.items() if identity in left} == {
        "0751-voice-5", "0751-voice-20", "0751-voice-40",
        "0101-web-5", "0101-web-20", "0101-voice-5",
        "None-web-5", "None-web-20", "None-voice-5",
    }  # fmt: skip


async def test_what_is_shown_before_is_what_goes(database: Database, retention: Retention) -> None:
    def make(session: Session) -> None:
        for days in (1, 31, 45):
            converse(session, "0751", days, comment="for langsomt", contact="29123456")
        label(session, "0751", 800)
        label(session, "0101", 10)
        session.add(AuditRow(who="Ida", action="x", subject="y", moment=ago(800)))

    _write(database, make)
    shown = await retention.due()
    assert await retention.due() == shown, "a preview deletes nothing"
    counts = {one.kind: one.count for one in shown}
    assert counts == {
        Kind.CHATS: 2, Kind.CALLS: 0, Kind.RECORDINGS: 0, Kind.CONTACTS: 2, Kind.COMMENTS: 2,
        Kind.INBOX: 0, Kind.LABELLED: 1, Kind.SUGGESTIONS: 0, Kind.AUDIT: 1,
    }  # fmt: skip
    oldest = next(one.oldest for one in shown if one.kind is Kind.CHATS)
    assert oldest is not None and abs((oldest - ago(45)).total_seconds()) < 60
    assert await retention.run() == shown
    assert all(one.count == 0 for one in await retention.due())


async def test_a_preview_of_one_place_and_of_other_rules(
    database: Database, retention: Retention
) -> None:
    def make(session: Session) -> None:
        for place in ("0751", "0101", None):
            converse(session, place, 10)

    _write(database, make)
    rules = (await retention.rules()).choosing("0751", {Kind.CHATS: 7})
    counts = {
        place: (await retention.due(rules, place))[0].count for place in ("0751", "0101", "*", None)
    }
    assert counts == {"0751": 1, "0101": 0, "*": 0, None: 1}
    rules = rules.choosing("*", {Kind.CHATS: 7})
    counts = {
        place: (await retention.due(rules, place))[0].count for place in ("0751", "0101", "*")
    }
    assert counts == {"0751": 1, "0101": 1, "*": 2}


async def test_a_comment_goes_and_its_rating_stays(
    database: Database, retention: Retention
) -> None:
    _write(database, lambda session: converse(session, "0751", 10, comment="dårligt"))
    await retention.choose(ADMIN, "0751", {Kind.COMMENTS: 7})
    await retention.run()
    query = select(FeedbackRow.rating, FeedbackRow.comment)
    rows = database.read_here(lambda session: session.execute(query).all())
    assert [tuple(row) for row in rows] == [("down", None)]


async def test_contacts_go_by_their_places_days_also_in_the_chats_own_sweep(
    database: Database, retention: Retention
) -> None:
    def make(session: Session) -> tuple[str, str]:
        return (
            converse(session, "0751", 5, contact="29123456"),
            converse(session, "0101", 5, contact="29123457"),
        )

    _, other = _write(database, make)
    await retention.choose(ADMIN, "0751", {Kind.CONTACTS: 3})
    room = build_live_room(database, get_masker(), 14)
    assert await room.contacts.purge() == 1
    left = database.read_here(
        lambda session: list(session.scalars(select(LiveContactRow.conversation_id)))
    )
    assert left == [other]


async def test_questions_leave_the_inbox_and_groups_without_any_go(
    database: Database, retention: Retention
) -> None:
    def make(session: Session) -> None:
        for number, days in enumerate((9, 2), 1):
            identity = converse(session, "0751", days)
            message = session.scalar(
                select(MessageRow.id).where(MessageRow.conversation_id == identity)
            )
            session.add(InboxGroupRow(id=number, sample=message))
            session.flush()
            for place in ("0751", "*"):
                session.add(InboxShareRow(group_id=number, municipality=place, count=1,
                                          fallback=1, web=1, first_seen=ago(days),
                                          last_seen=ago(days)))  # fmt: skip
            session.add(InboxItemRow(message_id=message, group_id=number, municipality="0751",
                                     channel="web", reason="fallback", wording="w",
                                     created=ago(days)))  # fmt: skip

    _write(database, make)
    await retention.choose(ADMIN, "0751", {Kind.INBOX: 7})
    await retention.run()
    groups = database.read_here(lambda session: list(session.scalars(select(InboxGroupRow.id))))
    assert groups == [2]
    assert len(_left(database)) == 2


async def test_recordings_go_by_the_place_of_their_call(
    database: Database, retention: Retention
) -> None:
    def make(session: Session) -> list[str]:
        return [converse(session, place, 1, "voice") for place in ("0751", "0101")]

    ids = _write(database, make)
    for identity in ids:
        path = retention.recordings.path(identity)
        path.write_bytes(b"RIFF")
        week = path.stat().st_mtime - 8 * 86_400
        os.utime(path, (week, week))
    await retention.choose(ADMIN, "0751", {Kind.RECORDINGS: 7})
    assert {one.kind: one.count for one in await retention.due()}[Kind.RECORDINGS] == 1
    await retention.run()
    assert set(retention.recordings.made()) == {ids[1]}


async def test_labelled_questions_and_the_log_end_too(
    database: Database, retention: Retention
) -> None:
    def make(session: Session) -> None:
        label(session, "0751", 40)
        session.add(
            AuditRow(who="Ida", action="x", subject="y", municipality="0751", moment=ago(200))
        )

    _write(database, make)
    await retention.choose(ADMIN, "0751", {Kind.LABELLED: 30, Kind.AUDIT: 180})
    await retention.run()
    count = select(func.count()).select_from(LabelledQuestionRow)
    assert database.read_here(lambda session: session.scalar(count)) == 0
    old = select(func.count()).select_from(AuditRow).where(AuditRow.action == "x")
    assert database.read_here(lambda session: session.scalar(old)) == 0


async def test_old_suggestions_go_and_what_was_told_because_of_them_stays(
    database: Database, retention: Retention
) -> None:
    def make(session: Session) -> None:
        for name, days in (("old", 366.0), ("new", 300.0)):
            session.add(SuggestionRow(id=name, topic="pas_pris", answer_version="v", text=name,
                                      state="done", created=ago(days)))  # fmt: skip
        session.flush()
        session.add(ToldChangeRow(id="told", suggestion_id="old", topic="pas_pris", text="Rettet"))

    _write(database, make)
    await retention.run()
    assert database.read_here(lambda s: list(s.scalars(select(SuggestionRow.id)))) == ["new"]
    told = database.read_here(lambda s: s.execute(select(ToldChangeRow.suggestion_id)).all())
    assert told == [(None,)]


async def test_choices_and_runs_are_written_down(database: Database, retention: Retention) -> None:
    _write(database, lambda session: converse(session, "0751", 10))
    await retention.choose(ADMIN, "0751", {Kind.CHATS: 7})
    await retention.choose(ADMIN, "0751", {Kind.CHATS: 7})
    await retention.run()
    query = select(AuditRow.who, AuditRow.action, AuditRow.subject, AuditRow.municipality)
    rows = database.read_here(lambda session: session.execute(query.order_by(AuditRow.id)).all())
    assert [tuple(row) for row in rows] == [
        ("Ada", "retention_chosen", "Samtaler i chatten: 7 dage", "0751"),
        ("opbevaringsreglerne", "retention_ran", "chats 1", None),
    ]


@pytest.mark.parametrize(("kind", "days"), [(Kind.CHATS, 0), (Kind.CONTACTS, 91), (Kind.AUDIT, 30)])
async def test_nobody_chooses_out_of_bounds(retention: Retention, kind: Kind, days: int) -> None:
    with pytest.raises(RetentionOutOfBoundsError, match="vælg mellem"):
        await retention.choose(ADMIN, "0751", {kind: days})
    assert "0751" not in (await retention.rules()).days[kind]


def test_what_holds_without_a_choice_is_within_bounds() -> None:
    for kind, days in defaults(Settings()).items():
        assert ABOUT[kind].least <= days <= ABOUT[kind].most


async def test_of_many_processes_one_enforces_it_each_day(
    database: Database, retention: Retention
) -> None:
    ran = await asyncio.gather(*(retention.run_daily() for _ in range(4)))
    assert sum(one is not None for one in ran) == 1

    def yesterday(session: Session) -> None:
        session.query(RetentionRunRow).update({"day": "2026-01-01"})

    _write(database, yesterday)
    assert await retention.run_daily() is not None


async def test_the_words_are_gone_from_the_file(
    database: Database, retention: Retention, tmp_path: Path
) -> None:
    _write(database, lambda session: converse(session, "0751", 40, text="ord som kvistgærdefuglen"))
    await retention.run()
    raw = b"".join(file.read_bytes() for file in tmp_path.glob("muni.db*"))  # noqa: ASYNC240
    assert "kvistgærde".encode() not in raw
