"""The training's pages: begin it, follow it as it goes, stop it."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import RedirectResponse

from bot.api.staff.deps import StaffDep, VisitDep
from bot.api.staff.model_access import (
    ReaderDep,
    TrainerDep,
    TrainingsDep,
    names_of_users,
    note_in_audit,
)
from bot.api.staff.page import page
from bot.api.staff.route import StaffRoute
from bot.staff.rights import Action
from bot.training.errors import QueueUnreachableError, TrainingRunningError
from bot.training.runs import STAGES, Run

PAGE = "/personale/modeller/traening"
router = APIRouter(prefix=PAGE, include_in_schema=False, route_class=StaffRoute)
RunId = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.post("")
async def begin(
    staff: StaffDep, visit: VisitDep, trainer: TrainerDep, trainings: TrainingsDep
) -> Response:
    """On to the page that follows it; one that runs already is followed instead."""
    try:
        run = await trainings.start(trainer.id)
        await note_in_audit(staff, trainer, "training_started", f"træning {run.id}")
    except (TrainingRunningError, QueueUnreachableError) as refused:
        visit.flashes.append(refused.title)
        now = await trainings.current()
        return RedirectResponse(f"{PAGE}/{now.id}" if now else "/personale/modeller", 303)
    return RedirectResponse(f"{PAGE}/{run.id}", 303)


@router.get("/{run_id}")
async def follow(
    request: Request, staff: StaffDep, reader: ReaderDep, trainings: TrainingsDep, run_id: RunId
) -> Response:
    """One training, under way or over; raises UnknownRunError."""
    return page(
        request,
        "training.html",
        **_shown(await trainings.get(run_id)),
        names=await names_of_users(staff),
        may_train=reader.rights.everywhere(Action.TRAIN),
    )


@router.get("/{run_id}/status")
async def status(
    request: Request, reader: ReaderDep, trainings: TrainingsDep, run_id: RunId
) -> Response:
    """The part of the page that changes; raises UnknownRunError."""
    run = await trainings.get(run_id)
    response = page(request, "training_status.html", **_shown(run))
    if not run.going_on:
        # How it ended is a page of its own; a whole load makes screen readers say its title.
        response.headers["HX-Refresh"] = "true"
    return response


@router.post("/{run_id}/afbryd")
async def cancel(
    staff: StaffDep, visit: VisitDep, trainer: TrainerDep, trainings: TrainingsDep, run_id: RunId
) -> Response:
    """Stop it; the model that answers is as it was. Raises UnknownRunError."""
    if (await trainings.get(run_id)).going_on:
        await trainings.cancel(run_id)
        await note_in_audit(staff, trainer, "training_cancelled", f"træning {run_id}")
        visit.flashes.append("Træningen er stoppet")
    return RedirectResponse(f"{PAGE}/{run_id}", 303)


def _shown(run: Run) -> dict[str, Any]:
    """The run, its steps, and the seconds it has lasted, or lasted."""
    spent = (run.ended or datetime.utcnow()) - (run.started or run.asked)
    return {"run": run, "steps": STAGES, "seconds": spent.total_seconds()}
