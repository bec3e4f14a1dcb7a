"""Publishers' forms: let a model answer, now or at a time, and give up a planned time."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from bot.api.staff.danish_time import coming_moment_of
from bot.api.staff.deps import StaffDep, VisitDep
from bot.api.staff.labels import moment_label
from bot.api.staff.model_access import ModelDep, PublisherDep, note_in_audit
from bot.api.staff.model_page import model_page
from bot.api.staff.route import StaffRoute
from bot.errors import ModelRefusedError, WrongMomentError
from bot.publishing.errors import ReasonNeededError
from bot.publishing.publisher import Publisher
from bot.publishing.registry import RegisteredModel
from bot.staff.staff import Staff
from bot.staff.user import User

router = APIRouter(prefix="/personale/modeller", include_in_schema=False, route_class=StaffRoute)
LONGEST_REASON = 2000
Reason = Annotated[str, Form(max_length=LONGEST_REASON)]
When = Annotated[str, Form(regex="^(now|later)$")]
Field = Annotated[str, Form(max_length=30)]
REASON_MISSING = "Skriv, hvorfor modellen skal udgives, selv om den er dårligere"
REFUSED = "Modellens fil er ikke, som MUNI gemte den. Den kan ikke bruges. Træn en ny."


@router.post("/{model_id}/udgiv")
async def publish(
    request: Request,
    staff: StaffDep,
    visit: VisitDep,
    publisher: PublisherDep,
    model: ModelDep,
    when: When = "now",
    at: Field = "",
    reason: Reason = "",
) -> Response:
    """Now: on to the page where the workers are seen to change. Later: back to the list."""
    errors = {}
    try:
        if when == "now":
            return await _now(staff, publisher, model, reason)
        done = await _later(staff, publisher, model, at, reason)
        visit.flashes.append(done)
        return RedirectResponse("/personale/modeller", 303)
    except ReasonNeededError:
        errors["reason_error"] = REASON_MISSING
    except WrongMomentError as wrong:
        errors["at_error"] = str(wrong)
    except ModelRefusedError:
        errors["problem"] = REFUSED
    if "at_error" not in errors:
        await note_in_audit(staff, publisher, "model_refused", model.id)
    return await model_page(
        request, staff, publisher, model, 422, when=when, at=at, reason=reason, **errors
    )


@router.post("/{model_id}/plan/opgiv")
async def give_up(
    staff: StaffDep, visit: VisitDep, publisher: PublisherDep, model: ModelDep
) -> Response:
    """The planned time holds no longer."""
    if model.publish_at:
        await Publisher(staff.database, staff.settings).unschedule(model.id)
        await note_in_audit(staff, publisher, "publication_given_up", model.id)
        visit.flashes.append(f"{model.id} bliver ikke udgivet af sig selv")
    return RedirectResponse("/personale/modeller", 303)


async def _now(staff: Staff, publisher: User, model: RegisteredModel, reason: str) -> Response:
    room = Publisher(staff.database, staff.settings)
    pointer = await room.publish(model.id, publisher.id, reason)
    await note_in_audit(staff, publisher, "model_published", model.id)
    return RedirectResponse(f"/personale/modeller/skift/{pointer.version}", 303)


async def _later(
    staff: Staff, publisher: User, model: RegisteredModel, at: str, reason: str
) -> str:
    moment = coming_moment_of(at)
    room = Publisher(staff.database, staff.settings)
    await room.schedule(model.id, moment, publisher.id, reason)
    await note_in_audit(staff, publisher, "publication_planned", model.id)
    return f"{model.id} udgives {moment_label(moment)}"
