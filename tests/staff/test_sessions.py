"""Sessions: kept as hashes, ended by time, rotated when rights change."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from bot.staff.audit import COMMAND_LINE
from bot.staff.staff import Staff
from bot.staff.tables import SessionRow
from tests.databases import kept
from tests.staff.making import PASSWORD, grant, make_user


async def _age(staff: Staff, **columns: Any) -> None:
    await staff.database.run(lambda session: session.execute(update(SessionRow).values(**columns)))


async def test_the_database_holds_no_session_id_link_or_code(staff: Staff) -> None:
    user = await make_user(staff, "Mette", grant("editor"))
    token, _ = await staff.sign_in.with_password("mette@by.dk", PASSWORD, "192.0.2.1")
    codes = await staff.credentials.renew_recovery_codes(user)
    link = await staff.credentials.new_link(COMMAND_LINE, user.id)
    whole = kept(staff.database.url).decode(errors="replace")
    for secret in (token, link, PASSWORD, codes[0], codes[0].replace("-", "")):
        assert secret not in whole


async def test_a_quiet_session_ends(staff: Staff) -> None:
    user = await make_user(staff, "Mette", grant("editor"))
    token = await staff.sessions.begin(user.id)
    await _age(staff, seen=datetime.utcnow() - timedelta(minutes=59))
    assert await staff.sessions.open(token) is not None, "and this is a sign of life"
    seen = await staff.database.read(lambda session: session.query(SessionRow.seen).scalar())
    assert datetime.utcnow() - seen < timedelta(minutes=1)
    await _age(staff, seen=datetime.utcnow() - timedelta(minutes=61))
    assert await staff.sessions.open(token) is None


async def test_a_busy_session_ends_too(staff: Staff) -> None:
    user = await make_user(staff, "Mette", grant("editor"))
    token = await staff.sessions.begin(user.id)
    await _age(staff, created=datetime.utcnow() - timedelta(hours=10, minutes=1))
    assert await staff.sessions.open(token) is None


async def test_a_password_waits_ten_minutes_for_its_code(staff: Staff) -> None:
    user = await make_user(staff, "Mette", grant("editor"))
    token = await staff.sessions.begin(user.id, waiting=True)
    await _age(staff, created=datetime.utcnow() - timedelta(minutes=11))
    assert await staff.sessions.open(token) is None


async def test_ended_sessions_are_swept_away(staff: Staff) -> None:
    user = await make_user(staff, "Mette", grant("editor"))
    for _ in range(3):
        await staff.sessions.begin(user.id)
    await _age(staff, created=datetime.utcnow() - timedelta(days=1))
    await staff.sessions.begin(user.id)
    left = await staff.database.read(lambda session: session.query(SessionRow).count())
    assert left == 1


async def test_new_rights_bring_a_new_session_id_and_are_there_at_once(staff: Staff) -> None:
    user = await make_user(staff, "Mette", grant("editor", "0751"))
    token = await staff.sessions.begin(user.id)
    before = await staff.sessions.open(token)
    await staff.users.give(COMMAND_LINE, user.id, grant("publisher"))
    after = await staff.sessions.open(token)
    assert before is not None
    assert after is not None
    assert after.token != token
    assert after.form_key == before.form_key, "an open form can still be sent"
    assert grant("publisher") in after.user.rights.grants
    same = await staff.sessions.open(after.token)
    assert same is not None
    assert same.token == after.token
    await _age(staff, replaced=datetime.utcnow() - timedelta(seconds=31))
    assert await staff.sessions.open(token) is None


async def test_requests_side_by_side_get_one_new_id(staff: Staff) -> None:
    user = await make_user(staff, "Mette", grant("editor", "0751"))
    token = await staff.sessions.begin(user.id)
    await staff.users.take(COMMAND_LINE, user.id, grant("editor", "0751"))
    found = await asyncio.gather(*(staff.sessions.open(token) for _ in range(10)))
    fresh = {one.token for one in found if one is not None} - {token}
    assert all(found)
    assert len(fresh) == 1


async def test_a_new_password_ends_every_other_session(staff: Staff) -> None:
    user = await make_user(staff, "Mette", grant("editor"))
    here, there = await staff.sessions.begin(user.id), await staff.sessions.begin(user.id)
    await staff.credentials.change_password(user, PASSWORD, "fem helt nye gode ord", here)
    assert await staff.sessions.open(there) is None
    kept = await staff.sessions.open(here)
    assert kept is not None
    assert kept.token != here
