"""One topic: what MUNI knows of it, how it is used, what it was before."""

import asyncio
from datetime import datetime, timedelta
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from bot.api.staff.deps import EditingDep, StaffDep, VisitDep
from bot.api.staff.editorial import (
    TOPICS,
    PublisherDep,
    ReaderDep,
    answer_subject,
    examples_subject,
    places_of,
    seen_topic,
    visible,
)
from bot.api.staff.local_subjects import author_of, witness
from bot.api.staff.page import page
from bot.api.staff.route import StaffRoute
from bot.api.staff.showing import advice_on
from bot.content.advice import likeness
from bot.content.editing import Editing
from bot.content.origins import origins
from bot.content.problem import Problem
from bot.content.standing import Standing
from bot.content.subject import Kind, Subject, owner_of
from bot.knowledge import get_live_content
from bot.staff.rights import Action
from bot.store.topic_use import topic_use

router = APIRouter(prefix=TOPICS, include_in_schema=False, route_class=StaffRoute)
Place = Annotated[str, Query(regex=r"^([0-9]{4})?$")]
PlaceField = Annotated[str, Form(regex=r"^([0-9]{4})?$")]
USE_WINDOW = timedelta(weeks=4)
PAIRS_SHOWN = 3


@router.get("/{topic}")
async def show_topic(
    request: Request,
    staff: StaffDep,
    editing: EditingDep,
    reader: ReaderDep,
    topic: str,
    kommune: Annotated[str | None, Query(regex=r"^([0-9]{4})?$")] = None,
) -> Response:
    """Answer, override, examples with their origin, sources, and use in the last four weeks.

    Who has but one municipality sees the topic as it is there, unless they ask otherwise. How
    much it is used shows to who may see how it goes there.
    """
    about = await seen_topic(editing, reader, topic)
    places = places_of(reader, Action.READ_CONTENT)
    own_place = places[0] if len(places) == 1 and kommune is None else None
    code = owner_of(topic) or kommune or own_place
    if code:
        reader.rights.check(Action.READ_CONTENT, code)
    content = get_live_content().content
    author = author_of(reader)
    examples = await editing.open(examples_subject(topic), author)
    own = await editing.open(answer_subject(topic, code), author) if code else None
    shared = await editing.open(Subject("answer", topic), author) if not owner_of(topic) else None
    composer = content.composer
    answered = topic in content.topics.topics and composer.answers(topic, code)
    since = datetime.utcnow() - USE_WINDOW
    use = partial(topic_use, topic=topic, since=since, municipality=code)
    counted = reader.rights.can(Action.READ_STATISTICS, code)
    return page(
        request,
        "topic.html",
        topic=about,
        category=content.topics.categories.get(about.category, about.category),
        code=code,
        places=places,
        shared=shared,
        own=own,
        chat=composer.compose(topic, code, "web") if answered else None,
        voice=composer.compose(topic, code, "voice") if answered else None,
        examples=origins(examples, await editing.example_history(topic)),
        reminders=_reminders(editing, shared, own),
        use=await staff.database.read(use) if counted else None,
        edits_shared=reader.rights.can(Action.EDIT_CONTENT, owner_of(topic)),
        edits_own=bool(code) and reader.rights.can(Action.EDIT_CONTENT, code),
    )


def _reminders(editing: Editing, *standings: Standing | None) -> list[Problem]:
    """What has grown old in the answers that count."""
    return [
        problem
        for one in standings
        if one and one.content
        for problem in editing.check(one.subject, one.content)
        if problem.level == "reminder"
    ]


@router.get("/{topic}/forveksling")
async def show_confusions(
    request: Request, editing: EditingDep, reader: ReaderDep, topic: str
) -> Response:
    """Advice on its examples, and the topics it can be confused with; comes a little later."""
    await seen_topic(editing, reader, topic)
    content = get_live_content().content
    alike = await asyncio.to_thread(likeness, content)
    pairs = [one for one in alike.of(topic) if all(visible(reader, t) for t in one.topics)]
    return page(
        request,
        "topic_confusions.html",
        pairs=pairs[:PAIRS_SHOWN],
        topics=content.topics.topics,
        advice=await advice_on(topic, content.raw.examples.get(topic, []), []),
    )


@router.get("/{topic}/historik")
async def show_history(
    request: Request,
    editing: EditingDep,
    reader: ReaderDep,
    topic: str,
    slags: Annotated[Kind, Query()] = "answer",
    kommune: Place = "",
) -> Response:
    """Every version that was published, with what it changed."""
    about = await seen_topic(editing, reader, topic)
    subject = Subject(slags, topic, kommune or None)
    if subject.municipality:
        reader.rights.check(Action.READ_CONTENT, subject.municipality)
    revisions = await editing.history(subject)
    current = (await editing.open(subject, author_of(reader))).current
    return page(
        request,
        "history.html",
        topic=about,
        subject=subject,
        current=current,
        versions=[(one, await editing.difference(one)) for one in revisions],
        may_publish=reader.rights.can(Action.PUBLISH_CONTENT, subject.municipality),
    )


@router.post("/{topic}/tag-tilbage")
async def take_back(
    editing: EditingDep,
    visit: VisitDep,
    publisher: PublisherDep,
    topic: str,
    slags: Annotated[Kind, Form()],
    seen: Annotated[str, Form(max_length=32)],
    kommune: PlaceField = "",
    note: Annotated[str, Form(max_length=500)] = "",
    helt: Annotated[bool, Form()] = False,
) -> Response:
    """Let the version before count again, or (``helt``) what the files say."""
    subject = Subject(slags, topic, kommune or None)
    publisher.rights.check(Action.PUBLISH_CONTENT, subject.municipality)
    done = witness(publisher, "content_taken_back")
    await editing.take_back(subject, seen, note, helt, done)
    if topic not in get_live_content().content.topics.topics:
        visit.flashes.append("Emnet er taget tilbage og findes ikke mere")
        return RedirectResponse(TOPICS, 303)
    visit.flashes.append("Ændringen er taget tilbage. Det, der stod før, gælder igen")
    where = f"?slags={slags}" + (f"&kommune={kommune}" if kommune else "")
    return RedirectResponse(f"{TOPICS}/{topic}/historik{where}", 303)
