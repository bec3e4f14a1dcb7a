"""What stands in a spreadsheet's cells: text that no spreadsheet takes for a formula."""

import re
from datetime import date
from typing import Any

from bot.content.raw import Raw

# A spreadsheet takes the wide forms of East Asian keyboards for the plain ones.
_STARTS = r"[=+\-@\t\r\n|%＝＋－＠]"
_FORMULA = re.compile(f"'*{_STARTS}")
_GUARDED = re.compile(f"'+{_STARTS}")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
LONGEST_CELL = 32_767
"""Characters; Excel takes no more."""


def safe_cell(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet could run it (OWASP, CSV injection).

    Such a cell stays text when the sheet is saved as CSV and opened again.
    """
    text = _ILLEGAL.sub("", text)[: LONGEST_CELL - 1]
    return f"'{text}" if _FORMULA.match(text) else text


def cell_text(value: Any) -> str:
    """A cell's content as text, without the apostrophe that :func:`safe_cell` put there."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    text = str(value).strip()
    return text[1:] if _GUARDED.match(text) else text


def links_cell(links: list[Raw]) -> str:
    """Links, one a line: ``title | url``."""
    return "\n".join(f"{link['title']} | {link['url']}" for link in links)


def read_links(cell: str) -> list[Raw]:
    """The other way; what has no ``|`` comes out without a title."""
    return [
        {"title": title.strip(), "url": url.strip()}
        for title, _, url in (line.rpartition("|") for line in _lines(cell))
    ]


def sources_cell(sources: list[Raw]) -> str:
    """Sources: a line ``url | date`` each, then what stands there, a line with a dash each."""
    lines = []
    for source in sources:
        lines.append(f"{source['url']} | {source['checked']}")
        lines += [f"- {fact}" for fact in source.get("facts", ())]
    return "\n".join(lines)


def read_sources(cell: str) -> list[Raw]:
    """The other way."""
    found: list[Raw] = []
    for line in _lines(cell):
        if line.startswith("- ") and found:
            found[-1]["facts"].append(line[2:].strip())
        else:
            url, _, checked = line.rpartition("|")
            found.append({"url": url.strip(), "checked": checked.strip(), "facts": []})
    return found


def _lines(cell: str) -> list[str]:
    return [line.strip() for line in cell.splitlines() if line.strip()]
