"""Signing in with e-mail and password, then a code; choosing a password by link; signing out."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from bot.api.rate import address_of
from bot.api.staff.deps import StaffDep, VisitDep
from bot.api.staff.live_deps import LiveDep
from bot.api.staff.next_path import HOME, local_path
from bot.api.staff.page import page, status_of, title_of
from bot.api.staff.route import SIGN_IN, OpenStaffRoute
from bot.errors import (
    SignInNeededError,
    TooManyTriesError,
    WeakPasswordError,
    WrongCodeError,
    WrongSignInError,
)
from bot.staff.audit import record

router = APIRouter(prefix="/personale", include_in_schema=False, route_class=OpenStaffRoute)
Text = Annotated[str, Form(max_length=400)]
Next = Annotated[str, Query(max_length=2000)]


@router.get("/log-ind")
async def ask_password(
    request: Request, staff: StaffDep, visit: VisitDep, next: Next = HOME
) -> Response:
    """The form."""
    if visit.user is not None:
        return RedirectResponse(local_path(next), 303)
    return page(request, "sign_in.html", next=local_path(next), provider=_provider(staff))


@router.post("/log-ind")
async def take_password(
    request: Request,
    staff: StaffDep,
    visit: VisitDep,
    email: Text = "",
    password: Text = "",
    next: Text = HOME,
) -> Response:
    """Check it; the session id from before never becomes one that is signed in."""
    path = local_path(next)
    try:
        token, waiting = await staff.sign_in.with_password(
            email, password, address_of(request), visit.token
        )
    except (WrongSignInError, TooManyTriesError) as error:
        return page(
            request,
            "sign_in.html",
            status_of(error),
            error=title_of(error),
            email=email,
            next=path,
            provider=_provider(staff),
        )
    visit.become(token)
    return RedirectResponse(f"{SIGN_IN}/kode?next={quote(path)}" if waiting else path, 303)


@router.get("/log-ind/kode")
async def ask_code(request: Request, visit: VisitDep, next: Next = HOME) -> Response:
    """The form for the second factor."""
    if visit.waiting is None:
        raise SignInNeededError
    return page(request, "code.html", next=local_path(next))


@router.post("/log-ind/kode")
async def take_code(
    request: Request, staff: StaffDep, visit: VisitDep, code: Text = "", next: Text = HOME
) -> Response:
    """Check it."""
    if visit.waiting is None:
        raise SignInNeededError
    path = local_path(next)
    try:
        token = await staff.sign_in.with_code(visit.waiting, code, visit.token)
    except (WrongCodeError, TooManyTriesError) as error:
        return page(request, "code.html", status_of(error), error=title_of(error), next=path)
    visit.become(token)
    return RedirectResponse(path, 303)


@router.post("/log-ud")
async def sign_out(staff: StaffDep, visit: VisitDep, live: LiveDep) -> Response:
    """End the session, here and in the browser; chats of theirs go back to the queue."""
    user = visit.user
    if user is not None:
        await staff.sessions.end(visit.token)
        await live.presence.leave(user.id)
        await staff.database.run(lambda s: record(s, user.actor, "signed_out", user.name))
        visit.leave()
    return RedirectResponse(SIGN_IN, 303)


@router.get("/adgang/{token}")
async def ask_new_password(request: Request, staff: StaffDep, token: str) -> Response:
    """The form behind a one-time link; opening it uses nothing up, since mail scanners do that."""
    return page(request, "choose_password.html", owner=await staff.credentials.whose_link(token))


@router.post("/adgang/{token}")
async def take_new_password(
    request: Request, staff: StaffDep, visit: VisitDep, token: str, password: Text = ""
) -> Response:
    """Choose it; the link is used up."""
    try:
        await staff.credentials.use_link(token, password)
    except WeakPasswordError as error:
        owner = await staff.credentials.whose_link(token)
        return page(
            request, "choose_password.html", status_of(error), owner=owner, error=str(error)
        )
    visit.flashes.append("Adgangskoden er valgt. Nu kan du logge ind")
    return RedirectResponse(SIGN_IN, 303)


def _provider(staff: StaffDep) -> str | None:
    return staff.settings.oidc_name if staff.provider else None
