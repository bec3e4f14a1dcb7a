"""The public page of what was changed because citizens asked."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from bot.api.deps import BotDep
from bot.api.open.page import own_page
from bot.knowledge import get_municipalities, get_topics
from bot.say.changes import ToldChange, ToldChanges

PAGE = "/i-spurgte-vi-aendrede"
router = APIRouter(include_in_schema=False)
_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september",
    "oktober", "november", "december",
)  # fmt: skip


@router.get(PAGE)
async def told_changes(
    request: Request, bot: BotDep, kommune: Annotated[str, Query(regex=r"^([0-9]{4})?$")] = ""
) -> Response:
    """All, or what holds in one municipality; nothing here tells who suggested it."""
    changes = ToldChanges(bot.database, str)
    every = await changes.all()
    shown = await changes.all(kommune) if kommune else every
    named = {one.municipality for one in every if one.municipality}
    return own_page(
        request,
        "say/changes.html",
        changes=[_shown(one) for one in shown],
        places=sorted(((code, _place(code)) for code in named), key=lambda one: one[1]),
        chosen=kommune,
    )


def _shown(change: ToldChange) -> dict[str, object]:
    topic = get_topics().topics.get(change.topic)
    day = change.day
    return {
        "title": topic.title if topic else "Et tidligere emne",
        "place": _place(change.municipality) if change.municipality else "alle kommuner",
        "text": change.text,
        "day": f"{day.day}. {_MONTHS[day.month - 1]} {day.year}",
        "iso": day.isoformat(),
        "suggested": change.suggested,
    }


def _place(code: str) -> str:
    known = get_municipalities().by_code.get(code)
    return known.full_name if known else code
