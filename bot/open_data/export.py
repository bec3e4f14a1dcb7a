"""Datasets as files: CSV that spreadsheets open without harm, and JSON, a month at a time."""

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from hashlib import sha256
from typing import Any, Final, TypeVar

from sqlalchemy.orm import Session

from bot.open_data.datasets import Dataset, Row
from bot.open_data.licences import STATISTICS
from bot.open_data.names import Names
from bot.open_data.reading import read_months
from bot.statistics.export import csv_lines
from bot.store.database import Database

T = TypeVar("T")
_FORM: Final = 1
"""Grows when the files change for another reason than the figures and names in them."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of a dataset: the public ``months`` with the moment (UTC) each became public, and one
    municipality (none is all).
    """

    dataset: Dataset
    names: Names
    months: dict[date, datetime]
    municipality: str | None = None

    @property
    def tag(self) -> str:
        """The same as long as a file of this is the same."""
        parts = [_FORM, self.dataset.id, self.municipality, self.names.fingerprint]
        parts += [f"{month} {published}" for month, published in self.months.items()]
        return sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32]

    @property
    def changed(self) -> datetime | None:
        """When (UTC) the newest month became public; none before the first."""
        return max(self.months.values(), default=None)


async def choose(
    database: Database,
    dataset: Dataset,
    names: Names,
    first: date | None = None,
    last: date | None = None,
    municipality: str | None = None,
) -> Chosen:
    """The public months from ``first`` to ``last``."""
    months = await database.read(read_months)
    inside = {
        month: published
        for month, published in months.items()
        if (first is None or month >= first) and (last is None or month <= last)
    }
    return Chosen(dataset, names, inside, municipality if dataset.places else None)


async def csv_file(database: Database, chosen: Chosen) -> AsyncIterator[str]:
    """Semicolons, decimal commas and a mark of UTF-8 first, as Danish spreadsheets read it."""
    for line in csv_lines([[name for name, _ in chosen.dataset.columns]]):
        yield line
    async for part in _parts(database, chosen, _csv_part):
        yield part


async def json_file(database: Database, chosen: Chosen) -> AsyncIterator[str]:
    """One object: what the dataset is, its columns, and ``raekker``, one a line."""
    head = json.dumps(_about(chosen), ensure_ascii=False, indent=1)
    yield head.removesuffix("\n}") + ',\n "raekker": ['
    comma = "\n"
    async for part in _parts(database, chosen, _json_part):
        if part:
            yield comma + part
            comma = ",\n"
    yield "\n]}\n"


async def json_rows(database: Database, chosen: Chosen) -> AsyncIterator[dict[str, Any]]:
    """Each row by the names of its columns."""
    async for rows in _parts(database, chosen, lambda _, rows: rows):
        for row in rows:
            yield _named(chosen, row)


def _about(chosen: Chosen) -> dict[str, Any]:
    return {
        "datasaet": chosen.dataset.id,
        "titel": chosen.dataset.title,
        "beskrivelse": chosen.dataset.description,
        "licens": STATISTICS.url,
        "offentliggjort": f"{chosen.changed.isoformat(timespec='seconds')}Z"
        if chosen.changed
        else None,
        "kolonner": [
            {"navn": name, "betydning": meaning} for name, meaning in chosen.dataset.columns
        ],
    }


def _named(chosen: Chosen, row: Row) -> dict[str, Any]:
    return dict(zip((name for name, _ in chosen.dataset.columns), row, strict=True))


def _csv_part(_: Chosen, rows: list[Row]) -> str:
    # The first line is the mark, which belongs at the beginning of the file alone.
    return "".join(list(csv_lines(rows))[1:])


def _json_part(chosen: Chosen, rows: list[Row]) -> str:
    return ",\n".join(json.dumps(_named(chosen, row), ensure_ascii=False) for row in rows)


async def _parts(
    database: Database, chosen: Chosen, write: Callable[[Chosen, list[Row]], T]
) -> AsyncIterator[T]:
    """A month at a time in a thread of the database's, so that the chat answers in between."""

    def work(session: Session, month: date) -> T:
        return write(chosen, list(chosen.dataset.rows(session, chosen.names, month,
                                                      chosen.municipality)))  # fmt: skip

    for month in chosen.months:
        yield await database.read(partial(work, month=month))
