"""Delete a conversation on the citizen's behalf: found by its id, without reading it."""

import re
from functools import partial
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session

from bot.api.staff.deps import StaffDep, VisitDep, require
from bot.api.staff.inbox_access import share_label
from bot.api.staff.labels import name_actions
from bot.api.staff.page import page
from bot.api.staff.route import StaffRoute
from bot.assembly import Bot
from bot.errors import ConversationNotFoundError
from bot.history.reading import Found, find_conversation
from bot.staff import audit
from bot.staff.rights import Action
from bot.staff.user import User

ERASURE = "/personale/sletning"
CONVERSATION_ID = re.compile(r"[0-9a-f]{32}")
router = APIRouter(prefix=ERASURE, include_in_schema=False, route_class=StaffRoute)
EraserDep = Annotated[User, Depends(require(Action.ERASE_CONVERSATIONS))]
Id = Annotated[str, Path(regex=r"^[0-9a-f]{32}$")]
CHANNELS = {"web": "Chat", "voice": "Telefon"}
name_actions({"conversation_erased": "Slettede samtale på borgerens vegne"})


@router.get("")
async def search(
    request: Request,
    staff: StaffDep,
    eraser: EraserDep,
    samtale: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """The form; an id that fits leads on."""
    wanted = samtale.strip().lower().replace("-", "")
    if not wanted:
        return page(request, "erasure.html", wanted="", problem="")
    if CONVERSATION_ID.fullmatch(wanted):
        try:
            await _found(staff, eraser, wanted)
            return RedirectResponse(f"{ERASURE}/{wanted}", 303)
        except ConversationNotFoundError:
            pass
    problem = "Der er ingen samtale med det nummer, som du må slette. Den kan være slettet allerede"
    return page(request, "erasure.html", 404, wanted=samtale, problem=problem)


@router.get("/{conversation_id}")
async def show(
    request: Request, staff: StaffDep, eraser: EraserDep, conversation_id: Id
) -> Response:
    """When it was and how much it holds, and none of its words."""
    found = await _found(staff, eraser, conversation_id)
    return page(
        request,
        "erasure_found.html",
        found=found,
        place=share_label(found.municipality or ""),
        channel=CHANNELS.get(found.channel, found.channel),
    )


@router.post("/{conversation_id}")
async def erase(
    request: Request, staff: StaffDep, visit: VisitDep, eraser: EraserDep, conversation_id: Id
) -> Response:
    """Delete it with all that belongs to it; that it was done is written down."""
    found = await _found(staff, eraser, conversation_id)
    witness = partial(_witness, eraser=eraser, found=found)
    bot = cast(Bot, request.app.state.bot)
    await bot.store.delete(conversation_id, witness)
    bot.live.wakeups.wake(conversation_id)
    visit.flashes.append("Samtalen er slettet. Det kan du sige til borgeren")
    return RedirectResponse(ERASURE, 303)


async def _found(staff: StaffDep, eraser: User, conversation_id: str) -> Found:
    """Raises ConversationNotFoundError, also for another municipality's."""
    look = partial(find_conversation, conversation_id=conversation_id)
    found = await staff.database.read(look)
    if not eraser.rights.can(Action.ERASE_CONVERSATIONS, found.municipality):
        raise ConversationNotFoundError
    return found


def _witness(session: Session, eraser: User, found: Found) -> None:
    audit.record(session, eraser.actor, "conversation_erased", found.id, found.municipality)
