"""Figures as CSV that spreadsheets open without harm, a line at a time."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Lines with semicolons, as Danish Excel reads them; the first begins with a mark of UTF-8.

    Text that a spreadsheet would run as a formula gets an apostrophe before it. Numbers are
    written with a comma; None is an empty cell.
    """
    yield BOM
    for row in rows:
        line = io.StringIO()
        csv.writer(line, delimiter=";", lineterminator="\r\n").writerow([_cell(one) for one in row])
        yield line.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".").replace(".", ",")
    text = str(value)
    is_number = isinstance(value, int)
    return f"'{text}" if text.startswith(_FORMULA) and not is_number else text
