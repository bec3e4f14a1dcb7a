"""Signing in with the OpenID provider: out to it, and back."""

from typing import Annotated

import structlog
from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse

from bot.api.staff.deps import StaffDep, VisitDep
from bot.api.staff.next_path import HOME, local_path
from bot.api.staff.page import page
from bot.api.staff.route import OpenStaffRoute
from bot.errors import ForbiddenError, ProviderError, UserExistsError

log = structlog.get_logger(__name__)
router = APIRouter(prefix="/personale", include_in_schema=False, route_class=OpenStaffRoute)
Given = Annotated[str, Query(max_length=4000)]
NO_ROLE = "Din bruger har ingen rolle i MUNI. Bed jeres administrator om en"
LOCAL = "Der er allerede en lokal bruger med din e-mail. Bed jeres administrator om at lukke den"


@router.get("/log-ind/ekstern")
async def go_out(staff: StaffDep, visit: VisitDep, next: Given = HOME) -> Response:
    """Send the browser to the provider; the visit's cookie ties the answer to this browser."""
    if staff.provider is None:
        raise HTTPException(404)
    try:
        return RedirectResponse(await staff.provider.begin(visit.token, local_path(next)), 303)
    except ProviderError as error:
        log.warning("provider_failed", why=str(error))
        raise


@router.get("/log-ind/retur")
async def come_back(
    request: Request,
    staff: StaffDep,
    visit: VisitDep,
    state: Given = "",
    code: Given = "",
    iss: Given | None = None,
    error: Given = "",
) -> Response:
    """Take the provider's answer."""
    if staff.provider is None:
        raise HTTPException(404)
    try:
        if error or not code:
            raise ProviderError("the provider said no")
        vouched, path = await staff.provider.finish(visit.token, state, code, iss)
        visit.become(await staff.sign_in.with_provider(vouched, visit.token))
    except ProviderError as problem:
        log.warning("provider_failed", why=str(problem))
        raise
    except ForbiddenError:
        return page(request, "error.html", 403, title=NO_ROLE)
    except UserExistsError:
        return page(request, "error.html", 409, title=LOCAL)
    return RedirectResponse(local_path(path), 303)
