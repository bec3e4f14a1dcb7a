"""Who may do what with models, and which model a path names."""

from typing import Annotated

from fastapi import Depends, HTTPException, Request

from bot.api.staff.deps import StaffDep, require
from bot.jobs.trainings import Trainings
from bot.publishing.errors import UnknownModelError
from bot.publishing.registry import ModelRegistry, RegisteredModel
from bot.staff.audit import record
from bot.staff.rights import Action
from bot.staff.staff import Staff
from bot.staff.user import User

ReaderDep = Annotated[User, Depends(require(Action.READ_CONTENT))]


def whole_hotline_publisher(request: Request) -> User:
    """Who is signed in, if they publish for the whole hotline, whose one model it is.

    Raises SignInNeededError, ForbiddenError.
    """
    member = require(Action.PUBLISH_MODELS)(request)
    member.rights.check(Action.PUBLISH_MODELS, None)
    return member


def whole_hotline_trainer(request: Request) -> User:
    """Who is signed in, if they train for the whole hotline; raises as the one above."""
    member = require(Action.TRAIN)(request)
    member.rights.check(Action.TRAIN, None)
    return member


PublisherDep = Annotated[User, Depends(whole_hotline_publisher)]
TrainerDep = Annotated[User, Depends(whole_hotline_trainer)]


async def existing_model(staff: StaffDep, model_id: str) -> RegisteredModel:
    """The model that the path names; raises HTTPException 404."""
    try:
        return await ModelRegistry(staff.database).get(model_id)
    except UnknownModelError:
        raise HTTPException(404) from None


ModelDep = Annotated[RegisteredModel, Depends(existing_model)]


async def trainings_of(staff: StaffDep) -> Trainings:
    """The trainings of this MUNI."""
    return Trainings(staff.database, staff.settings)


TrainingsDep = Annotated[Trainings, Depends(trainings_of)]


async def note_in_audit(staff: Staff, member: User, action: str, subject: str) -> None:
    """One line of the audit log for what was just done; it holds for the whole hotline."""
    await staff.database.run(lambda session: record(session, member.actor, action, subject))


async def names_of_users(staff: Staff) -> dict[str, str]:
    """Each user's name by id, as the register keeps only ids."""
    return {user.id: user.name for user in await staff.users.all()}
