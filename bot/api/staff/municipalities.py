"""The municipalities a member may see: how complete each is, and one of them with all its own."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from bot.answers.municipalities import Municipality
from bot.answers.opening_hours import COPENHAGEN
from bot.api.staff.deps import EditingDep, require
from bot.api.staff.labels import name_actions
from bot.api.staff.local_subjects import (
    HOME,
    author_of,
    place_at,
    placeholder_of,
    subject_label,
    subject_path,
)
from bot.api.staff.page import page, templates
from bot.api.staff.route import StaffRoute
from bot.content.errors import ContentRefusedError
from bot.content.layered import LayeredContent
from bot.content.local_use import missing, subject_of, uses
from bot.content.reminders import local_subjects
from bot.content.subject import HOURS, OWN_FACTS, Subject, topic_id
from bot.knowledge import get_live_content, get_municipalities
from bot.staff.rights import Action
from bot.staff.user import User

router = APIRouter(prefix=HOME, include_in_schema=False, route_class=StaffRoute)
ReaderDep = Annotated[User, Depends(require(Action.READ_CONTENT))]
EditorDep = Annotated[User, Depends(require(Action.EDIT_CONTENT))]
templates.env.filters |= {
    "subject_label": subject_label,
    "subject_path": subject_path,
    "placeholder": placeholder_of,
}
name_actions(
    {
        "content_published": "Udgav indhold",
        "content_taken_back": "Tog indhold tilbage",
        "content_discarded": "Kasserede kladde",
    }
)


@router.get("")
async def list_municipalities(
    request: Request, editing: EditingDep, member: ReaderDep, mangler: bool = False
) -> Response:
    """All that the member may see."""
    content = get_live_content().content
    lacking = missing(content)
    rows = [
        {
            "place": place,
            "missing": lacking[place.code],
            "old": len(editing.reminders(place.code)),
        }
        for place in _seen(member)
        if lacking[place.code] or not mangler
    ]
    return page(request, "municipalities.html", rows=rows, only_missing=mangler)


@router.get("/{code}")
async def show_municipality(
    request: Request, editing: EditingDep, member: ReaderDep, code: str
) -> Response:
    """One, with its facts, opening hours, own answers and own topics."""
    place = place_at(code, member, Action.READ_CONTENT)
    content = get_live_content().content
    drafts = [one for one in await editing.drafts() if one.subject.municipality == code]
    moment = datetime.now(COPENHAGEN)
    return page(
        request,
        "municipality.html",
        place=place,
        facts=[_fact(content, subject) for subject in _facts(content, code)],
        hours=[
            (Subject("opening_hours", kind, code), place.hours.get(kind), len(_uses))
            for kind in HOURS
            for _uses in [uses(content, Subject("opening_hours", kind, code))]
        ],
        moment=moment,
        drafts={one.subject: one for one in reversed(drafts)},
        reminders=editing.reminders(code),
        own_answers=[
            content.topics[one] for one in place.overrides if one in content.topics.topics
        ],
        own_topics=[one for one in content.topics.topics.values() if one.municipality == code],
        editable=member.rights.can(Action.EDIT_CONTENT, code),
        own=author_of(member),
    )


@router.get("/{code}/ny-oplysning")
async def name_fact(
    request: Request,
    member: EditorDep,
    code: str,
    navn: Annotated[str, Query(max_length=60)] = "",
) -> Response:
    """Go to a fact that the municipality names itself."""
    place = place_at(code, member, Action.EDIT_CONTENT)
    error = ""
    if navn:
        try:
            return RedirectResponse(
                subject_path(Subject("municipality_fact", topic_id(navn), code)), 303
            )
        except ContentRefusedError as wrong:
            error = str(wrong)
    status = 422 if error else 200
    return page(request, "new_fact.html", status, place=place, navn=navn, error=error)


def _seen(member: User) -> list[Municipality]:
    places = list(get_municipalities().by_code.values())
    if member.rights.everywhere(Action.READ_CONTENT):
        return places
    own = member.rights.municipalities(Action.READ_CONTENT)
    return [place for place in places if place.code in own]


def _facts(content: LayeredContent, code: str) -> list[Subject]:
    """The facts that every municipality has, its own, and those that answers wait for."""
    found = [Subject("municipality_fact", key, code) for key in OWN_FACTS]
    found += [one for one in local_subjects(content, code) if one.kind == "municipality_fact"]
    found += [one for name in missing(content)[code] if (one := subject_of(name, code))]
    return [one for one in dict.fromkeys(found) if one.kind == "municipality_fact"]


def _fact(content: LayeredContent, subject: Subject) -> dict[str, object]:
    told = content.raw.at(subject)
    place = content.municipalities[subject.municipality or ""]
    unchecked = place.website if subject.key == "website" else ""
    return {
        "subject": subject,
        "value": (told or {}).get("value", unchecked),
        "told": told,
        "uses": len(uses(content, subject)),
    }
