"""A member's own page: password, second factor, recovery codes, other browsers."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from bot.api.staff.deps import MemberDep, StaffDep, VisitDep
from bot.api.staff.page import page, status_of, title_of
from bot.api.staff.route import StaffRoute
from bot.errors import (
    ForbiddenError,
    TooManyTriesError,
    WeakPasswordError,
    WrongCodeError,
    WrongSignInError,
)
from bot.staff.second_factor import qr_code, setup_address
from bot.staff.user import User

router = APIRouter(prefix="/personale/min-konto", include_in_schema=False, route_class=StaffRoute)
Text = Annotated[str, Form(max_length=400)]
OWN = "/personale/min-konto"


@router.get("")
async def own_account(request: Request) -> Response:
    """The page."""
    return page(request, "own_account.html")


@router.post("/adgangskode")
async def change_password(
    request: Request,
    staff: StaffDep,
    visit: VisitDep,
    member: MemberDep,
    old: Text = "",
    new: Text = "",
) -> Response:
    """Change the password; every other browser is signed out."""
    _local(member)
    try:
        await staff.credentials.change_password(member, old, new, visit.token)
    except (WrongSignInError, TooManyTriesError) as error:
        return _again(request, error, old_error=_password_title(error))
    except WeakPasswordError as error:
        return _again(request, error, new_error=str(error))
    visit.flashes.append("Adgangskoden er skiftet. Andre steder er du logget ud")
    return RedirectResponse(OWN, 303)


@router.post("/andre")
async def sign_out_elsewhere(staff: StaffDep, visit: VisitDep, member: MemberDep) -> Response:
    """End the member's other sessions."""
    await staff.sessions.end_others(member.id, visit.token)
    visit.flashes.append("Du er logget ud alle andre steder")
    return RedirectResponse(OWN, 303)


@router.get("/totrin")
async def set_up(request: Request, staff: StaffDep, visit: VisitDep, member: MemberDep) -> Response:
    """The QR code and the secret in letters."""
    _local(member)
    return await _set_up(request, staff, visit, member)


@router.post("/totrin")
async def confirm(
    request: Request, staff: StaffDep, visit: VisitDep, member: MemberDep, code: Text = ""
) -> Response:
    """The first code from the app turns it on; the recovery codes are shown once."""
    _local(member)
    try:
        codes = await staff.credentials.confirm_second_factor(member, visit.token, code)
    except WrongCodeError as error:
        return await _set_up(request, staff, visit, member, status_of(error), title_of(error))
    return page(request, "recovery_codes.html", codes=codes)


@router.post("/koder")
async def renew_codes(
    request: Request, staff: StaffDep, member: MemberDep, old: Text = ""
) -> Response:
    """New recovery codes, for the password."""
    _local(member)
    try:
        await staff.credentials.check_password(member.id, old)
    except (WrongSignInError, TooManyTriesError) as error:
        return _again(request, error, codes_error=_password_title(error))
    if not member.has_second_factor:
        raise ForbiddenError
    codes = await staff.credentials.renew_recovery_codes(member)
    return page(request, "recovery_codes.html", codes=codes)


@router.post("/totrin/fra")
async def turn_off(
    request: Request, staff: StaffDep, visit: VisitDep, member: MemberDep, old: Text = ""
) -> Response:
    """Turn the second factor off, for the password."""
    _local(member)
    try:
        await staff.credentials.check_password(member.id, old)
    except (WrongSignInError, TooManyTriesError) as error:
        return _again(request, error, off_error=_password_title(error))
    await staff.credentials.remove_second_factor(member.actor, member.id)
    visit.flashes.append("Totrinslogin er slået fra")
    return RedirectResponse(OWN, 303)


async def _set_up(
    request: Request,
    staff: StaffDep,
    visit: VisitDep,
    member: User,
    status: int = 200,
    error: str | None = None,
) -> Response:
    secret = await staff.credentials.prepare_second_factor(visit.token)
    return page(
        request,
        "second_factor.html",
        status,
        qr=qr_code(setup_address(secret, member.email)),
        secret=" ".join(secret[i : i + 4] for i in range(0, len(secret), 4)),
        error=error,
    )


def _again(request: Request, error: Exception, **errors: str) -> Response:
    return page(request, "own_account.html", status_of(error), **errors)


def _password_title(error: Exception) -> str:
    return "Adgangskoden er forkert" if isinstance(error, WrongSignInError) else title_of(error)


def _local(member: User) -> None:
    """Whoever signs in with the provider has password and codes there."""
    if not member.local:
        raise ForbiddenError
