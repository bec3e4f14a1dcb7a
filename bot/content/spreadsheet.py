"""Examples and answers as a spreadsheet (xlsx), both ways."""

from collections.abc import Collection, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from bot.answers.content import ASPECTS
from bot.content.cells import (
    cell_text,
    links_cell,
    read_links,
    read_sources,
    safe_cell,
    sources_cell,
)
from bot.content.errors import UnreadableFileError
from bot.content.exported import exported_answers, exported_examples
from bot.content.forms import formed
from bot.content.incoming import Incoming
from bot.content.layered import LayeredContent
from bot.content.raw import Raw
from bot.content.subject import Content, Subject
from bot.content.untrusted import check_workbook

EXAMPLES, ANSWERS = "Eksempler", "Svar"
EXAMPLE_HEADS = ("emne", "eksempel")
ANSWER_HEADS = ("emne", "kommune", "svar", "talt", "links", "kilder", "ubekræftet", *ASPECTS)
_WIDTHS = {"emne": 32, "eksempel": 90, "svar": 80, "talt": 60, "links": 50, "kilder": 60}
MOST_ROWS = 200_000
"""In one sheet."""
# What openpyxl raises for a sheet that is a zip file and yet no sheet; XML's own error is a
# SyntaxError.
_BROKEN = (LookupError, ValueError, TypeError, AttributeError, SyntaxError, OSError, AssertionError)


def write_spreadsheet(
    path: Path, content: LayeredContent, places: Collection[str] | None = None
) -> None:
    """All examples, all shared answers and the municipalities' own; raises OSError.

    ``places``: the municipalities whose own content is among it; none is all.
    """
    book = Workbook(write_only=True)
    _write(book, EXAMPLES, EXAMPLE_HEADS, example_rows(content, places))
    _write(book, ANSWERS, ANSWER_HEADS, answer_rows(content, places))
    book.save(path)


def read_spreadsheet(data: bytes) -> Incoming:
    """Examples to add and answers to set; either sheet may lack.

    Raises UnreadableFileError, ContentRefusedError.
    """
    check_workbook(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=False)
        sheets = {sheet.title.strip().lower(): sheet for sheet in book.worksheets}
        examples = list(_rows(sheets.get(EXAMPLES.lower()), EXAMPLE_HEADS))
        answers = list(_rows(sheets.get(ANSWERS.lower()), ("emne", "svar", "talt")))
    except _BROKEN as wrong:
        raise UnreadableFileError("Regnearket kan ikke læses") from wrong
    if not sheets.keys() & {EXAMPLES.lower(), ANSWERS.lower()}:
        raise UnreadableFileError(f"Regnearket har hverken arket {EXAMPLES} eller {ANSWERS}")
    wordings: dict[str, list[str]] = {}
    for row in examples:
        wordings.setdefault(row["emne"], []).append(row["eksempel"])
    contents: dict[Subject, Content] = {}
    for row in answers:
        code = row.get("kommune") or None
        subject = Subject("override" if code else "answer", row["emne"], code)
        contents[subject] = _answer(row)
    return Incoming(wordings, contents)


def example_rows(
    content: LayeredContent, places: Collection[str] | None = None
) -> Iterator[tuple[str, ...]]:
    """A row each wording, under ``EXAMPLE_HEADS``."""
    for intent, texts in exported_examples(content, places).items():
        for text in texts:
            yield intent, text


def answer_rows(
    content: LayeredContent, places: Collection[str] | None = None
) -> Iterator[tuple[str, ...]]:
    """A row each answer, under ``ANSWER_HEADS``."""
    for subject in exported_answers(content, places):
        answer = formed(subject, content.raw.at(subject)) or {}
        yield (
            subject.key,
            subject.municipality or "",
            answer["text"],
            answer["spoken"],
            links_cell(answer["links"]),
            sources_cell(answer["sources"]),
            "\n".join(answer["unconfirmed"]),
            *(answer["aspects"].get(aspect, "") for aspect in ASPECTS),
        )


def _answer(row: dict[str, str]) -> Raw:
    return {
        "text": row["svar"],
        "spoken": row["talt"],
        "links": read_links(row.get("links", "")),
        "sources": read_sources(row.get("kilder", "")),
        "unconfirmed": [line for line in row.get("ubekræftet", "").splitlines() if line],
        "aspects": {aspect: row[aspect] for aspect in ASPECTS if row.get(aspect)},
    }


def _write(book: Any, title: str, heads: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, head in enumerate(heads):
        sheet.column_dimensions[chr(ord("A") + number)].width = _WIDTHS.get(head, 20)
    sheet.append(heads)
    for row in rows:
        sheet.append([safe_cell(text) for text in row])


def _rows(sheet: Any, needed: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Each row by its column's head, without rows where the needed cells are all empty."""
    if sheet is None:
        return
    # What a sheet says of its own size may be a lie.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=len(ANSWER_HEADS))
    heads = [cell_text(cell.value).lower() for cell in next(rows, ())]
    lacking = [head for head in needed if head not in heads]
    if lacking:
        raise UnreadableFileError(f"Arket {sheet.title} mangler kolonnen {lacking[0]}")
    for number, cells in enumerate(rows):
        if number >= MOST_ROWS:
            raise UnreadableFileError(f"Arket {sheet.title} har over {MOST_ROWS:,} rækker")
        if any(cell.data_type == "f" for cell in cells):
            where = next(cell.coordinate for cell in cells if cell.data_type == "f")
            raise UnreadableFileError(
                f"Celle {where} i arket {sheet.title} har en formel. Skriv teksten i stedet"
            )
        row = dict(zip(heads, (cell_text(cell.value) for cell in cells), strict=False))
        if any(row.get(head) for head in needed):
            yield {head: row.get(head, "") for head in heads}
