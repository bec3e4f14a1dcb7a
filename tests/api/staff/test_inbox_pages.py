"""The inbox in the console: listed, opened, decided, taught, noted, guarded."""

import re
from collections.abc import Callable, Iterator

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import update

from bot.assembly import Bot
from bot.content.editing import Editing
from bot.content.rules import Rules, measured_questions
from bot.inbox.labelled import every
from bot.knowledge import get_live_content, get_masker
from bot.settings import ROOT
from bot.staff.audit import Wanted
from bot.staff.rights import Role
from bot.staff.staff import Staff
from bot.store.tables import MessageRow
from tests.api.staff.browsing import Browser, console
from tests.inbox.asking import LADCYKEL, a_collector, ask, collect
from tests.staff.making import grant, make_user

Open = Callable[..., Browser]
INBOX = "/personale/indbakke"
TOPIC = "pas_pris"


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules(get_masker(), measured_questions(ROOT / "data"))


@pytest.fixture
def app(staff: Staff, rules: Rules, bot: Bot) -> Iterator[FastAPI]:
    live = get_live_content()
    stop = live.follow(staff.database)
    made = console(staff)
    made.state.bot.editing = Editing(staff.database, live, rules)
    made.state.parse = bot.dialogue.parse
    yield made
    stop()


async def _member(staff: Staff, browser: Open, name: str, place: str = "*",
                  role: str = "editor") -> Browser:  # fmt: skip
    await make_user(staff, name, grant(role, place))
    one = browser()
    await one.sign_in(f"{name.lower()}@by.dk")
    return one


async def _rows(one: Browser, query: str = "") -> list[str]:
    """The ids that the list shows, in its order."""
    return re.findall(rf'href="{INBOX}/(\d+)\?', (await one.get(f"{INBOX}?{query}")).text)


async def _fields(one: Browser, row: str) -> dict[str, list[str] | str]:
    """What the row's form holds as it is opened."""
    shown = (await one.get(f"{INBOX}/{row}")).text
    version = re.search(r'name="version" value="(\d+)"', shown)
    assert version
    wordings = re.findall(r'type="checkbox" name="formulering" id="[^"]+" value="(\w+)"', shown)
    return {"version": version[1], "formulering": wordings}


async def _decide(one: Browser, row: str, deed: str, **fields: object) -> httpx.Response:
    seen = await _fields(one, row)
    return await one.post(f"{INBOX}/{row}/{deed}", f"{INBOX}/{row}", **{**seen, **fields})


async def test_three_wordings_are_taught_at_once_and_leave_the_list(
    staff: Staff, browser: Open
) -> None:
    for text in LADCYKEL:
        await ask(staff.database, text)
    await collect(staff.database, a_collector(staff.database))
    one = await _member(staff, browser, "Mette")
    (row,) = await _rows(one)
    shown = (await one.get(f"{INBOX}/{row}")).text
    for text in LADCYKEL:
        assert text in shown
    assert "Stillet 3 gange" in shown
    assert shown.count('type="radio"') >= 8, "the model's own ranking"
    found = (await one.get(f"{INBOX}/{row}?soeg=pas_pris")).text
    assert f'value="{TOPIC}"' in found
    examples = "kan jeg låne en ladcykel til flytning\nhvor står ladcyklerne henne"
    done = await _decide(one, row, "emne", emne=TOPIC, eksempler=examples)
    assert done.status_code == 303, done.text
    after = (await one.get(INBOX)).text
    assert "Emnet er valgt: Pris på pas" in after
    assert "efter næste træning" in after
    assert await _rows(one) == []
    assert await _rows(one, "vis=behandlede") == [row]
    labels = await staff.database.read(every)
    assert {label.text for label in labels} == set(LADCYKEL)
    added = set(get_live_content().content.raw.examples[TOPIC]) & set(examples.splitlines())
    assert added
    log = await staff.audit.search(Wanted(action="question_labelled"))
    assert [(entry.who, entry.subject) for entry in log] == [("Mette", f"{row} {TOPIC}")]


async def test_personal_data_in_an_example_is_refused_and_nothing_is_lost(
    staff: Staff, browser: Open
) -> None:
    await ask(staff.database, LADCYKEL[0])
    await collect(staff.database)
    one = await _member(staff, browser, "Mette")
    (row,) = await _rows(one)
    written = "ring til Hans Jensen på 22 33 44 55 om ladcyklen"
    refused = await _decide(one, row, "emne", emne=TOPIC, eksempler=written)
    assert refused.status_code == 422
    assert "indeholder" in refused.text
    assert written in refused.text
    assert f'value="{TOPIC}" required checked' in refused.text
    assert await _rows(one) == [row]
    assert await staff.database.read(every) == []
    none = await _decide(one, row, "emne", emne="findes_ikke")
    assert none.status_code == 422
    assert "Vælg et emne" in none.text


@pytest.mark.parametrize(("deed", "label"), [("out_of_scope", 1), ("ignored", 0)])
async def test_out_of_scope_and_ignored_leave_the_list_and_come_back(
    staff: Staff, browser: Open, deed: str, label: int
) -> None:
    await ask(staff.database, "hvem vinder kampen i aften")
    await collect(staff.database)
    one = await _member(staff, browser, "Mette")
    (row,) = await _rows(one)
    back = f"{INBOX}?orden=nyeste"
    done = await _decide(one, row, "afgoer", til=deed, liste="orden=nyeste",
                         **({} if label else {"formulering": []}))  # fmt: skip
    assert (done.status_code, done.headers["location"]) == (303, back)
    assert await _rows(one) == []
    topics = [one.topic for one in await staff.database.read(every)]
    assert topics == ["out_of_scope"] * label
    assert "Behandlet af Mette" in (await one.get(f"{INBOX}/{row}")).text
    await _decide(one, row, "afgoer", til="open")
    assert await _rows(one) == [row]


async def test_who_comes_second_is_told_before_and_after(staff: Staff, browser: Open) -> None:
    await ask(staff.database, LADCYKEL[0])
    await collect(staff.database)
    one = await _member(staff, browser, "Mette")
    other = await _member(staff, browser, "Bent")
    (row,) = await _rows(one)
    await one.get(f"{INBOX}/{row}")
    assert "Mette ser på det" in (await other.get(INBOX)).text
    seen = await _fields(other, row)
    assert "Mette ser på spørgsmålet lige nu" in (await other.get(f"{INBOX}/{row}")).text
    assert (await _decide(one, row, "emne", emne=TOPIC)).status_code == 303
    for deed, fields in (("emne", {"emne": "pas_barn"}), ("afgoer", {"til": "ignored"})):
        late = await other.post(f"{INBOX}/{row}/{deed}", f"{INBOX}/{row}", **seen, **fields)
        assert late.status_code == 409
        assert "En kollega har behandlet spørgsmålet imens" in late.text
        assert "Behandlet af Mette" in late.text
    assert {label.topic for label in await staff.database.read(every)} == {TOPIC}


async def test_a_question_is_left_to_a_colleague_with_a_note(staff: Staff, browser: Open) -> None:
    await ask(staff.database, LADCYKEL[0])
    await collect(staff.database)
    one = await _member(staff, browser, "Mette")
    other = await _member(staff, browser, "Bent", role="reader")
    bent = next(user for user in await staff.users.all() if user.name == "Bent")
    (row,) = await _rows(one)
    note = "Er det jer? <b>Ring</b> til Hans Jensen på 22 33 44 55"
    sent = await one.post(f"{INBOX}/{row}/note", f"{INBOX}/{row}", tekst=note, til=bent.id)
    assert sent.status_code == 303
    assert (
        "Venter på kollega" in (await one.get(INBOX)).text
        or "ser på" in (await one.get(INBOX)).text
    )
    assert "En kollega venter på dit svar" in (await other.get(INBOX)).text
    shown = (await other.get(f"{INBOX}/{row}")).text
    assert "&lt;b&gt;Ring" in shown
    assert "22 33 44 55" not in shown
    assert "Gem emnet" not in shown, "a reader reads"
    await one.post(f"{INBOX}/{row}/laeg-tilbage", f"{INBOX}/{row}")
    assert "Mette ser på det" not in (await other.get(INBOX)).text
    answer = await other.post(f"{INBOX}/{row}/note", f"{INBOX}/{row}", tekst="Ja, det er os")
    assert answer.status_code == 303
    assert "En kollega venter på dit svar" not in (await other.get(INBOX)).text
    missing = await one.post(f"{INBOX}/{row}/note", f"{INBOX}/{row}", tekst="x", til="nobody")
    assert missing.status_code == 404


async def test_a_local_editor_sees_and_changes_only_their_own(staff: Staff, browser: Open) -> None:
    await ask(staff.database, "udlåner I både", "0740")
    await ask(staff.database, LADCYKEL[0], "0751")
    await ask(staff.database, LADCYKEL[0] + " Svar til 0740", "0740")
    await collect(staff.database)
    boss = await _member(staff, browser, "Boss")
    local = await _member(staff, browser, "Lone", "0751")
    rows = await _rows(boss)
    (mine,) = await _rows(local)
    (theirs,) = set(rows) - {mine}
    assert len(rows) == 2
    assert (await local.get(f"{INBOX}/{theirs}")).status_code == 404
    assert (await local.get(f"{INBOX}?kommune=0740")).status_code == 403
    assert (await local.get(f"{INBOX}?kommune=ukendt")).status_code == 403
    shown = (await local.get(f"{INBOX}/{mine}")).text
    assert "Svar til 0740" not in shown
    assert "Silkeborg" not in shown
    page = f"{INBOX}/{mine}"
    for deed, fields in (
        ("emne", {"emne": TOPIC}), ("afgoer", {"til": "ignored"}), ("note", {"tekst": "x"}),
    ):  # fmt: skip
        refused = await local.post(f"{INBOX}/{theirs}/{deed}", page, version=0, **fields)
        assert refused.status_code == 404, deed
    example = "udlåner Aarhus ladcykler til borgere"
    done = await _decide(local, mine, "emne", emne=TOPIC, eksempler=example)
    assert done.status_code == 303
    assert await _rows(local) == []
    assert set(await _rows(boss)) == {mine, theirs}, "the other municipality's share is open"
    assert {one.municipality for one in await staff.database.read(every)} == {"0751"}


@pytest.mark.parametrize("place", ["*", "0751"])
@pytest.mark.parametrize("role", list(Role))
async def test_each_role_opens_what_it_may(
    staff: Staff, browser: Open, role: Role, place: str
) -> None:
    await ask(staff.database, LADCYKEL[0])
    await collect(staff.database)
    boss = await _member(staff, browser, "Boss")
    (row,) = await _rows(boss)
    one = await _member(staff, browser, "Mette", place, role.value)
    reads, handles = role is not Role.ADMINISTRATOR, role in {Role.EDITOR, Role.PUBLISHER}
    for path in (INBOX, f"{INBOX}/{row}"):
        assert (await one.get(path)).status_code == (200 if reads else 403)
    assert (f'href="{INBOX}"' in (await one.get("/personale")).text) is reads
    for deed, fields, may in (
        ("note", {"tekst": "x"}, reads), ("laeg-tilbage", {}, handles),
        ("afgoer", {"til": "ignored", "version": 0}, handles),
        ("emne", {"emne": TOPIC, "version": 1}, handles),
    ):  # fmt: skip
        answer = await one.post(f"{INBOX}/{row}/{deed}", "/personale", **fields)
        assert answer.status_code == (303 if may else 403), deed


async def test_what_a_citizen_wrote_is_shown_as_text(staff: Staff, browser: Open) -> None:
    await ask(staff.database, '<script>alert(1)</script> & "citat"')
    await collect(staff.database)
    one = await _member(staff, browser, "Mette")
    (row,) = await _rows(one)
    for path in (INBOX, f"{INBOX}/{row}"):
        assert "<script>alert" not in (await one.get(path)).text
    strange = await one.get(f"{INBOX}/{row}?soeg=<script>alert(2)</script>&liste=x")
    assert "<script>alert" not in strange.text
    away = await _decide(one, row, "afgoer", til="ignored", liste="//ond.dk\r\nX: y")
    assert away.headers["location"].startswith(INBOX)
    assert "x" not in away.headers


async def test_filters_that_make_no_sense_are_left_out(staff: Staff, browser: Open) -> None:
    _, asked, _ = await ask(staff.database, LADCYKEL[0])
    change = update(MessageRow).where(MessageRow.id == asked).values(topic=TOPIC)
    await staff.database.run(lambda s: s.execute(change) and None)
    await collect(staff.database)
    one = await _member(staff, browser, "Mette")
    for query, shown in {
        "fra=igår&til=2": 1, "efter=x~y": 1, "kanal=røg": 1, "kategori=findesikke": 1,
        "kategori=intet": 0, "kanal=voice": 0, "kommune=0751": 1, "kommune=0740": 0,
        "kommune=ukendt": 0, "fra=2001-01-01&til=2001-12-31": 0, "fra=2001-01-01": 1,
    }.items():  # fmt: skip
        assert len(await _rows(one, query)) == shown, query
    assert (await one.get(f"{INBOX}/999999")).status_code == 404
    assert (await one.get(f"{INBOX}/x")).status_code == 422
