"""Draws the page of one model: what it is, how it compares, and the form that publishes it."""

from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request, Response

from bot.api.staff.comparison_reading import read_comparison
from bot.api.staff.danish_time import field_of
from bot.api.staff.deps import StaffDep
from bot.api.staff.model_access import ModelDep, ReaderDep, names_of_users
from bot.api.staff.page import page
from bot.api.staff.route import StaffRoute
from bot.publishing.publisher import Publisher
from bot.publishing.registry import RegisteredModel
from bot.staff.rights import Action
from bot.staff.staff import Staff
from bot.staff.user import User

router = APIRouter(prefix="/personale/modeller", include_in_schema=False, route_class=StaffRoute)


@router.get("/{model_id}")
async def show(request: Request, staff: StaffDep, reader: ReaderDep, model: ModelDep) -> Response:
    """One model beside the one that was present when it was trained."""
    return await model_page(request, staff, reader, model)


async def model_page(
    request: Request,
    staff: Staff,
    member: User,
    model: RegisteredModel,
    status: int = 200,
    **form: Any,
) -> Response:
    """The page; ``form`` is what was filled in, and what was wrong with it."""
    may_publish = member.rights.everywhere(Action.PUBLISH_MODELS)
    usable = model.state not in {"published", "failed"}
    against = await Publisher(staff.database, staff.settings).objections(model.id) if usable else []
    citizens = member.rights.everywhere(Action.READ_QUESTIONS)
    return page(
        request,
        "model.html",
        status,
        model=model,
        names=await names_of_users(staff),
        may_publish=may_publish and usable,
        objections=against,
        comparison=read_comparison(model.comparison, citizens) if model.comparison else None,
        earliest=field_of(datetime.now(UTC)),
        **form,
    )
