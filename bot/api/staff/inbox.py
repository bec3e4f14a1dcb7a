"""The inbox: questions that MUNI did badly on, as a list."""

from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from bot.api.staff.danish_days import midnight
from bot.api.staff.inbox_access import (
    INBOX,
    DeskDep,
    ReaderDep,
    chosen_places,
    places_to_choose,
    topic_label,
)
from bot.api.staff.page import page
from bot.api.staff.route import StaffRoute
from bot.inbox.listing import PAGE, Asked
from bot.knowledge import get_topics
from bot.staff.rights import Action

router = APIRouter(prefix=INBOX, include_in_schema=False, route_class=StaffRoute)
Word = Annotated[str, Query(max_length=100)]
REASONS = {
    "fallback": "Ikke besvaret",
    "unsure": "Usikkert svar",
    "down": "Dårlig bedømmelse",
    "clarify": "Forgæves opklaring",
}
CHANNELS = {"web": "Chat", "voice": "Telefon"}


@router.get("")
async def list_questions(
    request: Request,
    desk: DeskDep,
    reader: ReaderDep,
    kommune: Word = "",
    kanal: Word = "",
    kategori: Word = "",
    grund: Word = "",
    fra: Word = "",
    til: Word = "",
    orden: Word = "",
    vis: Word = "",
    efter: Annotated[str, Query(max_length=60)] = "",
) -> Response:
    """Most asked or newest first, a page at a time; dates are Danish days, both included."""
    asked = Asked(
        places=chosen_places(reader, Action.READ_QUESTIONS, kommune),
        handled=vis == "behandlede",
        newest=orden == "nyeste",
        topics=_topics_of(kategori),
        reason=grund,
        channel=kanal,
        begins=midnight(fra),
        ends=midnight(til, 1),
        after=_after(efter, orden == "nyeste"),
    )
    lines = await desk.lines(asked)
    chosen = {
        "kommune": kommune, "kanal": kanal, "kategori": kategori, "grund": grund,
        "fra": fra if asked.begins else "", "til": til if asked.ends else "",
        "orden": orden, "vis": vis,
    }  # fmt: skip
    last = f"{lines[-1].key}~{lines[-1].id}" if len(lines) == PAGE else ""
    return page(
        request,
        "inbox.html",
        lines=lines,
        guesses={line.id: topic_label(line.topic, reader) for line in lines},
        more=urlencode(chosen | {"efter": last}) if last else None,
        begun=urlencode(chosen) if efter else None,
        waiting=await desk.asked_of(reader.id),
        places=places_to_choose(reader, Action.READ_QUESTIONS),
        categories=get_topics().categories,
        reasons=REASONS,
        channels=CHANNELS,
        chosen=chosen,
    )


def _topics_of(category: str) -> list[str | None] | None:
    """The topics of a category, none for all; ``intet`` is what MUNI had no guess at."""
    if category == "intet":
        return [None]
    topics = get_topics()
    if category not in topics.categories:
        return None
    return [topic.id for topic in topics.topics.values() if topic.category == category]


def _after(key: str, newest: bool) -> tuple[Any, int] | None:
    """Where the page before ended; none when it can't be read."""
    value, _, group = key.rpartition("~")
    try:
        return (datetime.fromisoformat(value) if newest else int(value)), int(group)
    except ValueError:
        return None
