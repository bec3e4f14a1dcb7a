"""Publishers' form for going back to the model before this one."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from bot.api.staff.deps import StaffDep
from bot.api.staff.model_access import PublisherDep, note_in_audit
from bot.api.staff.page import page
from bot.api.staff.publishing import REFUSED, Reason
from bot.api.staff.route import StaffRoute
from bot.errors import ModelRefusedError
from bot.publishing.before import read_before
from bot.publishing.errors import NothingBeforeError, PointerMovedError
from bot.publishing.pointer import read_pointer
from bot.publishing.publisher import Publisher
from bot.staff.staff import Staff

router = APIRouter(
    prefix="/personale/modeller/tilbage", include_in_schema=False, route_class=StaffRoute
)


@router.get("")
async def ask(request: Request, staff: StaffDep, publisher: PublisherDep) -> Response:
    """What going back means, and the form; raises NothingBeforeError."""
    return await _form(request, staff)


@router.post("")
async def roll_back(
    request: Request,
    staff: StaffDep,
    publisher: PublisherDep,
    seen: Annotated[int, Form(ge=1)],
    reason: Reason = "",
) -> Response:
    """Go back, once, however often the form is sent."""
    if not reason.strip():
        return await _form(request, staff, 422, reason_error="Skriv, hvorfor I går tilbage")
    room = Publisher(staff.database, staff.settings)
    try:
        pointer = await room.roll_back(publisher.id, reason, seen)
    except PointerMovedError as moved:
        return await _form(request, staff, 409, reason=reason, problem=moved.title)
    except ModelRefusedError:
        return await _form(request, staff, 422, reason=reason, problem=REFUSED)
    await note_in_audit(staff, publisher, "model_rolled_back", pointer.model_id)
    return RedirectResponse(f"/personale/modeller/skift/{pointer.version}", 303)


async def _form(request: Request, staff: Staff, status: int = 200, **more: Any) -> Response:
    pointer, before = await read_pointer(staff.database), await read_before(staff.database)
    if pointer is None or before is None:
        raise NothingBeforeError
    return page(request, "model_back.html", status, pointer=pointer, before=before, **more)
