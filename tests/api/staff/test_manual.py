"""The manual for staff tells of every page of the menu, and its pictures are there and small."""

import re

import pytest

from bot.api.staff.navigation import DOORS, Door
from bot.settings import ROOT

MANUAL = ROOT / "docs" / "personale.md"
LARGEST = 120_000
TEXT = MANUAL.read_text(encoding="utf-8")
PICTURES = re.findall(r"!\[([^\]]*)\]\(personale/([a-z-]+)\.png\)", TEXT)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.path)
def test_every_page_of_the_menu_is_told_of(door: Door) -> None:
    assert f"**{door.title}**" in TEXT


def test_every_picture_of_the_console_is_there_small_described_and_shown_once() -> None:
    names = [name for _, name in PICTURES]
    assert len(names) == len(set(names))
    for told, name in PICTURES:
        assert len(told) > 5, name
    parts = [door.path.rsplit("/", 1)[-1] for door in DOORS]
    shown = {name for name in names if any(f"{name}-".startswith(f"{part}-") for part in parts)}
    there = {path.stem: path.stat().st_size for path in MANUAL.with_suffix("").glob("*.png")}
    assert shown | {"log-ind", "forside"} <= set(there) <= set(names)
    assert {name: size for name, size in there.items() if size > LARGEST} == {}


def test_every_link_within_the_manual_leads_somewhere() -> None:
    headings = re.findall(r"^#+ (.*)$", TEXT, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= anchors
    for path in re.findall(r"\]\(([\w./]+\.md)\)", TEXT):
        assert (MANUAL.parent / path).exists()
