"""The history: conversations listed, searched, read and taken out as files."""

from datetime import datetime
from functools import partial
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse, StreamingResponse
from sqlalchemy.orm import Session

from bot.api.staff.danish_days import midnight
from bot.api.staff.deps import StaffDep, require
from bot.api.staff.erasure import CHANNELS, CONVERSATION_ID
from bot.api.staff.inbox_access import (
    READ,
    ReaderDep,
    chosen_places,
    places_to_choose,
    reach,
    share_label,
    topic_label,
)
from bot.api.staff.labels import name_actions
from bot.api.staff.page import page
from bot.api.staff.route import StaffRoute
from bot.errors import ConversationNotFoundError
from bot.history.files import FORMS
from bot.history.listing import PAGE, Wanted, list_conversations
from bot.history.reading import read_conversation
from bot.history.streams import STREAMS, Extent, rows_of
from bot.staff import audit
from bot.staff.rights import Action
from bot.staff.user import User
from bot.store.message_search import words_of

HISTORY = "/personale/historik"
router = APIRouter(prefix=HISTORY, include_in_schema=False, route_class=StaffRoute)
Word = Annotated[str, Query(max_length=100)]
OUTCOMES = {
    "fallback": "Ikke besvaret",
    "clarify": "MUNI spurgte ind",
    "handover": "Henvist til en medarbejder",
    "safety": "Akut hjælp",
    "down": "Bedømt dårligt",
    "up": "Bedømt godt",
}
STREAM_NAMES = {
    "samtaler": "Samtaler",
    "beskeder": "Beskeder",
    "bedoemmelser": "Bedømmelser",
    "indbakke": "Indbakke",
    "log": "Log over personalets handlinger",
}
name_actions({"data_exported": "Hentede udtræk"})


@router.get("")
async def list_history(
    request: Request,
    staff: StaffDep,
    reader: ReaderDep,
    soeg: Annotated[str, Query(max_length=200)] = "",
    kommune: Word = "",
    kanal: Word = "",
    udfald: Word = "",
    fra: Word = "",
    til: Word = "",
    efter: Word = "",
) -> Response:
    """Newest first, a page at a time; dates are Danish days, both included.

    A conversation's id leads to it.
    """
    if CONVERSATION_ID.fullmatch(soeg.strip()):
        return RedirectResponse(f"{HISTORY}/{soeg.strip()}", 303)
    wanted = Wanted(
        places=chosen_places(reader, Action.READ_QUESTIONS, kommune),
        channel=kanal if kanal in CHANNELS else "",
        outcome=udfald if udfald in OUTCOMES else "",
        begins=midnight(fra),
        ends=midnight(til, 1),
        words=words_of(soeg),
        after=_after(efter),
    )
    found = await staff.database.read(partial(list_conversations, wanted=wanted))
    chosen = {
        "soeg": soeg, "kommune": kommune, "kanal": wanted.channel, "udfald": wanted.outcome,
        "fra": fra if wanted.begins else "", "til": til if wanted.ends else "",
    }  # fmt: skip
    last = found.lines[-1] if len(found.lines) == PAGE else None
    older = f"{last.created.isoformat()}~{last.id}" if last else None
    return page(
        request,
        "conversations.html",
        lines=found.lines,
        cut=found.cut,
        places=places_to_choose(reader, Action.READ_QUESTIONS),
        names={line.id: share_label(line.municipality or "") for line in found.lines},
        channels=CHANNELS,
        outcomes=OUTCOMES,
        chosen=chosen,
        query=urlencode(chosen),
        older=urlencode(chosen | {"efter": older}) if older else None,
    )


@router.get("/udtraek")
async def choose_export(
    request: Request, member: Annotated[User, Depends(require(Action.READ_CONTENT))]
) -> Response:
    """What can be taken out, by who has the right."""
    mine = {name: title for name, title in STREAM_NAMES.items() if _may(member, name)}
    return page(request, "exports.html", streams=mine, forms=list(FORMS))


@router.get("/udtraek/{stream}.{form}")
async def export(
    request: Request,
    staff: StaffDep,
    member: Annotated[User, Depends(require(Action.READ_CONTENT))],
    stream: str,
    form: str,
    fra: Word = "",
    til: Word = "",
) -> Response:
    """A file of everything the member may see, written as it is read."""
    if stream not in STREAMS or form not in FORMS:
        raise HTTPException(404)
    places = reach(member, _right_to(stream))
    if not places:
        member.rights.check(_right_to(stream), None)
    where = next(iter(places)) if len(places) == 1 and "*" not in places else None
    done = partial(_witness, member=member, subject=f"{stream}.{form}", municipality=where)
    await staff.database.run(done)
    extent = Extent(places, midnight(fra), midnight(til, 1))
    written, media_type = FORMS[form]
    batches = rows_of(staff.database, STREAMS[stream], extent)
    return StreamingResponse(
        written(STREAMS[stream].columns, batches),
        media_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="muni-{stream}.{form}"'},
    )


@router.get("/{conversation_id}")
async def show_conversation(
    request: Request, staff: StaffDep, reader: ReaderDep, conversation_id: str
) -> Response:
    """One conversation; another municipality's is not found."""
    read = await staff.database.read(partial(read_conversation, conversation_id=conversation_id))
    code = read.conversation.municipality
    if not reader.rights.can(Action.READ_QUESTIONS, code):
        raise ConversationNotFoundError
    await staff.database.run(
        partial(
            audit.record,
            actor=reader.actor,
            action=READ,
            subject=conversation_id,
            municipality=code,
        )
    )
    topics = {one.topic for one in read.messages if one.topic}
    return page(
        request,
        "conversation.html",
        read=read,
        place=share_label(code or ""),
        channel=CHANNELS.get(read.conversation.channel, read.conversation.channel),
        names={topic: topic_label(topic, reader) for topic in topics},
        may_erase=reader.rights.can(Action.ERASE_CONVERSATIONS, code),
        back=f"{HISTORY}?{request.url.query}" if request.url.query else HISTORY,
    )


def _right_to(stream: str) -> Action:
    return Action.READ_AUDIT if stream == "log" else Action.READ_QUESTIONS


def _may(member: User, stream: str) -> bool:
    return member.rights.can_somewhere(_right_to(stream))


def _witness(session: Session, member: User, subject: str, municipality: str | None) -> None:
    audit.record(session, member.actor, "data_exported", subject, municipality)


def _after(key: str) -> tuple[datetime, str] | None:
    """Where the page before ended; none when it can't be read."""
    moment, _, last = key.rpartition("~")
    try:
        return datetime.fromisoformat(moment), last
    except ValueError:
        return None
