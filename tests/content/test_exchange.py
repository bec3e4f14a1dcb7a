"""Export, import and back: nothing is lost, nothing changes unasked, no file does harm."""

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bot.content.cells import cell_text, read_links, read_sources, safe_cell
from bot.content.editing import Editing
from bot.content.errors import ContentConflictError, ContentRefusedError, UnreadableFileError
from bot.content.importing import Importing
from bot.content.incoming import Incoming, from_folder, from_yaml
from bot.content.layered import LayeredContent
from bot.content.live import LiveContent
from bot.content.rules import Rules
from bot.content.spreadsheet import read_spreadsheet, write_spreadsheet
from bot.content.subject import Subject
from bot.content.untrusted import LARGEST_FILE, check_workbook, read_untrusted_yaml
from bot.store.database import Database
from bot.training.compose_data import compose_training_data
from bot.training.content_check import check_content
from tests.content.conftest import ANNE, BENT, DATA, a_topic, an_answer
from tests.databases import filled

FEST = "k0751_havnefest"
WORDINGS = [f"hvornår er der fest på havnen {word}" for word in ("nu", "igen", "i år", "ja", "mon")]


@pytest.fixture
async def taught(editing: Editing, live: LiveContent) -> LiveContent:
    """Something of every kind, over the real files."""
    fact = {"value": "Hal 4", "source": "https://aarhus.dk/hal", "checked": "2026-11-24"}
    hours = {"days": {"mon": ["09:00-15:00"]}, "source": "https://a.dk/t", "checked": "2026-11-24"}
    text = "Kom i {hal}.\n\nDet er for alle, og du kan bare møde op."
    drafts = {}
    for subject, content in {
        Subject("topic", FEST, "0751"): a_topic(),
        Subject("topic", "pas_pris"): a_topic(
            category="pas", title="Prisen på pas", question="Hvad er prisen på et pas?", kle="23"
        ),
        Subject("override", FEST, "0751"): an_answer(text="Festen er i juni. Kom og vær med."),
        Subject("examples", FEST, "0751"): {"added": WORDINGS},
        Subject("examples", "pas_pris"): {
            "added": ["hvor dyrt er sådan et rødt hæfte"],
            "removed": [live.content.raw.examples["pas_pris"][3]],
        },
        Subject("answer", "pas_pris"): an_answer(aspects={"pris": "Det koster =1+1 kr. i 2026."}),
        Subject("municipality_fact", "hal", "0751"): fact,
        Subject("municipality_fact", "address", "0751"): None,
        Subject("opening_hours", "telephone", "0751"): hours,
    }.items():
        draft = await editing.save_draft(subject, content, ANNE, None, 0)
        drafts[draft.id] = 1
    await editing.publish(drafts)
    own = Subject("override", "pas_foto", "0751")
    draft = await editing.save_draft(own, an_answer(text=text), ANNE, None, 0)
    await editing.publish({draft.id: 1})
    return live


@pytest.fixture
def fresh(tmp_path: Path, rules: Rules) -> Iterator[tuple[LiveContent, Importing]]:
    """A MUNI elsewhere, with the same files and an empty database."""
    database = Database(filled(tmp_path / "fresh.db"), 2)
    content = LiveContent(DATA)
    stop = content.follow(database)
    yield content, Importing(database, content, rules)
    stop()
    database.close()


def _files(folder: Path) -> dict[str, bytes]:
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def test_without_revisions_the_export_is_the_files_byte_for_byte(
    live: LiveContent, tmp_path: Path
) -> None:
    assert compose_training_data(tmp_path / "out", live.base, live.content) == []
    assert _files(tmp_path / "out" / "data") == _files(DATA)


async def test_export_import_export_gives_the_same_files(
    taught: LiveContent, fresh: tuple[LiveContent, Importing], tmp_path: Path
) -> None:
    there, importing = fresh
    first, second = tmp_path / "first", tmp_path / "second"
    changed = compose_training_data(first, taught.base, taught.content)
    assert {path.name for path in changed} >= {"topics.yml", f"{FEST}.yml", "0751-aarhus.yml"}
    plan = await importing.plan(from_folder(first, there.content.raw))
    assert not plan.refused, [change.problems for change in plan.changes if change.refused]
    await importing.carry_out(plan, BENT, "flyttet", publish=True)
    compose_training_data(second, there.base, there.content)
    assert _files(first) == _files(second)
    again = await importing.plan(from_folder(second, there.content.raw))
    assert again.changes == ()


async def test_the_content_check_accepts_the_export(taught: LiveContent, tmp_path: Path) -> None:
    compose_training_data(tmp_path / "out", taught.base, taught.content)
    findings = list(check_content(tmp_path / "out" / "data", tmp_path / "out"))
    assert findings == []
    rules = (tmp_path / "out" / "data" / "rules" / "intents.yml").read_text(encoding="utf-8")
    assert f"- rule: {FEST}\n" in rules
    assert f"- {FEST}\n" in (tmp_path / "out" / "domain.yml").read_text(encoding="utf-8")


async def test_what_was_exported_reads_as_it_is_in_memory(
    taught: LiveContent, tmp_path: Path
) -> None:
    compose_training_data(tmp_path / "out", taught.base, taught.content)
    read = LiveContent(tmp_path / "out" / "data").content
    for topic, code in ((FEST, "0751"), ("pas_foto", "0751"), ("pas_pris", None)):
        for channel in ("web", "voice"):
            told = read.composer.compose(topic, code, channel)
            assert told == taught.content.composer.compose(topic, code, channel)
    assert read.raw.examples == taught.content.raw.examples
    assert read.topics == taught.content.topics


async def test_an_import_that_breaks_a_rule_changes_nothing(
    importing: Importing, live: LiveContent
) -> None:
    wordings = {
        "pas_pris": ["jeg hedder Mette Hansen, prisen?", "rødt hæfte takst"],
        "nej_nej": ["x"],
    }
    plan = await importing.plan(Incoming(examples=wordings))
    assert plan.refused
    told = [problem.text for change in plan.changes for problem in change.problems]
    assert any("et navn" in text for text in told)
    assert "Emnet nej_nej findes ikke" in told
    with pytest.raises(ContentRefusedError):
        await importing.carry_out(plan, ANNE, "", publish=True)
    assert live.content.version == 0


async def test_imported_drafts_wait_and_a_plan_that_has_grown_old_is_refused(
    importing: Importing, editing: Editing, live: LiveContent
) -> None:
    plan = await importing.plan(Incoming(examples={"pas_pris": ["rødt hæfte takst"]}))
    (draft,) = await importing.carry_out(plan, ANNE, "", publish=False)
    assert "rødt hæfte takst" not in live.content.raw.examples["pas_pris"]
    await editing.publish({draft.id: 1})
    with pytest.raises(ContentConflictError):
        await importing.carry_out(plan, BENT, "", publish=True)


async def test_rasas_own_files_bring_examples_without_their_entities(
    importing: Importing, live: LiveContent
) -> None:
    text = """
version: "3.1"
nlu:
- intent: pas_pris
  examples: |
    - hvad er taksten for pas i [Aarhus](municipality)
    - passets takst i [Herning]{"entity": "municipality"}
- lookup: byer
  examples: |
    - Aarhus
"""
    plan = await importing.plan(from_yaml(text.encode()))
    (change,) = plan.changes
    assert change.content == {
        "added": ["hvad er taksten for pas i Aarhus", "passets takst i Herning"],
        "removed": [],
    }


async def test_a_spreadsheet_goes_out_and_comes_in_as_it_was(
    taught: LiveContent, importing: Importing, tmp_path: Path
) -> None:
    write_spreadsheet(tmp_path / "out.xlsx", taught.content)
    incoming = read_spreadsheet((tmp_path / "out.xlsx").read_bytes())
    assert incoming.examples == {k: v for k, v in taught.content.raw.examples.items() if v}
    plan = await importing.plan(incoming)
    assert [(change.subject, change.difference) for change in plan.changes] == []


def test_no_cell_of_an_exported_sheet_is_a_formula(taught: LiveContent, tmp_path: Path) -> None:
    examples = {"pas_pris": ["=cmd|' /C calc'!A0", "+45 er hvad", "@sum", "- nej", "'=1", "ja"]}
    raw = taught.content.raw.copy()
    raw.examples.clear()
    raw.examples.update(examples)
    content = LayeredContent(
        1, raw, taught.content.topics, taught.content.municipalities, taught.content.composer
    )
    path = tmp_path / "out.xlsx"
    write_spreadsheet(path, content)
    for sheet in load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert str(cell.value or "")[:1] not in {"=", "+", "-", "@"}
    assert read_spreadsheet(path.read_bytes()).examples == examples


@pytest.mark.parametrize(
    "text", ["=1", "＝1", "'=1", "''=1", "+1", "-1", "@a", "'", "'a", "a=1", ""]
)
def test_a_guarded_cell_reads_as_it_was(text: str) -> None:
    assert cell_text(safe_cell(text)) == text


def test_links_and_sources_are_read_from_their_cells() -> None:
    assert read_links("borger.dk: a | b | https://www.borger.dk") == [
        {"title": "borger.dk: a | b", "url": "https://www.borger.dk"}
    ]
    assert read_sources("https://a.dk | 2026-11-24\n- Det ene\n- Det andet") == [
        {"url": "https://a.dk", "checked": "2026-11-24", "facts": ["Det ene", "Det andet"]}
    ]


def _zip(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"x" * (LARGEST_FILE + 1), "fylder over 10 MB"),
        (b"no zip at all", "ikke et regneark"),
        (_zip({"a.xml": b"0" * (81 * 1024 * 1024)}), "for meget pakket ud"),
        (_zip({f"{n}.xml": b"" for n in range(201)}), "for mange dele"),
        (_zip({"a.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "ikke hører til"),
        (_zip({"a.xml": b" " * 65_530 + b'<!DOCTYPE a [<!ENTITY b "c">]>'}), "ikke hører til"),
        (_zip({"[Content_Types].xml": b"<a/>"}), "kan ikke læses"),
    ],
    ids=["big", "no zip", "bomb", "parts", "entity", "entity over two reads", "no sheet"],
)
def test_a_harmful_spreadsheet_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(UnreadableFileError, match=told):
        read_spreadsheet(data)


def test_a_zip_that_lies_about_its_size_is_refused() -> None:
    bomb = bytearray(_zip({"a.xml": b"0" * 1_000_000}))
    at = bomb.rindex(b"PK\x01\x02") + 24
    bomb[at : at + 4] = (10).to_bytes(4, "little")
    with pytest.raises(UnreadableFileError):
        check_workbook(bytes(bomb))


def test_a_sheet_without_our_columns_is_told_which_it_lacks() -> None:
    book, made = Workbook(), io.BytesIO()
    book.active.title = "Eksempler"
    book.active.append(["emne", "tekst"])
    book.save(made)
    with pytest.raises(UnreadableFileError, match="mangler kolonnen eksempel"):
        read_spreadsheet(made.getvalue())


def test_yaml_that_unfolds_without_end_is_refused() -> None:
    bomb = "a: &a [x, x]\n" + "\n".join(f"b{n}: &b{n} [*a, *a]" for n in range(9))
    for text in (bomb, "a: [", "!!python/object:os.system x", "\x00"):
        with pytest.raises(UnreadableFileError):
            read_untrusted_yaml(text.encode())
    with pytest.raises(UnreadableFileError):
        from_yaml(b"[1, 2]")
    with pytest.raises(UnreadableFileError):
        from_yaml(b"nlu: 7")


def test_a_folder_that_is_no_content_is_refused(tmp_path: Path, live: LiveContent) -> None:
    with pytest.raises(UnreadableFileError, match=r"ingen topics\.yml"):
        from_folder(tmp_path, live.content.raw)
    shutil.copy(DATA / "topics.yml", tmp_path)
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers" / "a.yml").write_text(json.dumps([1]), encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="kan ikke læses"):
        from_folder(tmp_path, live.content.raw)
