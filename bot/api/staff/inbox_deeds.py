"""What staff make of a question: a topic, out of scope, nothing, open again, a note."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from bot.api.staff.deps import StaffDep, VisitDep
from bot.api.staff.inbox_access import (
    INBOX,
    DeskDep,
    GroupId,
    HandlerDep,
    ParseDep,
    ReaderDep,
    TeachingDep,
    reach,
    topic_label,
)
from bot.api.staff.inbox_row import RowPage, Typed, list_query
from bot.api.staff.page import status_of, title_of
from bot.api.staff.route import StaffRoute
from bot.content.errors import ContentConflictError, ContentRefusedError
from bot.content.revision import Author
from bot.content.subject import owner_of
from bot.errors import ForbiddenError, UserNotFoundError
from bot.inbox.desk import Decision, Desk
from bot.inbox.errors import AlreadyHandledError
from bot.inbox.handling import Note
from bot.inbox.teaching import Taught, Teaching
from bot.knowledge import get_masker, get_topics
from bot.staff.rights import Action
from bot.staff.staff import Staff
from bot.staff.user import User
from bot.store.inbox_tables import UNKNOWN, WHOLE

router = APIRouter(prefix=f"{INBOX}/{{group_id}}", include_in_schema=False,
                   route_class=StaffRoute)  # fmt: skip
Version = Annotated[int, Form(ge=0)]
ListQuery = Annotated[str, Form(max_length=1000)]
_DONE = {
    "out_of_scope": "Spørgsmålet er sat uden for MUNIs område",
    "ignored": "Spørgsmålet er taget ud af indbakken",
    "open": "Spørgsmålet er tilbage i indbakken",
}


@router.post("/emne")
async def choose_topic(
    request: Request,
    desk: DeskDep,
    staff: StaffDep,
    teaching: TeachingDep,
    parse: ParseDep,
    visit: VisitDep,
    handler: HandlerDep,
    group_id: GroupId,
    version: Version,
    emne: Annotated[str, Form(max_length=64)] = "",
    eksempler: Annotated[str, Form(max_length=20_000)] = "",
    formulering: Annotated[list[str] | None, Form()] = None,
    liste: ListQuery = "",
) -> Response:
    """Label the chosen wordings with a topic, and make the written ones its examples."""
    chosen, back = formulering or [], list_query(liste)
    typed = Typed(topic=emne, examples=eksempler, wordings=chosen, list_query=back)
    drawn = RowPage(request, desk, staff, teaching, parse, handler, typed)
    if emne not in get_topics().topics:
        return await drawn.draw(group_id, 422, "Vælg et emne")
    owner = owner_of(emne)
    if owner:
        handler.rights.check(Action.HANDLE_QUESTIONS, owner)
    lines = [line for line in eksempler.splitlines() if line.strip()]
    place = await _layer(desk, handler, group_id, owner)
    try:
        if lines:
            handler.rights.check(Action.EDIT_CONTENT, place)
            await asyncio.to_thread(teaching.check, emne, lines, place)
        decision = Decision("labelled", emne, chosen)
        places = reach(handler, Action.HANDLE_QUESTIONS)
        await desk.decide(group_id, version, places, handler.actor, decision)
    except ContentRefusedError as wrong:
        return await drawn.draw(group_id, 422, str(wrong))
    except AlreadyHandledError as wrong:
        return await drawn.draw(group_id, status_of(wrong), title_of(wrong))
    visit.flashes.append(f"Emnet er valgt: {topic_label(emne, handler)}")
    if lines:
        visit.flashes.append(await _teach(desk, teaching, handler, emne, lines, place))
    return _to_list(back)


@router.post("/afgoer")
async def decide(
    request: Request,
    desk: DeskDep,
    staff: StaffDep,
    teaching: TeachingDep,
    parse: ParseDep,
    visit: VisitDep,
    handler: HandlerDep,
    group_id: GroupId,
    version: Version,
    til: Annotated[str, Form(regex=r"^(out_of_scope|ignored|open)$")],
    formulering: Annotated[list[str] | None, Form()] = None,
    liste: ListQuery = "",
) -> Response:
    """Out of scope, ignored, or open again."""
    chosen, back = formulering or [], list_query(liste)
    places = reach(handler, Action.HANDLE_QUESTIONS)
    try:
        await desk.decide(group_id, version, places, handler.actor, Decision(til, None, chosen))
    except AlreadyHandledError as wrong:
        typed = Typed(wordings=chosen, list_query=back)
        drawn = RowPage(request, desk, staff, teaching, parse, handler, typed)
        return await drawn.draw(group_id, status_of(wrong), title_of(wrong))
    visit.flashes.append(_DONE[til])
    return RedirectResponse(f"{INBOX}/{group_id}", 303) if til == "open" else _to_list(back)


@router.post("/laeg-tilbage")
async def put_back(
    desk: DeskDep, handler: HandlerDep, group_id: GroupId, liste: ListQuery = ""
) -> Response:
    """Let colleagues look instead."""
    await desk.release(group_id, handler.actor)
    return _to_list(list_query(liste))


@router.post("/note")
async def write_note(
    request: Request,
    desk: DeskDep,
    staff: StaffDep,
    teaching: TeachingDep,
    parse: ParseDep,
    visit: VisitDep,
    reader: ReaderDep,
    group_id: GroupId,
    tekst: Annotated[str, Form(min_length=1, max_length=2000, regex=r"\S")],
    til: Annotated[str, Form(max_length=32)] = "",
) -> Response:
    """A note to all who may see the question, or to one of them."""
    places = reach(reader, Action.READ_QUESTIONS)
    row = await desk.open(group_id, places, reader.id)
    asked_in = [share.municipality for share in row.shares]
    to = await _colleague(staff, reader, asked_in, til) if til else None
    masked = await asyncio.to_thread(get_masker().mask, tekst.strip())
    place = WHOLE if WHOLE in places else asked_in[0]
    await desk.note(group_id, reader.actor, Note(masked.text, place, to.actor if to else None))
    visit.flashes.append(f"Noten er sendt til {to.name}" if to else "Noten er gemt")
    return RedirectResponse(f"{INBOX}/{group_id}", 303)


async def _layer(desk: Desk, handler: User, group_id: int, owner: str | None) -> str | None:
    """Whose examples are written: everybody's, or those of a municipality that handles it."""
    if owner:
        return owner
    if handler.rights.everywhere(Action.EDIT_CONTENT):
        return None
    row = await desk.open(group_id, reach(handler, Action.HANDLE_QUESTIONS), handler.id)
    named = [share.municipality for share in row.shares if share.municipality != UNKNOWN]
    if not named:
        raise ForbiddenError
    return str(named[0])


async def _teach(
    desk: Desk, teaching: Teaching, handler: User, topic: str, lines: list[str], place: str | None
) -> str:
    """Add the examples; gives what to tell of it."""
    publish = handler.rights.can(Action.PUBLISH_CONTENT, place)
    author = Author(handler.id, handler.name)
    try:
        taught = await teaching.add(topic, lines, place, author, publish)
    except (ContentRefusedError, ContentConflictError) as wrong:
        return f"Eksemplerne blev ikke tilføjet: {title_of(wrong)}. Åbn spørgsmålet igen"
    if taught.added:
        await desk.taught(handler.actor, topic, place, taught.published)
    return _told(taught)


def _told(taught: Taught) -> str:
    added, kept = len(taught.added), len(taught.held_out)
    told = []
    if added:
        one = "1 eksempel er" if added == 1 else f"{added} eksempler er"
        how = "tilføjet. MUNI kan det efter næste træning" if taught.published else "i din kladde"
        told.append(f"{one} {how}")
    if kept:
        one = "1 formulering er" if kept == 1 else f"{kept} formuleringer er"
        told.append(f"{one} lagt til side til test")
    return ". ".join(told)


async def _colleague(staff: Staff, reader: User, places: list[Any], user_id: str) -> User:
    found = await staff.users.get(user_id)
    can = (found.rights.can(Action.READ_QUESTIONS, place or None) for place in places)
    if found.disabled or found.id == reader.id or not any(can):
        raise UserNotFoundError
    return found


def _to_list(query: str) -> Response:
    return RedirectResponse(f"{INBOX}?{query}" if query else INBOX, 303)
