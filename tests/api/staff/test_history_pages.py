"""The history in the console: searched, read, taken out, and nobody else's."""

from collections.abc import Callable

import pytest

from bot.staff.audit import Wanted
from bot.staff.rights import Role
from bot.staff.staff import Staff
from bot.store.conversations import ConversationStore
from tests.api.staff.browsing import Browser
from tests.inbox.asking import ask, collect
from tests.staff.making import grant, make_user

Open = Callable[..., Browser]
HISTORY = "/personale/historik"
EXPORT = f"{HISTORY}/udtraek"


async def _member(staff: Staff, browser: Open, place: str = "*", role: str = "reader") -> Browser:
    await make_user(staff, "Mette", grant(role, place))
    one = browser()
    await one.sign_in("mette@by.dk")
    return one


async def test_a_conversation_is_found_and_read_with_its_rating(
    staff: Staff, browser: Open
) -> None:
    found, _, answer = await ask(staff.database, "<b>ladcykel</b> i byen", topic="pas_pris")
    await ConversationStore(staff.database).rate(found, answer, "down", "<i>øv</i>")
    other, _, _ = await ask(staff.database, "noget andet")
    one = await _member(staff, browser)
    shown = (await one.get(f"{HISTORY}?soeg=LADCYK&udfald=down")).text
    assert f'href="{HISTORY}/{found}' in shown
    assert other not in shown
    assert "<b>ladcykel" not in shown
    read = (await one.get(f"{HISTORY}/{found}?soeg=LADCYK")).text
    assert "&lt;b&gt;ladcykel" in read
    assert "<i>øv" not in read
    assert "Bedømt dårligt" in read
    assert "Pris på pas" in read
    assert f'href="{HISTORY}?soeg=LADCYK"' in read


async def test_another_municipalitys_conversation_is_not_found(staff: Staff, browser: Open) -> None:
    mine, _, _ = await ask(staff.database, "ladcykel her", "0751")
    theirs, _, _ = await ask(staff.database, "ladcykel der", "0740")
    nobodys, _, _ = await ask(staff.database, "ladcykel hvor", None)
    await collect(staff.database)
    one = await _member(staff, browser, "0751", "editor")
    shown = (await one.get(f"{HISTORY}?soeg=ladcykel")).text
    assert [each in shown for each in (mine, theirs, nobodys)] == [True, False, False]
    assert (await one.get(f"{HISTORY}/{mine}")).status_code == 200
    for each in (theirs, nobodys, "0" * 32, "x"):
        assert (await one.get(f"{HISTORY}/{each}")).status_code == 404
    assert (await one.get(f"{HISTORY}?kommune=0740")).status_code == 403
    for stream in ("samtaler", "beskeder", "bedoemmelser", "indbakke"):
        for form in ("csv", "jsonl"):
            file = await one.get(f"{EXPORT}/{stream}.{form}")
            assert file.status_code == 200
            assert "0740" not in file.text
            assert theirs not in file.text


@pytest.mark.parametrize("place", ["*", "0751"])
@pytest.mark.parametrize("role", list(Role))
async def test_each_role_opens_what_it_may(
    staff: Staff, browser: Open, role: Role, place: str
) -> None:
    found, _, _ = await ask(staff.database, "ladcykel")
    one = await _member(staff, browser, place, role.value)
    reads, administers = role is not Role.ADMINISTRATOR, role is Role.ADMINISTRATOR
    for path, may in (
        (HISTORY, reads), (f"{HISTORY}/{found}", reads), (EXPORT, True),
        (f"{EXPORT}/log.csv", administers), (f"{EXPORT}/samtaler.csv", reads),
        (f"{EXPORT}/beskeder.jsonl", reads), (f"{EXPORT}/bedoemmelser.csv", reads),
        (f"{EXPORT}/indbakke.csv", reads),
    ):  # fmt: skip
        assert (await one.get(path)).status_code == (200 if may else 403), path
    offered = (await one.get(EXPORT)).text
    assert ("log.csv" in offered) is administers
    assert ("beskeder.csv" in offered) is reads


async def test_a_file_is_an_attachment_and_leaves_a_line_in_the_log(
    staff: Staff, browser: Open
) -> None:
    await ask(staff.database, "=1+1")
    one = await _member(staff, browser, "0751", "editor")
    file = await one.get(f"{EXPORT}/beskeder.csv")
    assert file.headers["content-disposition"] == 'attachment; filename="muni-beskeder.csv"'
    assert file.content.startswith(b"\xef\xbb\xbf")
    assert ";'=1+1;" in file.text
    log = await staff.audit.search(Wanted(action="data_exported"))
    assert [(each.who, each.subject, each.municipality) for each in log] == [
        ("Mette", "beskeder.csv", "0751")
    ]
    for wrong in ("beskeder.xls", "staff_users.csv", "log.exe"):
        assert (await one.get(f"{EXPORT}/{wrong}")).status_code == 404


async def test_filters_that_make_no_sense_are_left_out(staff: Staff, browser: Open) -> None:
    found, _, _ = await ask(staff.database, "ladcykel")
    one = await _member(staff, browser)
    for query in ("fra=igår&til=2", "efter=x~y", "kanal=røg", "udfald=x", "soeg=%00\"'*"):
        assert (await one.get(f"{HISTORY}?{query}")).status_code == 200, query
    assert found in (await one.get(f"{HISTORY}?fra=igår&efter=x~y&kanal=røg&udfald=x")).text
