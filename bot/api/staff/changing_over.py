"""After a publication: the page on which the workers are seen to change model."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request, Response

from bot.api.staff.deps import StaffDep
from bot.api.staff.model_access import ReaderDep
from bot.api.staff.page import page
from bot.api.staff.route import StaffRoute
from bot.publishing.pointer import read_pointer
from bot.publishing.workers import Workers
from bot.staff.rights import Action
from bot.staff.staff import Staff

router = APIRouter(
    prefix="/personale/modeller/skift", include_in_schema=False, route_class=StaffRoute
)
Version = Annotated[int, Path(ge=1)]
PATIENCE_S = 2.0
"""How long an answer is held back while workers change, so that the page asks seldom."""


@router.get("/{version}")
async def changing_over(
    request: Request, staff: StaffDep, reader: ReaderDep, version: Version
) -> Response:
    """The page as it is just now; raises HTTPException 404 for a version that never was."""
    return await _show(request, staff, reader.rights.everywhere(Action.PUBLISH_MODELS), version)


@router.get("/{version}/status")
async def status(
    request: Request, staff: StaffDep, reader: ReaderDep, version: Version
) -> Response:
    """The part of the page that changes, as soon as all have changed or a while has passed."""
    await Workers(staff.database).wait_for(version, PATIENCE_S)
    return await _show(
        request,
        staff,
        reader.rights.everywhere(Action.PUBLISH_MODELS),
        version,
        "model_change_status.html",
    )


async def _show(
    request: Request,
    staff: Staff,
    may_publish: bool,
    version: int,
    template: str = "model_change.html",
) -> Response:
    pointer = await read_pointer(staff.database)
    if pointer is None or version > pointer.version:
        raise HTTPException(404)
    workers = await Workers(staff.database).all()
    refused = [one for one in workers if one.note]
    waiting = [one for one in workers if one.version < version and not one.note]
    return page(
        request,
        template,
        pointer=pointer,
        version=version,
        overtaken=pointer.version > version,
        workers=workers,
        waiting=waiting,
        refused=refused,
        may_publish=may_publish,
    )
