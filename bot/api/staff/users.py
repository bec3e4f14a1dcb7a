"""Administrators' pages about users: list, invite, rights, disable, reset."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from bot.api.staff.deps import StaffDep, VisitDep, require
from bot.api.staff.labels import ROLE_MEANINGS, place_label, role_label
from bot.api.staff.page import page, status_of, title_of
from bot.api.staff.route import StaffRoute
from bot.errors import ForbiddenError, UserExistsError, UserNotFoundError
from bot.knowledge import get_municipalities
from bot.staff.credentials import LINK_LIFE
from bot.staff.rights import Action, Grant, Role
from bot.staff.staff import Staff
from bot.staff.tables import EVERYWHERE
from bot.staff.user import User

router = APIRouter(prefix="/personale/brugere", include_in_schema=False, route_class=StaffRoute)
AdministratorDep = Annotated[User, Depends(require(Action.MANAGE_USERS))]
Name = Annotated[str, Form(min_length=1, max_length=100, regex=r"\S")]
Email = Annotated[str, Form(max_length=254, regex=r"^\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*$")]
Place = Annotated[str, Form(regex=r"^([0-9]{4}|\*)$")]
RoleField = Annotated[Role, Form()]


@router.get("")
async def list_users(request: Request, staff: StaffDep, admin: AdministratorDep) -> Response:
    """Everybody with rights where the administrator manages users."""
    users = [user for user in await staff.users.all() if _sees(admin, user)]
    return page(request, "users.html", users=users)


@router.get("/ny")
async def new_user(request: Request, admin: AdministratorDep) -> Response:
    """The form."""
    return page(request, "new_user.html", **_choices(admin))


@router.post("/ny")
async def invite(
    request: Request,
    staff: StaffDep,
    admin: AdministratorDep,
    name: Name,
    email: Email,
    role: RoleField,
    municipality: Place,
) -> Response:
    """Make the user, and show the link to send them, this once."""
    grant = _grant(admin, role, municipality)
    try:
        user = await staff.users.add(admin.actor, name, email, [grant])
    except UserExistsError as error:
        return page(
            request,
            "new_user.html",
            status_of(error),
            error=title_of(error),
            name=name,
            email=email,
            **_choices(admin),
        )
    return await _link(request, staff, admin, user)


@router.get("/{user_id}")
async def show_user(
    request: Request, staff: StaffDep, admin: AdministratorDep, user_id: str
) -> Response:
    """One user."""
    user = await _seen(staff, admin, user_id)
    return page(
        request,
        "user.html",
        user=user,
        managed=admin.rights.may_manage(user.rights),
        own=user.id == admin.id,
        grants=sorted(user.rights.grants, key=lambda one: (one.role.value, one.municipality)),
        may_take={one for one in user.rights.grants if admin.rights.may_give(one)},
        **_choices(admin),
    )


@router.post("/{user_id}/rettigheder")
async def give(
    staff: StaffDep,
    visit: VisitDep,
    admin: AdministratorDep,
    user_id: str,
    role: RoleField,
    municipality: Place,
) -> Response:
    """Give a right."""
    user = await _seen(staff, admin, user_id)
    grant = _changed_here(user, _grant(admin, role, municipality))
    await staff.users.give(admin.actor, user_id, grant)
    visit.flashes.append(f"{user.name} er nu {_label(grant)}")
    return _back(user_id)


@router.post("/{user_id}/rettigheder/fjern")
async def take(
    staff: StaffDep,
    visit: VisitDep,
    admin: AdministratorDep,
    user_id: str,
    role: RoleField,
    municipality: Place,
) -> Response:
    """Take a right."""
    user = await _seen(staff, admin, user_id)
    grant = _changed_here(user, _grant(admin, role, municipality))
    await staff.users.take(admin.actor, user_id, grant)
    visit.flashes.append(f"{user.name} er ikke længere {_label(grant)}")
    left = await staff.users.get(user_id)
    return _back(user_id) if _sees(admin, left) else RedirectResponse("/personale/brugere", 303)


@router.post("/{user_id}/luk")
async def disable(
    staff: StaffDep, visit: VisitDep, admin: AdministratorDep, user_id: str
) -> Response:
    """Sign the user out everywhere, and let them in no more."""
    user = await _managed(staff, admin, user_id)
    if user.id == admin.id:
        raise ForbiddenError
    await staff.users.disable(admin.actor, user_id)
    visit.flashes.append(f"{user.name} er lukket og logget ud")
    return _back(user_id)


@router.post("/{user_id}/aabn")
async def enable(
    staff: StaffDep, visit: VisitDep, admin: AdministratorDep, user_id: str
) -> Response:
    """Let the user in again."""
    user = await _managed(staff, admin, user_id)
    await staff.users.enable(admin.actor, user_id)
    visit.flashes.append(f"{user.name} kan logge ind igen")
    return _back(user_id)


@router.post("/{user_id}/nyt-link")
async def reset_password(
    request: Request, staff: StaffDep, admin: AdministratorDep, user_id: str
) -> Response:
    """Take the password away, and show a link with which the user chooses another."""
    user = await _managed(staff, admin, user_id)
    if not user.local:
        raise ForbiddenError
    return await _link(request, staff, admin, user)


@router.post("/{user_id}/totrin-fra")
async def reset_second_factor(
    staff: StaffDep, visit: VisitDep, admin: AdministratorDep, user_id: str
) -> Response:
    """For who lost the phone and the recovery codes."""
    user = await _managed(staff, admin, user_id)
    await staff.credentials.remove_second_factor(admin.actor, user_id)
    visit.flashes.append(f"Totrinslogin er slået fra for {user.name}")
    return _back(user_id)


async def _link(request: Request, staff: Staff, admin: User, user: User) -> Response:
    token = await staff.credentials.new_link(admin.actor, user.id)
    address = f"{staff.settings.public_url.rstrip('/')}/personale/adgang/{token}"
    return page(request, "user_link.html", user=user, address=address, days=LINK_LIFE.days)


async def _seen(staff: Staff, admin: User, user_id: str) -> User:
    """The user, if the administrator may know of them; raises UserNotFoundError."""
    user = await staff.users.get(user_id)
    if not _sees(admin, user):
        raise UserNotFoundError
    return user


async def _managed(staff: Staff, admin: User, user_id: str) -> User:
    """The user, if all their rights lie where the administrator manages users."""
    user = await _seen(staff, admin, user_id)
    if not admin.rights.may_manage(user.rights):
        raise ForbiddenError
    return user


def _sees(admin: User, user: User) -> bool:
    everywhere = admin.rights.everywhere(Action.MANAGE_USERS)
    return everywhere or any(admin.rights.may_give(grant) for grant in user.rights.grants)


def _grant(admin: User, role: Role, municipality: str) -> Grant:
    """The grant, if the administrator may give it; raises ForbiddenError."""
    grant = Grant(role, municipality)
    known = municipality == EVERYWHERE or municipality in get_municipalities().by_code
    if not known or not admin.rights.may_give(grant):
        raise ForbiddenError
    return grant


def _changed_here(user: User, grant: Grant) -> Grant:
    """The rights of who signs in with the provider are changed there; raises ForbiddenError."""
    if not user.local:
        raise ForbiddenError
    return grant


def _choices(admin: User) -> dict[str, Any]:
    """The roles, and the places that this administrator may give them for."""
    action = Action.MANAGE_USERS
    all_codes = sorted(get_municipalities().by_code, key=place_label)
    if admin.rights.everywhere(action):
        places = [EVERYWHERE, *all_codes]
    else:
        places = [code for code in all_codes if code in admin.rights.municipalities(action)]
    return {"roles": ROLE_MEANINGS, "places": places}


def _label(grant: Grant) -> str:
    return f"{role_label(grant.role).lower()} for {place_label(grant.municipality)}"


def _back(user_id: str) -> Response:
    return RedirectResponse(f"/personale/brugere/{user_id}", 303)
