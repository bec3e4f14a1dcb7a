"""The page where one local fact of a municipality is written."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from bot.api.staff.deps import EditingDep, MemberDep
from bot.api.staff.local_form import Sent, form_page, save
from bot.api.staff.local_subjects import HOME, place_at
from bot.api.staff.route import StaffRoute
from bot.content.subject import Subject
from bot.staff.rights import Action

router = APIRouter(prefix=HOME, include_in_schema=False, route_class=StaffRoute)
TEMPLATE = "fact.html"


def _fact(member: MemberDep, code: str, key: str) -> Subject:
    """The fact at the path; raises ForbiddenError, UnknownMunicipalityError."""
    place_at(code, member, Action.EDIT_CONTENT)
    return Subject("municipality_fact", key, code)


FactDep = Annotated[Subject, Depends(_fact)]
Text = Annotated[str, Form(max_length=1000)]


@router.get("/{code}/oplysninger/{key}")
async def show_fact(
    request: Request, editing: EditingDep, member: MemberDep, subject: FactDep
) -> Response:
    """The form."""
    return await form_page(request, TEMPLATE, subject, editing, member)


@router.post("/{code}/oplysninger/{key}")
async def save_fact(
    request: Request,
    editing: EditingDep,
    member: MemberDep,
    subject: FactDep,
    value: Text = "",
    source: Text = "",
    checked: Text = "",
    seen: Text = "",
    saved: Annotated[int, Form()] = 0,
) -> Response:
    """Keep a draft."""
    content = {"value": value.strip(), "source": source.strip(), "checked": checked.strip()}
    return await save(request, TEMPLATE, subject, editing, member, Sent(content, seen, saved))
