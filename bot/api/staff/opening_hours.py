"""The page where a municipality's opening hours are written, with a preview of what is told."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from bot.answers.opening_hours import COPENHAGEN
from bot.api.staff.deps import EditingDep, MemberDep
from bot.api.staff.local_form import Sent, form_page, save
from bot.api.staff.local_subjects import HOME, place_at
from bot.api.staff.page import templates
from bot.api.staff.route import StaffRoute
from bot.api.staff.week_form import Preview, exception_rows, preview, read_week, week_rows
from bot.content.subject import Subject
from bot.staff.rights import Action

router = APIRouter(prefix=HOME, include_in_schema=False, route_class=StaffRoute)
TEMPLATE = "opening_hours.html"
SHOW = "vis"
"""The button that shows a preview and saves nothing."""


def _hours(member: MemberDep, code: str, key: str) -> Subject:
    """The hours at the path; raises ForbiddenError, UnknownMunicipalityError.

    Raises ContentRefusedError for hours of anything but the telephone and the citizen service.
    """
    place_at(code, member, Action.EDIT_CONTENT)
    return Subject("opening_hours", key, code)


def _preview(content: dict[str, Any]) -> Preview | None:
    return preview(content, datetime.now(COPENHAGEN))


HoursDep = Annotated[Subject, Depends(_hours)]
templates.env.globals |= {
    "week_rows": week_rows,
    "exception_rows": exception_rows,
    "hours_preview": _preview,
}


@router.get("/{code}/aabningstider/{key}")
async def show_hours(
    request: Request, editing: EditingDep, member: MemberDep, subject: HoursDep
) -> Response:
    """The form."""
    return await form_page(request, TEMPLATE, subject, editing, member)


@router.post("/{code}/aabningstider/{key}")
async def save_hours(
    request: Request, editing: EditingDep, member: MemberDep, subject: HoursDep
) -> Response:
    """Keep a draft, or only show what would be told."""
    form = {key: str(value) for key, value in (await request.form()).items()}
    week, rows, problems = read_week(form)
    content = week | {name: form.get(name, "").strip() for name in ("source", "checked")}
    saved = form.get("saved", "0")
    sent = Sent(content, form.get("seen", ""), int(saved) if saved.isdigit() else 0, problems)
    if form.get("handling") == SHOW:
        return await form_page(request, TEMPLATE, subject, editing, member, sent, exceptions=rows)
    return await save(request, TEMPLATE, subject, editing, member, sent, exceptions=rows)
