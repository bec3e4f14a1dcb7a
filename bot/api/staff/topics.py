"""All topics: browsed, searched, reminded of, and compared with each other."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from bot.api.staff.deps import EditingDep
from bot.api.staff.editorial import (
    TOPICS,
    EditorDep,
    ReaderDep,
    places_of,
    visible,
)
from bot.api.staff.page import page
from bot.api.staff.route import StaffRoute
from bot.content.advice import likeness
from bot.content.topic_search import search
from bot.errors import ForbiddenError
from bot.knowledge import get_live_content, get_topics
from bot.staff.rights import Action

router = APIRouter(include_in_schema=False, route_class=StaffRoute)
Words = Annotated[str, Query(max_length=200)]
Place = Annotated[str, Query(regex=r"^([0-9]{4})?$")]
MOST_PAIRS = 30


@router.get(TOPICS)
async def list_topics(
    request: Request, reader: ReaderDep, soeg: Words = "", kategori: Words = ""
) -> Response:
    """By category; or those that hold the words looked for."""
    content = get_live_content().content
    found = await asyncio.to_thread(search, content, soeg, kategori)
    topics = [topic for topic in found if visible(reader, topic.id)]
    return page(
        request,
        "topics.html",
        topics=topics,
        categories=content.topics.categories,
        counts={topic.id: len(content.raw.examples.get(topic.id, ())) for topic in topics},
        answered=content.raw.answers,
        soeg=soeg,
        kategori=kategori,
        may_edit=reader.rights.can_somewhere(Action.EDIT_CONTENT),
    )


@router.get("/personale/paamindelser")
async def reminders(
    request: Request, editing: EditingDep, editor: EditorDep, kommune: Place = ""
) -> Response:
    """What has grown old in the shared answers, or in one municipality's own content."""
    places = places_of(editor, Action.EDIT_CONTENT)
    shared = editor.rights.everywhere(Action.EDIT_CONTENT)
    chosen = kommune or ("" if shared else places[0])
    if chosen not in places and not (shared and not chosen):
        raise ForbiddenError
    found = await asyncio.to_thread(editing.reminders, chosen or None)
    outdated = [
        one
        for one in await editing.outdated()
        if editor.rights.can(Action.EDIT_CONTENT, one.subject.municipality)
    ]
    return page(
        request,
        "reminders.html",
        reminders=found,
        outdated=outdated,
        places=places,
        shared=shared,
        chosen=chosen,
        topics=get_topics().topics,
    )


@router.get("/personale/lignende-emner")
async def confused_topics(request: Request, reader: ReaderDep) -> Response:
    """The pairs of topics whose examples resemble each other most."""
    content = get_live_content().content
    alike = await asyncio.to_thread(likeness, content)
    pairs = [one for one in alike.confusions if all(visible(reader, t) for t in one.topics)]
    return page(
        request, "confused_topics.html", pairs=pairs[:MOST_PAIRS], topics=content.topics.topics
    )
