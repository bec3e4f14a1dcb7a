"""Rows as lines of a file: CSV that no spreadsheet runs, or JSON."""

import csv
import io
import json
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from typing import Any

from bot.content.cells import safe_cell

Rows = AsyncIterator[list[Sequence[Any]]]


async def as_csv(columns: Sequence[str], batches: Rows) -> AsyncIterator[bytes]:
    """With semicolons and a byte order mark, as a Danish Excel reads it.

    A cell that begins like a formula gets an apostrophe before it.
    """
    yield b"\xef\xbb\xbf" + _csv([columns])
    async for rows in batches:
        yield _csv(rows)


async def as_jsonl(columns: Sequence[str], batches: Rows) -> AsyncIterator[bytes]:
    """One object a line, with the columns' names."""
    async for rows in batches:
        lines = (dict(zip(columns, map(_plain, row), strict=True)) for row in rows)
        yield "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines).encode()


FORMS: dict[str, tuple[Callable[[Sequence[str], Rows], AsyncIterator[bytes]], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "jsonl": (as_jsonl, "application/jsonl; charset=utf-8"),
}
"""By the file's ending: how it is written, and its media type."""


def _csv(rows: Sequence[Sequence[Any]]) -> bytes:
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=";", lineterminator="\r\n")
    writer.writerows([_cell(one) for one in row] for row in rows)
    return lines.getvalue().encode()


def _cell(value: Any) -> Any:
    plain = _plain(value)
    return safe_cell(plain) if isinstance(plain, str) else plain


def _plain(value: Any) -> Any:
    """UTC moments say so."""
    return f"{value.isoformat()}Z" if isinstance(value, datetime) else value
