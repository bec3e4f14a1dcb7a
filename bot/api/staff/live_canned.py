"""Editors' page of the texts that agents send often."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from bot.answers.placeholders import NAMES
from bot.api.staff.deps import VisitDep
from bot.api.staff.labels import place_label
from bot.api.staff.live_deps import CannedEditorDep, LiveDep
from bot.api.staff.page import page
from bot.api.staff.route import StaffRoute
from bot.errors import ForbiddenError
from bot.knowledge import get_municipalities
from bot.live.errors import CannedAnswerError
from bot.staff.rights import Action
from bot.staff.tables import EVERYWHERE
from bot.staff.user import User

router = APIRouter(
    prefix="/personale/standardsvar", include_in_schema=False, route_class=StaffRoute
)
Place = Annotated[str, Form(regex=r"^([0-9]{4}|\*)$")]
Title = Annotated[str, Form(max_length=200)]
Text = Annotated[str, Form(max_length=4000)]
LIST = "/personale/standardsvar"


@router.get("")
async def list_canned(request: Request, live: LiveDep, editor: CannedEditorDep) -> Response:
    """All that the editor may change, and a form for a new one."""
    return await _show(request, live, editor)


@router.post("")
async def add(
    request: Request,
    live: LiveDep,
    visit: VisitDep,
    editor: CannedEditorDep,
    title: Title = "",
    text: Text = "",
    municipality: Place = EVERYWHERE,
) -> Response:
    """A new one."""
    place = None if municipality == EVERYWHERE else municipality
    if place is not None and place not in get_municipalities().by_code:
        raise ForbiddenError
    try:
        await live.canned.keep(editor, place, title, text)
    except CannedAnswerError as wrong:
        return await _show(request, live, editor, 422, error=str(wrong), title=title, text=text)
    visit.flashes.append("Standardsvaret er gemt")
    return RedirectResponse(LIST, 303)


@router.post("/{answer_id}")
async def change(
    request: Request,
    live: LiveDep,
    visit: VisitDep,
    editor: CannedEditorDep,
    answer_id: str,
    title: Title = "",
    text: Text = "",
) -> Response:
    """Another wording."""
    try:
        await live.canned.keep(editor, None, title, text, answer_id)
    except CannedAnswerError as wrong:
        return await _show(request, live, editor, 422, error=str(wrong), title=title, text=text)
    visit.flashes.append("Standardsvaret er gemt")
    return RedirectResponse(LIST, 303)


@router.post("/{answer_id}/slet")
async def remove(
    live: LiveDep, visit: VisitDep, editor: CannedEditorDep, answer_id: str
) -> Response:
    """Delete one."""
    await live.canned.remove(editor, answer_id)
    visit.flashes.append("Standardsvaret er slettet")
    return RedirectResponse(LIST, 303)


async def _show(
    request: Request, live: LiveDep, editor: User, status: int = 200, **more: Any
) -> Response:
    action = Action.EDIT_CONTENT
    codes = sorted(get_municipalities().by_code, key=place_label)
    if editor.rights.everywhere(action):
        places = [EVERYWHERE, *codes]
    else:
        places = [code for code in codes if code in editor.rights.municipalities(action)]
    canned = await live.canned.editable(editor.rights)
    return page(request, "live_canned.html", status, canned=canned, places=places,
                names=sorted(NAMES), **more)  # fmt: skip
