"""The list of models: which answers now and where, which wait, and what became of the others."""

from datetime import datetime

from fastapi import APIRouter, Request, Response

from bot.api.staff.deps import StaffDep
from bot.api.staff.model_access import ReaderDep, TrainingsDep, names_of_users
from bot.api.staff.page import page
from bot.api.staff.route import StaffRoute
from bot.content.untrained import Untrained, untrained_since
from bot.publishing.before import read_before
from bot.publishing.pointer import history, read_pointer
from bot.publishing.registry import ModelRegistry, RegisteredModel
from bot.publishing.workers import Workers
from bot.staff.rights import Action
from bot.staff.staff import Staff

router = APIRouter(prefix="/personale/modeller", include_in_schema=False, route_class=StaffRoute)
SHOWN_DECISIONS = 20
SHOWN_RUNS = 10


@router.get("")
async def list_models(
    request: Request, staff: StaffDep, reader: ReaderDep, trainings: TrainingsDep
) -> Response:
    """All models, who answers with which, what is planned, and the newest decisions."""
    database = staff.database
    models = await ModelRegistry(database).all()
    pointer = await read_pointer(database)
    present = next((one for one in models if pointer and one.id == pointer.model_id), None)
    return page(
        request,
        "models.html",
        models=models,
        pointer=pointer,
        present=present,
        runs=await trainings.recent(SHOWN_RUNS),
        waiting=await _waiting(staff, present),
        before=await read_before(database),
        planned=sorted((one for one in models if one.publish_at), key=lambda one: one.publish_at),
        workers=await Workers(database).all(),
        decisions=await history(database, SHOWN_DECISIONS),
        names=await names_of_users(staff),
        may_publish=reader.rights.everywhere(Action.PUBLISH_MODELS),
        may_train=reader.rights.everywhere(Action.TRAIN),
    )


async def _waiting(staff: Staff, present: RegisteredModel | None) -> Untrained:
    since = present.created if present else datetime.min
    return await staff.database.read(lambda session: untrained_since(session, since))
