"""The fields of an answer on a page, and the content they make."""

from datetime import date
from typing import Any

from starlette.datastructures import FormData

from bot.answers.content import ASPECTS
from bot.content.subject import Content

EMPTY_ROWS = 2
"""Rows for links and sources beside those that are filled in."""


def content_of(form: FormData, prefix: str = "") -> dict[str, Any]:
    """What was filled in, in the fields whose names begin with ``prefix``; empty rows fall away."""

    def text(name: str) -> str:
        return _text(form, prefix + name)

    def rows(*names: str) -> list[tuple[str, ...]]:
        return _rows(form, *(prefix + name for name in names))

    aspects = {aspect: text(f"aspect_{aspect}").strip() for aspect in ASPECTS}
    return {
        "text": text("text").replace("\r\n", "\n"),
        "spoken": text("spoken").replace("\r\n", "\n"),
        "links": [
            {"title": title, "url": url}
            for title, url in rows("link_title", "link_url")
            if title or url
        ],
        "sources": [
            {"url": url, "checked": checked, "facts": _lines(facts)}
            for url, checked, facts in rows("source_url", "source_checked", "source_facts")
            if url or facts
        ],
        "unconfirmed": _lines(text("unconfirmed")),
        "aspects": {aspect: said for aspect, said in aspects.items() if said},
    }


def fields_of(content: Content, empty_rows: int = EMPTY_ROWS) -> dict[str, Any]:
    """The content as the page shows it, with empty rows; a source that is new is seen today."""
    shown = content or {}
    today = date.today().isoformat()
    return {
        "text": shown.get("text", ""),
        "spoken": shown.get("spoken", ""),
        "links": [*shown.get("links", []), *[{"title": "", "url": ""}] * empty_rows],
        "sources": [
            *shown.get("sources", []),
            *[{"url": "", "checked": today, "facts": []}] * empty_rows,
        ],
        "unconfirmed": shown.get("unconfirmed", []),
        "aspects": shown.get("aspects", {}),
    }


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _rows(form: FormData, *names: str) -> list[tuple[str, ...]]:
    columns = [[str(value).strip() for value in form.getlist(name)] for name in names]
    return list(zip(*columns, strict=False))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
