"""What citizens gave to train MUNI: editors make examples of it, or leave it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Request, Response
from fastapi.responses import RedirectResponse

from bot.api.staff.deps import EditingDep, StaffDep, VisitDep, require
from bot.api.staff.inbox_access import reach
from bot.api.staff.labels import name_actions
from bot.api.staff.page import page, status_of, title_of
from bot.api.staff.route import StaffRoute
from bot.content.errors import ContentConflictError, ContentRefusedError
from bot.content.subject import Subject, owner_of
from bot.donation.candidates import Candidate
from bot.donation.teaching import DonatedWordings
from bot.errors import ForbiddenError
from bot.knowledge import get_topics
from bot.staff.rights import Action
from bot.staff.user import User

DONATIONS = "/personale/donationer"
router = APIRouter(prefix=DONATIONS, include_in_schema=False, route_class=StaffRoute)
HandlerDep = Annotated[User, Depends(require(Action.HANDLE_QUESTIONS))]
DonationId = Annotated[str, Path(regex=r"^[0-9a-f]{32}$")]
Number = Annotated[int, Path(ge=1, le=100_000)]
name_actions({"donation_used": "Brugte en donation", "donation_left": "Lagde en donation væk"})


async def _wordings(staff: StaffDep, editing: EditingDep) -> DonatedWordings:
    return DonatedWordings(staff.database, editing)


WordingsDep = Annotated[DonatedWordings, Depends(_wordings)]


@router.get("")
async def list_wordings(request: Request, wordings: WordingsDep, handler: HandlerDep) -> Response:
    """What nobody has settled yet, where the member handles questions."""
    return await _list(request, wordings, handler)


@router.post("/{donation_id}/{number}/eksempel")
async def make_example(
    request: Request,
    wordings: WordingsDep,
    visit: VisitDep,
    handler: HandlerDep,
    donation_id: DonationId,
    number: Number,
    emne: Annotated[str, Form(max_length=64)] = "",
    tekst: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Make an example of it, published where the member may."""
    one = await _of(wordings, handler, donation_id, number)
    text = " ".join(tekst.split())
    if emne not in get_topics().topics or not text:
        return await _list(request, wordings, handler, 422, "Vælg et emne, og skriv en tekst", one)
    place = _layer(handler, emne, one)
    handler.rights.check(Action.EDIT_CONTENT, place)
    publish = handler.rights.can(Action.PUBLISH_CONTENT, place)
    subject = Subject("examples", emne, place)
    try:
        published = await wordings.teach(one, subject, text, handler.actor, publish)
    except (ContentRefusedError, ContentConflictError) as wrong:
        told = str(wrong) or title_of(wrong)
        return await _list(request, wordings, handler, status_of(wrong), told, one)
    later = "MUNI kan det efter næste træning" if published else "Det ligger i din kladde"
    visit.flashes.append(f"Eksemplet er tilføjet. {later}")
    return RedirectResponse(DONATIONS, 303)


@router.post("/{donation_id}/{number}/laeg-vaek")
async def leave(
    wordings: WordingsDep,
    visit: VisitDep,
    handler: HandlerDep,
    donation_id: DonationId,
    number: Number,
) -> Response:
    """It teaches nothing new."""
    one = await _of(wordings, handler, donation_id, number)
    await wordings.leave(one, handler.actor)
    visit.flashes.append("Teksten er lagt væk")
    return RedirectResponse(DONATIONS, 303)


async def _of(wordings: DonatedWordings, handler: User, donation_id: str, number: int) -> Candidate:
    one = await wordings.get(donation_id, number)
    handler.rights.check(Action.HANDLE_QUESTIONS, one.municipality)
    return one


def _layer(handler: User, topic: str, one: Candidate) -> str | None:
    """Whose examples are written; raises ForbiddenError."""
    owner = owner_of(topic)
    if owner:
        return owner
    if handler.rights.everywhere(Action.EDIT_CONTENT):
        return None
    if one.municipality is None:
        raise ForbiddenError
    return one.municipality


async def _list(
    request: Request,
    wordings: DonatedWordings,
    handler: User,
    status: int = 200,
    error: str = "",
    wrong: Candidate | None = None,
) -> Response:
    topics = get_topics().topics.values()
    readable = [
        (topic.id, topic.title)
        for topic in topics
        if (owner := owner_of(topic.id)) is None or handler.rights.can(Action.EDIT_CONTENT, owner)
    ]
    return page(
        request,
        "donations.html",
        status,
        wordings=await wordings.all(reach(handler, Action.HANDLE_QUESTIONS)),
        topics=[("", "Vælg emne"), *sorted(readable, key=lambda one: one[1])],
        error=error,
        wrong=(wrong.donation_id, wrong.number) if wrong else None,
    )
