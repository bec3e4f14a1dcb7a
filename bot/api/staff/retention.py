"""Administrators' page about how long things are kept: choose, see what goes, and save."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from bot.api.staff.deps import StaffDep, VisitDep, require
from bot.api.staff.labels import name_actions, place_label
from bot.api.staff.page import page
from bot.api.staff.route import StaffRoute
from bot.errors import ForbiddenError
from bot.knowledge import get_municipalities
from bot.retention.enforcing import Retention
from bot.retention.errors import RetentionOutOfBoundsError
from bot.retention.kinds import ABOUT, Kind
from bot.retention.rules import Choice
from bot.staff.rights import Action
from bot.staff.user import User
from bot.store.recordings import Recordings
from bot.store.retention_rules import WHOLE

RETENTION = "/personale/opbevaring"
router = APIRouter(prefix=RETENTION, include_in_schema=False, route_class=StaffRoute)
AdministratorDep = Annotated[User, Depends(require(Action.SET_RETENTION))]
_LONGEST = 5
name_actions(
    {
        "retention_chosen": "Ændrede opbevaring",
        "retention_ran": "Slettede efter opbevaringsreglerne",
        "backup_restored": "Lagde en sikkerhedskopi tilbage",
    }
)


async def _retention(staff: StaffDep) -> Retention:
    recordings = Recordings(staff.settings.recordings_folder)
    return Retention(staff.database, recordings, staff.settings)


RetentionDep = Annotated[Retention, Depends(_retention)]


@router.get("")
async def show_retention(
    request: Request,
    retention: RetentionDep,
    admin: AdministratorDep,
    kommune: Annotated[str, Query(max_length=4)] = "",
) -> Response:
    """What is kept for how long in one place."""
    place = _place(admin, kommune)
    rules = await retention.rules()
    return await _form(request, retention, admin, place, rules.chosen(place))


@router.post("/se")
async def preview(request: Request, retention: RetentionDep, admin: AdministratorDep) -> Response:
    """What would go by what was chosen, before it is saved."""
    place, typed = await _typed(request, admin)
    try:
        choice = _choice(typed)
        rules = (await retention.rules()).choosing(place, choice)
    except RetentionOutOfBoundsError as wrong:
        return await _form(request, retention, admin, place, typed, 422, str(wrong))
    followed = rules.followed(place)
    return page(
        request,
        "retention_preview.html",
        place=place,
        about=ABOUT,
        typed=typed,
        days={kind: choice[kind] or followed[kind] for kind in Kind},
        due=await retention.due(rules, place),
    )


@router.post("")
async def save(
    request: Request, retention: RetentionDep, visit: VisitDep, admin: AdministratorDep
) -> Response:
    """Keep what was chosen; it is enforced with the next daily run."""
    place, typed = await _typed(request, admin)
    try:
        await retention.choose(admin.actor, place, _choice(typed))
    except RetentionOutOfBoundsError as wrong:
        return await _form(request, retention, admin, place, typed, 422, str(wrong))
    visit.flashes.append("Opbevaringen er gemt. Det, der er for gammelt, slettes inden for et døgn")
    return RedirectResponse(f"{RETENTION}?kommune={place}", 303)


async def _form(
    request: Request,
    retention: Retention,
    admin: User,
    place: str,
    typed: Any,
    status: int = 200,
    problem: str = "",
) -> Response:
    return page(
        request,
        "retention.html",
        status,
        place=place,
        places=[(code, place_label(code)) for code in _places(admin)],
        about=ABOUT,
        typed=typed,
        followed=(await retention.rules()).followed(place),
        problem=problem,
    )


async def _typed(request: Request, admin: User) -> tuple[str, dict[Kind, str]]:
    form = await request.form()
    typed = {kind: str(form.get(f"dage_{kind.value}", "")).strip() for kind in Kind}
    return _place(admin, str(form.get("kommune", ""))), typed


def _choice(typed: dict[Kind, str]) -> Choice:
    """Raises RetentionOutOfBoundsError for what is no number."""
    choice: dict[Kind, int | None] = {}
    for kind, text in typed.items():
        if text and not (text.isascii() and text.isdigit() and len(text) <= _LONGEST):
            raise RetentionOutOfBoundsError(ABOUT[kind].title, ABOUT[kind].least, ABOUT[kind].most)
        choice[kind] = int(text) if text else None
    return choice


def _places(admin: User) -> list[str]:
    """The places whose rules the administrator sets, the hotline first."""
    action = Action.SET_RETENTION
    codes = sorted(get_municipalities().by_code, key=place_label)
    if admin.rights.everywhere(action):
        return [WHOLE, *codes]
    return [code for code in codes if code in admin.rights.municipalities(action)]


def _place(admin: User, wanted: str) -> str:
    """The place asked for, or the administrator's first; raises ForbiddenError for another's."""
    places = _places(admin)
    if wanted and wanted not in places:
        raise ForbiddenError
    return wanted or places[0]
