"""What staff tell citizens was changed: the list, a new line, taking one down."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Request, Response
from fastapi.responses import RedirectResponse

from bot.api.staff.deps import StaffDep, VisitDep
from bot.api.staff.editorial import PublisherDep
from bot.api.staff.inbox_access import reach, topic_label
from bot.api.staff.labels import name_actions, place_label
from bot.api.staff.page import page
from bot.api.staff.route import StaffRoute
from bot.content.subject import owner_of
from bot.knowledge import get_masker, get_municipalities, get_topics
from bot.say.changes import ToldChanges
from bot.staff.rights import Action
from bot.staff.user import User

CHANGES = "/personale/aendringer"
router = APIRouter(prefix=CHANGES, include_in_schema=False, route_class=StaffRoute)
name_actions({"change_told": "Fortalte om en ændring", "change_hidden": "Skjulte en ændring"})


async def _changes(staff: StaffDep) -> ToldChanges:
    return ToldChanges(staff.database, lambda text: get_masker().mask(text).text)


ChangesDep = Annotated[ToldChanges, Depends(_changes)]


@router.get("")
async def list_changes(request: Request, changes: ChangesDep, publisher: PublisherDep) -> Response:
    """What the member may take down again, and the form for another."""
    return await _list(request, changes, publisher)


@router.post("")
async def tell(
    request: Request,
    changes: ChangesDep,
    visit: VisitDep,
    publisher: PublisherDep,
    emne: Annotated[str, Form(max_length=64)] = "",
    kommune: Annotated[str, Form(regex=r"^([0-9]{4})?$")] = "",
    tekst: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Tell of a change that nobody in particular suggested."""
    if emne not in get_topics().topics or not tekst.strip():
        told = "Vælg et emne, og skriv, hvad der er ændret"
        return await _list(request, changes, publisher, 422, told, tekst)
    place = owner_of(emne) or kommune or None
    if place:
        get_municipalities()[place]
    publisher.rights.check(Action.PUBLISH_CONTENT, place)
    await changes.tell(emne, place, tekst, publisher.actor)
    visit.flashes.append("Ændringen står nu på den åbne side")
    return RedirectResponse(CHANGES, 303)


@router.post("/{change_id}/skjul")
async def take_down(
    changes: ChangesDep,
    visit: VisitDep,
    publisher: PublisherDep,
    change_id: Annotated[str, Path(regex=r"^[0-9a-f]{32}$")],
) -> Response:
    """Tell of it no more."""
    change = await changes.get(change_id)
    publisher.rights.check(Action.PUBLISH_CONTENT, change.municipality)
    await changes.take_down(change, publisher.actor)
    visit.flashes.append("Ændringen er taget af den åbne side")
    return RedirectResponse(CHANGES, 303)


async def _list(
    request: Request,
    changes: ToldChanges,
    publisher: User,
    status: int = 200,
    error: str = "",
    text: str = "",
) -> Response:
    action = Action.PUBLISH_CONTENT
    everywhere = publisher.rights.everywhere(action)
    codes = get_municipalities().by_code if everywhere else publisher.rights.municipalities(action)
    places = [(code, place_label(code)) for code in sorted(codes, key=place_label)]
    shown = await changes.of(reach(publisher, action))
    readable = [
        (topic.id, topic.title)
        for topic in get_topics().topics.values()
        if (owner := owner_of(topic.id)) is None or publisher.rights.can(action, owner)
    ]
    return page(
        request,
        "told_changes.html",
        status,
        changes=shown,
        labels={one.id: topic_label(one.topic, publisher) for one in shown},
        topics=[("", "Vælg emne"), *sorted(readable, key=lambda one: one[1])],
        places=[("", "Alle kommuner"), *places] if everywhere else places,
        error=error,
        text=text,
    )
