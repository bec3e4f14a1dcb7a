"""The console's front page: the doors that are open to whoever signed in."""

from fastapi import APIRouter, Request, Response

from bot.api.staff.deps import MemberDep
from bot.api.staff.page import page
from bot.api.staff.route import StaffRoute

router = APIRouter(include_in_schema=False, route_class=StaffRoute)


@router.get("/personale")
async def home(request: Request, member: MemberDep) -> Response:
    """The front page."""
    return page(request, "home.html")
