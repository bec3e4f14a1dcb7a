"""Users: links, grants, and never being without an administrator."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from bot.errors import (
    LastAdministratorError,
    LinkExpiredError,
    UserExistsError,
    UserNotFoundError,
    WeakPasswordError,
    WrongSignInError,
)
from bot.staff.audit import COMMAND_LINE, Wanted
from bot.staff.staff import Staff
from bot.staff.tables import LinkRow
from tests.staff.making import PASSWORD, grant, make_user


async def test_an_email_belongs_to_one_user(staff: Staff) -> None:
    await make_user(staff, "Mette", grant("editor"))
    with pytest.raises(UserExistsError):
        await staff.users.add(COMMAND_LINE, "En anden", "METTE@BY.DK", [])


async def test_a_link_works_once(staff: Staff) -> None:
    user = await staff.users.add(COMMAND_LINE, "Mette", "mette@by.dk", [grant("editor")])
    link = await staff.credentials.new_link(COMMAND_LINE, user.id)
    with pytest.raises(WeakPasswordError):
        await staff.credentials.use_link(link, "kort")
    await staff.credentials.use_link(link, PASSWORD)
    with pytest.raises(LinkExpiredError):
        await staff.credentials.use_link(link, "en helt anden adgang")
    await staff.sign_in.with_password("mette@by.dk", PASSWORD, "192.0.2.1")


async def test_a_link_gets_old_and_is_replaced_by_the_next(staff: Staff) -> None:
    user = await staff.users.add(COMMAND_LINE, "Mette", "mette@by.dk", [])
    first = await staff.credentials.new_link(COMMAND_LINE, user.id)
    second = await staff.credentials.new_link(COMMAND_LINE, user.id)
    with pytest.raises(LinkExpiredError):
        await staff.credentials.whose_link(first)
    await staff.credentials.whose_link(second)
    past = datetime.utcnow() - timedelta(seconds=1)
    await staff.database.run(lambda s: s.execute(update(LinkRow).values(expires=past)))
    with pytest.raises(LinkExpiredError):
        await staff.credentials.whose_link(second)


async def test_a_reset_takes_password_and_sessions_away_at_once(staff: Staff) -> None:
    user = await make_user(staff, "Mette", grant("editor"))
    token = await staff.sessions.begin(user.id)
    await staff.credentials.new_link(COMMAND_LINE, user.id)
    assert await staff.sessions.open(token) is None
    with pytest.raises(WrongSignInError):
        await staff.sign_in.with_password("mette@by.dk", PASSWORD, "192.0.2.1")


async def test_the_last_administrator_stays(staff: Staff) -> None:
    boss = await make_user(staff, "Boss", grant("administrator"))
    await make_user(staff, "Local", grant("administrator", "0751"))
    with pytest.raises(LastAdministratorError):
        await staff.users.disable(COMMAND_LINE, boss.id)
    with pytest.raises(LastAdministratorError):
        await staff.users.take(COMMAND_LINE, boss.id, grant("administrator"))
    other = await make_user(staff, "Other", grant("administrator"))
    await staff.users.take(COMMAND_LINE, boss.id, grant("administrator"))
    with pytest.raises(LastAdministratorError):
        await staff.users.disable(COMMAND_LINE, other.id)
    assert not (await staff.users.get(other.id)).disabled


async def test_who_has_yet_to_choose_a_password_administers_nothing(staff: Staff) -> None:
    boss = await make_user(staff, "Boss", grant("administrator"))
    await staff.users.add(COMMAND_LINE, "Ny", "ny@by.dk", [grant("administrator")])
    with pytest.raises(LastAdministratorError):
        await staff.users.disable(COMMAND_LINE, boss.id)


async def test_each_change_of_rights_is_in_the_audit_log(staff: Staff) -> None:
    boss = await make_user(staff, "Boss", grant("administrator"))
    user = await make_user(staff, "Mette", grant("editor", "0751"))
    await staff.users.give(boss.actor, user.id, grant("agent", "0740"))
    await staff.users.take(boss.actor, user.id, grant("editor", "0751"))
    await staff.users.give(boss.actor, user.id, grant("agent", "0740"))
    found = await staff.audit.search(Wanted(who="boss", action="right_given"))
    assert [(one.subject, one.municipality) for one in found if one.who == "Boss"] == [
        ("Mette: agent", "0740")
    ]
    taken = await staff.audit.search(Wanted(municipality="0751", action="right_taken"))
    assert [one.subject for one in taken] == ["Mette: editor"]


async def test_the_log_shows_a_local_administrator_the_own_municipality(staff: Staff) -> None:
    await make_user(staff, "Mette", grant("editor", "0751"))
    await make_user(staff, "Jens", grant("editor", "0740"))
    found = await staff.audit.search(Wanted(only_in=frozenset({"0751"})))
    assert {one.municipality for one in found} == {"0751"}


async def test_the_log_is_read_page_by_page(staff: Staff) -> None:
    user = await make_user(staff, "Mette", grant("editor", "0751"))
    for _ in range(30):
        await staff.users.give(COMMAND_LINE, user.id, grant("agent", "0751"))
        await staff.users.take(COMMAND_LINE, user.id, grant("agent", "0751"))
    first = await staff.audit.search(Wanted())
    second = await staff.audit.search(Wanted(before=first[-1].id))
    ids = [one.id for one in first + second]
    assert len(first) == 50
    assert ids == sorted(set(ids), reverse=True)
    assert await staff.audit.search(Wanted(who="100%_\\")) == []


async def test_who_is_not_there_is_not_found(staff: Staff) -> None:
    with pytest.raises(UserNotFoundError):
        await staff.users.get("nobody")
    with pytest.raises(UserNotFoundError):
        await staff.users.find("nobody@by.dk")
