"""Files in and out: looked at first, refused with reasons, never more than the member may."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

import httpx
import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import update

from bot.api.middleware import LARGEST_BODY
from bot.content import waiting
from bot.content.incoming import from_yaml
from bot.content.spreadsheet import ANSWER_HEADS, read_spreadsheet
from bot.knowledge import get_live_content
from bot.staff.rights import Role
from bot.staff.staff import Staff
from bot.store.import_tables import WaitingImportRow
from tests.api.staff.browsing import Browser
from tests.api.staff.content_room import ContentRoom, content_console
from tests.content.conftest import ANNE, an_answer
from tests.staff.making import grant, make_user

HOME = "/personale/ind-og-ud"
NEW = "hvad er taksten for det røde hæfte"
NLU = f'version: "3.1"\nnlu:\n- intent: pas_pris\n  examples: |\n    - {NEW}\n'
Open = Callable[[], Browser]


@pytest.fixture
def room(staff: Staff) -> Iterator[tuple[Open, ContentRoom]]:
    with content_console(staff) as app:
        yield lambda: Browser(app), app.state.bot


@pytest.fixture
def browser(room: tuple[Open, ContentRoom]) -> Open:
    return room[0]


async def _member(staff: Staff, browser: Open, name: str, role: str, place: str = "*") -> Browser:
    await make_user(staff, name, grant(role, place))
    one = browser()
    await one.sign_in(f"{name.lower()}@by.dk")
    return one


async def _hand_in(one: Browser, data: bytes | str, name: str = "ny.yml") -> httpx.Response:
    token = await one.form_token("/personale/min-konto")
    content = data.encode() if isinstance(data, str) else data
    return await one.http.post(
        f"{HOME}/fil", data={"csrf": token}, files={"fil": (name, content)}, follow_redirects=True
    )


async def _carry_out(one: Browser, shown: httpx.Response, how: str = "udgiv") -> httpx.Response:
    hidden = dict(re.findall(r'name="(fil|fingerprint|csrf)" value="([^"]+)"', shown.text))
    return await one.http.post(f"{HOME}/udfoer", data=hidden | {"hvordan": how})


def _sheet(**sheets: Sequence[Sequence[object]]) -> bytes:
    book, made = Workbook(), io.BytesIO()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(made)
    return made.getvalue()


def _own_answer(topic: str, code: str, text: str) -> list[str]:
    links, sources = "borger.dk | https://www.borger.dk", "https://www.borger.dk/a | 2026-11-24"
    row = {"emne": topic, "kommune": code, "svar": text, "talt": "Søg på borger punktum d k.",
           "links": links, "kilder": sources}  # fmt: skip
    return [row.get(head, "") for head in ANSWER_HEADS]


@pytest.mark.parametrize("role", list(Role))
async def test_who_may_take_out_and_who_may_bring_in(
    staff: Staff, browser: Open, role: Role
) -> None:
    one = await _member(staff, browser, "Mette", role.value)
    token = await one.form_token("/personale/min-konto")
    edits = role in {Role.EDITOR, Role.PUBLISHER}
    assert (await one.get(HOME)).status_code == 200
    assert (await one.get(f"{HOME}/hent/eksempler.csv")).status_code == 200
    assert ("Læs en fil ind" in (await one.get(HOME)).text) is edits
    assert ((await _hand_in(one, NLU)).status_code != 403) is edits
    fields = {"csrf": token, "fil": "x", "fingerprint": "x"}
    for answer in (
        await one.get(f"{HOME}/kontrol/x"),
        await one.http.post(f"{HOME}/udfoer", data=fields),
    ):
        assert answer.status_code == (410 if edits else 403)
    stranger = browser()
    assert (await stranger.get(f"{HOME}/hent/svar.csv")).status_code == 303
    assert (await stranger.http.post(f"{HOME}/fil", files={"fil": b"x"})).status_code == 303


async def test_a_file_is_looked_at_and_changes_something_only_when_carried_out(
    staff: Staff, browser: Open
) -> None:
    one = await _member(staff, browser, "Anne", "editor")
    shown = await _hand_in(one, NLU)
    assert shown.status_code == 200
    assert "Intet er ændret endnu" in shown.text
    assert f'<ins><span class="sr-only">[tilføjet: </span>{NEW}' in shown.text
    assert NEW not in get_live_content().content.raw.examples["pas_pris"]
    assert (await _carry_out(one, shown)).status_code == 303
    assert "1 ændring fra ny.yml er udgivet" in (await one.get(HOME)).text
    assert NEW in get_live_content().content.raw.examples["pas_pris"]
    assert (await _carry_out(one, shown)).status_code == 410, "a file is carried out once"
    assert "0 nye" in (again := (await _hand_in(one, NLU)).text)
    assert "1 uden forskel" in again


async def test_drafts_wait_and_a_second_import_of_the_same_is_told(
    staff: Staff, room: tuple[Open, ContentRoom]
) -> None:
    browser, content = room
    one = await _member(staff, browser, "Anne", "editor")
    assert (await _carry_out(one, await _hand_in(one, NLU), "kladde")).status_code == 303
    assert [draft.subject.key for draft in await content.editing.drafts()] == ["pas_pris"]
    assert NEW not in get_live_content().content.raw.examples["pas_pris"]
    met = await _carry_out(one, await _hand_in(one, NLU), "kladde")
    assert met.status_code == 409
    assert "Du har allerede en kladde" in met.text


async def test_what_others_publish_after_the_check_is_shown_before_anything_is_changed(
    staff: Staff, room: tuple[Open, ContentRoom]
) -> None:
    browser, content = room
    one = await _member(staff, browser, "Anne", "editor")
    shown = await _hand_in(one, NLU)
    plan = await content.importing.plan(from_yaml(NLU.replace("røde", "lille").encode()))
    await content.importing.carry_out(plan, ANNE, "", publish=True)
    met = await _carry_out(one, shown)
    assert met.status_code == 409
    assert "Indholdet er ændret, siden du så rapporten" in met.text
    assert (await _carry_out(one, met)).status_code == 303


async def test_what_breaks_a_rule_is_refused_with_its_reason_and_the_rest_can_go_on(
    staff: Staff, browser: Open
) -> None:
    one = await _member(staff, browser, "Anne", "editor")
    rows = [["emne", "eksempel"], ["pas_pris", NEW], ["ukendt_emne", "hej <b>du</b> der"],
            ["pas_foto", "jeg hedder Mette Hansen og vil have et pas"]]  # fmt: skip
    shown = await _hand_in(one, _sheet(Eksempler=rows), "nye.xlsx")
    assert "<strong>2 afviste</strong>" in shown.text
    assert "Emnet ukendt_emne findes ikke" in shown.text
    assert "et navn" in shown.text
    assert "<b>du" not in shown.text
    assert (await _carry_out(one, shown)).status_code == 303
    examples = get_live_content().content.raw.examples
    assert NEW in examples["pas_pris"]
    assert "ukendt_emne" not in examples


async def test_a_local_editor_brings_in_what_is_their_own_and_no_more(
    staff: Staff, browser: Open
) -> None:
    one = await _member(staff, browser, "Aase", "editor", "0751")
    text = "Du søger på borger.dk. Ring til {kommune} på {telefon}."
    own = [("pas_pris", "0751"), ("pas_pris", "0740"), ("pas_foto", "")]
    answers = [list(ANSWER_HEADS), *(_own_answer(*whose, text) for whose in own)]
    rows = [["emne", "eksempel"], ["pas_pris", NEW]]
    shown = await _hand_in(one, _sheet(Svar=answers, Eksempler=rows), "svar.xlsx")
    assert "<strong>1 nye</strong>" in shown.text
    assert "<strong>3 afviste</strong>" in shown.text
    assert shown.text.count("Det har du ikke rettighed til at ændre") == 3
    assert (await _carry_out(one, shown)).status_code == 303
    content = get_live_content().content
    assert "pas_pris" in content.municipalities["0751"].overrides
    assert "pas_pris" not in content.municipalities["0740"].overrides
    assert NEW not in content.raw.examples["pas_pris"]


async def test_a_waiting_file_is_its_owners_and_grows_old(staff: Staff, browser: Open) -> None:
    anne = await _member(staff, browser, "Anne", "editor")
    bent = await _member(staff, browser, "Bent", "editor")
    shown = await _hand_in(anne, NLU)
    path = shown.url.path
    assert (await anne.get(path)).status_code == 200
    assert (await bent.get(path)).status_code == 410
    hidden = dict(re.findall(r'name="(fil|fingerprint)" value="([^"]+)"', shown.text))
    token = await bent.form_token("/personale/min-konto")
    stolen = await bent.http.post(f"{HOME}/udfoer", data=hidden | {"csrf": token})
    assert stolen.status_code == 410
    old = datetime.utcnow() - waiting.LIFE - timedelta(minutes=1)
    await staff.database.run(lambda s: s.execute(update(WaitingImportRow).values(created=old)))
    assert (await anne.get(path)).status_code == 410
    await _hand_in(bent, NLU)
    left = await staff.database.read(lambda s: s.query(WaitingImportRow).count())
    assert left == 1


def _zip(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.xlsx", b"", "Filen er tom"),
        ("a.xlsx", b"PK no zip", "ikke et regneark i formatet xlsx"),
        ("a.xlsx", _zip({"[Content_Types].xml": b"<a/>"}), "Regnearket kan ikke læses"),
        ("a.xlsx", _zip({"a.xml": b"0" * (81 * 1024 * 1024)}), "for meget pakket ud"),
        ("a.xlsx", _sheet(Ark1=[["emne"]]), "hverken arket Eksempler eller Svar"),
        ("a.xlsx", _sheet(Eksempler=[["emne", "tekst"]]), "mangler kolonnen eksempel"),
        ("a.xlsx", _sheet(Eksempler=[["emne", "eksempel"], ["pas_pris", '=HYPERLINK("x")']]),
         "Celle B2 i arket Eksempler har en formel"),
        ("a.xlsx", _sheet(Eksempler=[["emne", "eksempel"], ["Slemt navn", "x"]]), "Slemt navn"),
        ("a.yml", b"a: [", "ikke gyldig YAML"),
        ("a.yml", b"\xff\xfe", "ikke gyldig YAML"),
        ("a.yml", b"a: &a [x]\nb: *a", "henvisninger"),
        ("a.yml", b"nlu: 7", "Rasas NLU-format"),
        ("a.yml", b"answers: [1]", "hvilket emne"),
        ("a.csv", b"emne;eksempel", "regneark (.xlsx) eller en YAML-fil"),
        ("a.xlsx", b"x" * (5 * 1024 * 1024 + 1), "fylder over 5 MB"),
    ],
    ids=["empty", "no zip", "no sheet", "bomb", "wrong sheet", "wrong column", "formula",
         "wrong topic", "no yaml", "no utf-8", "alias", "no examples", "no answer", "csv", "big"],
)  # fmt: skip
async def test_a_file_that_is_none_is_told_so(
    staff: Staff, browser: Open, name: str, data: bytes, told: str
) -> None:
    one = await _member(staff, browser, "Anne", "editor")
    answer = await _hand_in(one, data, name)
    assert answer.status_code == 422
    assert told in answer.text


async def test_more_than_a_page_can_wait_for_is_refused_at_once(
    staff: Staff, browser: Open
) -> None:
    one = await _member(staff, browser, "Anne", "editor")
    lines = "".join(f"    - pas nummer {number}\n" for number in range(5001))
    answer = await _hand_in(one, NLU.replace(f"    - {NEW}\n", lines))
    assert answer.status_code == 422
    assert "5001 nye eksempler. Læs højst 5000 ind ad gangen" in answer.text


async def test_five_megabytes_pass_on_this_path_alone(staff: Staff, browser: Open) -> None:
    one = await _member(staff, browser, "Anne", "editor")
    token = await one.form_token("/personale/min-konto")
    large = {"fil": ("a.yml", b"x" * (5 * 1024 * 1024))}
    for path in (HOME, f"{HOME}/udfoer", f"{HOME}/fil/", f"{HOME}/fil/a", "/personale/log-ind"):
        answer = await one.http.post(path, data={"csrf": token}, files=large)
        assert answer.status_code == 413, path
    assert (await _hand_in(one, b"# " + b"x" * (4 * 1024 * 1024))).status_code == 422
    huge = {"fil": ("a.yml", b"x" * (6 * 1024 * 1024))}
    refused = await one.http.post(f"{HOME}/fil", data={"csrf": token}, files=huge)
    assert refused.status_code == 413
    assert refused.json()["title"] == "Filen fylder over 5 MB. Del den i mindre filer"


@pytest.mark.parametrize(("path", "most"), [(f"{HOME}/fil", 6 << 20), (HOME, LARGEST_BODY)])
async def test_a_body_that_does_not_tell_its_size_is_cut_off(
    staff: Staff, browser: Open, path: str, most: int
) -> None:
    one = await _member(staff, browser, "Anne", "editor")
    token = await one.form_token("/personale/min-konto")
    taken = 0

    async def endless() -> object:
        nonlocal taken
        yield b'--b\r\nContent-Disposition: form-data; name="fil"; filename="a.yml"\r\n\r\n'
        for _ in range(1000):
            taken += 16_384
            yield b"x" * 16_384

    kind = {"content-type": "multipart/form-data; boundary=b", "X-CSRF-Token": token}
    try:
        answer = await one.http.post(path, content=endless(), headers=kind)  # type: ignore[arg-type]
        assert answer.status_code >= 400
    except Exception as cut:
        assert "isconnect" in type(cut).__name__
    assert taken <= most


async def test_exports_come_back_unchanged_and_hold_only_what_the_member_may_read(
    staff: Staff, room: tuple[Open, ContentRoom]
) -> None:
    browser, content = room
    texts = {"0751": "Kun i Aarhus. Ring på {telefon}.", "0740": "Kun i Silkeborg. Kom forbi."}
    rows = [{"topic": "pas_pris", "municipality": code, **an_answer(text=text)}
            for code, text in texts.items()]  # fmt: skip
    plan = await content.importing.plan(from_yaml(str({"answers": rows}).encode()))
    assert not plan.refused
    await content.importing.carry_out(plan, ANNE, "", publish=True)
    anne = await _member(staff, browser, "Anne", "editor")
    local = await _member(staff, browser, "Aase", "reader", "0751")
    for name in ("muni.xlsx", "eksempler.yml", "svar.yml"):
        sent = await anne.get(f"{HOME}/hent/{name}")
        assert sent.headers["content-disposition"].startswith("attachment")
        report = await _hand_in(anne, sent.content, name)
        assert "Der er intet at læse ind" in report.text, name
        incoming = (
            read_spreadsheet(sent.content) if name == "muni.xlsx" else from_yaml(sent.content)
        )
        whole = get_live_content().content.raw
        if name != "svar.yml":
            assert incoming.examples == {k: v for k, v in whole.examples.items() if v}
        if name != "eksempler.yml":
            assert len(incoming.contents) == len(whole.answers) + 2
    for name in ("svar.yml", "svar.csv"):
        told = (await local.get(f"{HOME}/hent/{name}")).text
        assert "Kun i Aarhus" in told
        assert "Kun i Silkeborg" not in told


async def test_no_exported_cell_runs_as_a_formula(
    staff: Staff, room: tuple[Open, ContentRoom]
) -> None:
    browser, content = room
    evil = ["=cmd|'/C calc'!A0 om pas", "+45 hvad koster pas", "@SUM(1) takst for pas",
            "＝1+1 pris på pas", "-2+3 hæfte pris"]  # fmt: skip
    plan = await content.importing.plan(from_yaml(NLU.encode()))
    plan.changes[0].content["added"].extend(evil)  # type: ignore[index]
    await content.importing.carry_out(plan, ANNE, "", publish=True)
    held = get_live_content().content.raw.examples["pas_pris"]
    assert set(evil) <= set(held)
    one = await _member(staff, browser, "Anne", "editor")
    book = load_workbook(io.BytesIO((await one.get(f"{HOME}/hent/muni.xlsx")).content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    for name in ("eksempler.csv", "svar.csv"):
        sent = (await one.get(f"{HOME}/hent/{name}")).content.decode("utf-8-sig")
        table = list(csv.reader(io.StringIO(sent), delimiter=";"))
        assert len(table) > 100
        assert len({len(row) for row in table}) == 1
        cells_of_text = [cell for row in table for cell in row]
        assert not [cell for cell in cells_of_text if cell[:1] in set("=+-@\t\r|%＝＋－＠")]
    assert "'=cmd|" in (await one.get(f"{HOME}/hent/eksempler.csv")).text
