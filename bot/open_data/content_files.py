"""The open content as files, whole, with a tag that changes with any word in them."""

import json
from hashlib import sha256
from typing import Any

from bot.open_data.answers import ContentSet, Row
from bot.open_data.licences import CONTENT
from bot.statistics.export import csv_lines


def content_csv(about: ContentSet, rows: list[Row]) -> bytes:
    """As the statistics: semicolons and a mark of UTF-8; links stand on a line each in a cell."""
    titles = [name for name, _ in about.columns]
    return "".join(csv_lines([titles, *(map(_cell, row) for row in rows)])).encode()


def content_json(about: ContentSet, rows: list[Row]) -> bytes:
    """One object: what it is, its columns, its licence, and ``raekker``."""
    names = [name for name, _ in about.columns]
    whole = {
        "datasaet": about.id,
        "titel": about.title,
        "beskrivelse": about.description,
        "licens": CONTENT.url,
        "kolonner": [{"navn": name, "betydning": meaning} for name, meaning in about.columns],
        "raekker": [dict(zip(names, row, strict=True)) for row in rows],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def tag_of(body: bytes) -> str:
    """The same for the same bytes."""
    return sha256(body).hexdigest()[:32]


def _cell(value: Any) -> Any:
    return "\n".join(value) if isinstance(value, list) else value
