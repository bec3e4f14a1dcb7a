"""What routes of the console ask for: the staff room, the visit, and a right."""

from collections.abc import Callable
from typing import Annotated, cast

from fastapi import Depends, Request
from starlette.requests import HTTPConnection

from bot.api.staff.visit import Visit
from bot.content.editing import Editing
from bot.content.importing import Importing
from bot.errors import ForbiddenError
from bot.staff.rights import Action
from bot.staff.staff import Staff, build_staff
from bot.staff.user import User


def get_staff(connection: HTTPConnection) -> Staff:
    """The staff room of this process, on the bot's own database."""
    state = connection.app.state
    if getattr(state, "staff", None) is None:
        state.staff = build_staff(state.bot.settings, state.bot.database)
    return cast(Staff, state.staff)


async def get_visit(request: Request) -> Visit:
    """The visit that the route opened."""
    return cast(Visit, request.state.visit)


async def get_member(request: Request) -> User:
    """Who is signed in; raises SignInNeededError."""
    return cast(Visit, request.state.visit).member


async def _staff(request: Request) -> Staff:
    return get_staff(request)


async def get_editing(request: Request) -> Editing:
    """Through which content is changed."""
    return cast(Editing, request.app.state.bot.editing)


async def get_importing(request: Request) -> Importing:
    """Through which files are brought in."""
    return cast(Importing, request.app.state.bot.importing)


EditingDep = Annotated[Editing, Depends(get_editing)]
ImportingDep = Annotated[Importing, Depends(get_importing)]
StaffDep = Annotated[Staff, Depends(_staff)]
VisitDep = Annotated[Visit, Depends(get_visit)]
MemberDep = Annotated[User, Depends(get_member)]


def require(action: Action) -> Callable[[Request], User]:
    """A dependency that gives who is signed in, if they may do ``action`` somewhere.

    Where is for the route to check, with ``member.rights.check(action, municipality)``, as soon
    as it knows whose the thing is. Raises SignInNeededError, ForbiddenError.
    """

    def allowed(request: Request) -> User:
        member = cast(Visit, request.state.visit).member
        if not member.rights.can_somewhere(action):
            raise ForbiddenError
        return member

    return allowed
