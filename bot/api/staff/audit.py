"""The audit log as a page, for administrators."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response

from bot.api.staff.danish_days import midnight
from bot.api.staff.deps import StaffDep, require
from bot.api.staff.labels import place_label
from bot.api.staff.page import page
from bot.api.staff.route import StaffRoute
from bot.knowledge import get_municipalities
from bot.staff.audit import PAGE, Wanted
from bot.staff.rights import Action
from bot.staff.user import User

router = APIRouter(prefix="/personale/log", include_in_schema=False, route_class=StaffRoute)
ReaderDep = Annotated[User, Depends(require(Action.READ_AUDIT))]
Word = Annotated[str, Query(max_length=100)]


@router.get("")
async def audit(
    request: Request,
    staff: StaffDep,
    reader: ReaderDep,
    who: Word = "",
    action: Word = "",
    municipality: Word = "",
    fra: Word = "",
    til: Word = "",
    foer: Annotated[int | None, Query(ge=1)] = None,
) -> Response:
    """Newest first, 50 at a time; dates are Danish days, both ends included."""
    everywhere = reader.rights.everywhere(Action.READ_AUDIT)
    own = reader.rights.municipalities(Action.READ_AUDIT)
    begins, ends = midnight(fra), midnight(til, 1)
    entries = await staff.audit.search(
        Wanted(
            who=who,
            action=action,
            municipality=municipality,
            begins=begins,
            ends=ends,
            before=foer,
            only_in=None if everywhere else own,
        )
    )
    chosen: dict[str, Any] = {
        "who": who,
        "action": action,
        "municipality": municipality,
        "fra": fra if begins else "",
        "til": til if ends else "",
    }
    more = len(entries) == PAGE
    older = urlencode(chosen | {"foer": entries[-1].id}) if more else None
    codes = get_municipalities().by_code if everywhere else own
    return page(
        request,
        "audit.html",
        entries=entries,
        older=older,
        actions=await staff.audit.actions(),
        places=sorted(codes, key=place_label),
        **chosen,
    )
