"""How long things are kept is chosen with open eyes; a conversation is deleted unread, by id."""

from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.staff.staff import Staff
from bot.staff.tables import AuditRow
from bot.store.retention_tables import RetentionRuleRow
from bot.store.tables import ConversationRow, MessageRow
from tests.api.staff.browsing import Browser
from tests.retention.conftest import converse
from tests.staff.making import grant, make_user

HOME, SEEN = "/personale/opbevaring", "/personale/opbevaring/se"


async def _enter(staff: Staff, browser: Callable[..., Browser], role: str, place: str) -> Browser:
    await make_user(staff, "Ada", grant(role, place))
    opened = browser()
    await opened.sign_in("ada@by.dk")
    return opened


def _rules(staff: Staff) -> dict[tuple[str, str], int]:
    def work(session: Session) -> dict[tuple[str, str], int]:
        rows = session.scalars(select(RetentionRuleRow))
        return {(row.municipality, row.kind): row.days for row in rows}

    return staff.database.read_here(work)


def _actions(staff: Staff) -> list[tuple[str, str]]:
    query = select(AuditRow.action, AuditRow.subject).order_by(AuditRow.id)
    return [tuple(row) for row in staff.database.read_here(lambda s: s.execute(query).all())]


async def test_what_goes_is_shown_before_it_is_saved(
    staff: Staff, browser: Callable[..., Browser]
) -> None:
    for days, place in ((10, "0751"), (12, "0751"), (10, "0101")):
        staff.database.run_here(partial(converse, municipality=place, days=days))
    admin = await _enter(staff, browser, "administrator", "0751")
    shown = await admin.post(SEEN, HOME, kommune="0751", dage_chats="7")
    row = next(part for part in shown.text.split("<tr>") if "Samtaler i chatten" in part)
    assert "<td>7 dage</td><td>2</td>" in row
    assert _rules(staff) == {}
    saved = await admin.post(HOME, HOME, kommune="0751", dage_chats="7")
    assert saved.status_code == 303
    assert _rules(staff) == {("0751", "chats"): 7}
    assert ("retention_chosen", "Samtaler i chatten: 7 dage") in _actions(staff)
    assert "Opbevaringen er gemt" in (await admin.get(HOME)).text
    await admin.post(HOME, HOME, kommune="0751", dage_chats="")
    assert _rules(staff) == {}


@pytest.mark.parametrize("days", ["0", "366", "-3", "syv", "1e3", "99999", "7 "])
async def test_out_of_bounds_is_said_and_what_was_typed_stays(
    staff: Staff, browser: Callable[..., Browser], days: str
) -> None:
    admin = await _enter(staff, browser, "administrator", "*")
    for path in (SEEN, HOME):
        shown = await admin.post(path, HOME, kommune="*", dage_chats=days, dage_audit="200")
        if days == "7 ":
            assert shown.status_code in {200, 303}
            continue
        assert shown.status_code == 422
        assert "vælg mellem 1 og 365 dage" in shown.text
        assert 'value="200"' in shown.text
        assert _rules(staff) == {}


async def test_another_municipalitys_rules_are_out_of_reach(
    staff: Staff, browser: Callable[..., Browser]
) -> None:
    admin = await _enter(staff, browser, "administrator", "0751")
    for place in ("0101", "*"):
        assert (await admin.get(f"{HOME}?kommune={place}")).status_code == 403
        assert (await admin.post(HOME, HOME, kommune=place, dage_chats="1")).status_code == 403
    assert _rules(staff) == {}


async def test_a_conversation_is_deleted_by_id_and_unread(
    staff: Staff, browser: Callable[..., Browser]
) -> None:
    mine = staff.database.run_here(lambda s: converse(s, "0751", 1, text="kvistgærdefuglen"))
    other = staff.database.run_here(lambda s: converse(s, "0101", 1))
    admin = await _enter(staff, browser, "administrator", "0751")
    home = "/personale/sletning"
    found = await admin.get(f"{home}?samtale={mine.upper()}")
    assert found.headers["location"] == f"{home}/{mine}"
    shown = await admin.get(f"{home}/{mine}")
    assert "kvistgærdefuglen" not in shown.text and mine in shown.text
    for wrong in (other, "0" * 32, "'; DROP TABLE", "x" * 100):
        answer = await admin.get(home, params={"samtale": wrong})
        assert answer.status_code == 404
        assert "Der er ingen samtale" in answer.text
    assert (await admin.post(f"{home}/{other}", home + f"/{mine}")).status_code == 404
    assert (await admin.post(f"{home}/{mine}", f"{home}/{mine}")).status_code == 303
    assert ("conversation_erased", mine) in _actions(staff)

    def left(session: Session) -> set[str]:
        return set(session.scalars(select(MessageRow.conversation_id)))

    assert staff.database.read_here(left) == {other}
    row = staff.database.read_here(lambda s: s.get(ConversationRow, mine))
    assert row.deleted is not None and row.token_hash == ""
    assert (await admin.get(f"{home}/{mine}")).status_code == 404


async def test_reading_a_conversation_is_written_down_and_an_id_finds_it(
    staff: Staff, browser: Callable[..., Browser]
) -> None:
    mine = staff.database.run_here(lambda s: converse(s, "0751", 1, text="hvad koster et pas"))
    reader = await _enter(staff, browser, "reader", "0751")
    found = await reader.get(f"/personale/historik?soeg={mine}")
    assert found.headers["location"] == f"/personale/historik/{mine}"
    page = await reader.get(found.headers["location"])
    assert "hvad koster et pas" in page.text
    assert "Slet på borgerens vegne" not in page.text, "a reader may not"
    assert ("conversation_read", mine) in _actions(staff)
