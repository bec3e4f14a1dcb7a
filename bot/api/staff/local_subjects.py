"""One thing of one municipality that staff can edit: found by its path, named, and guarded."""

from collections.abc import Callable
from typing import Annotated, Literal, cast

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from bot.answers.municipalities import Municipality
from bot.api.staff.visit import Visit
from bot.content.errors import RevisionNotFoundError
from bot.content.local_use import placeholder
from bot.content.revision import Author, Revision
from bot.content.standing import Standing
from bot.content.subject import Kind, Subject
from bot.knowledge import get_municipalities
from bot.staff.audit import record
from bot.staff.rights import Action
from bot.staff.user import User

HOME = "/personale/kommuner"
Room = Literal["oplysninger", "aabningstider"]
_KINDS: dict[Room, Kind] = {"oplysninger": "municipality_fact", "aabningstider": "opening_hours"}
_ROOMS = {kind: room for room, kind in _KINDS.items()}
_LABELS: dict[tuple[Kind, str], str] = {
    ("municipality_fact", "telephone"): "Telefon",
    ("municipality_fact", "address"): "Adresse",
    ("municipality_fact", "website"): "Hjemmeside",
    ("opening_hours", "telephone"): "Telefonens åbningstider",
    ("opening_hours", "citizen_service"): "Borgerservices åbningstider",
}


def place_at(code: str, member: User, action: Action) -> Municipality:
    """The municipality; raises ForbiddenError, UnknownMunicipalityError."""
    member.rights.check(action, code)
    return get_municipalities()[code]


def subject_label(subject: Subject) -> str:
    """What a fact or opening hours are called."""
    return _LABELS.get((subject.kind, subject.key), subject.key.replace("_", " ").capitalize())


def subject_path(subject: Subject) -> str:
    """Where a fact or opening hours are edited."""
    return f"{HOME}/{subject.municipality}/{_ROOMS[subject.kind]}/{subject.key}"


def placeholder_of(subject: Subject) -> str:
    """How an answer names it, with braces."""
    return f"{{{placeholder(subject)}}}"


def _guarded(action: Action) -> Callable[[Request, str, Room, str], Subject]:
    def found(request: Request, code: str, room: Room, key: str) -> Subject:
        place_at(code, cast(Visit, request.state.visit).member, action)
        return Subject(_KINDS[room], key, code)

    return found


Editable = Annotated[Subject, Depends(_guarded(Action.EDIT_CONTENT))]
"""The thing at the path, which the member may edit; raises ForbiddenError otherwise."""
Publishable = Annotated[Subject, Depends(_guarded(Action.PUBLISH_CONTENT))]
"""And which the member may publish and take back."""


def author_of(member: User) -> Author:
    """The member as who writes content."""
    return Author(member.id, member.name)


def witness(member: User, action: str) -> Callable[[Session, list[Revision]], None]:
    """Writes what was done in the audit log, within the same transaction."""

    def write(session: Session, done: list[Revision]) -> None:
        for one in done:
            subject = one.subject
            name = f"{subject.kind}: {subject.key}"
            record(session, member.actor, action, name, subject.municipality)

    return write


def draft_in(standing: Standing, draft_id: str) -> Revision:
    """One of the subject's drafts; raises RevisionNotFoundError for any other."""
    drafts = [one for one in (standing.draft, *standing.others) if one]
    found = next((one for one in drafts if one.id == draft_id), None)
    if found is None:
        raise RevisionNotFoundError(draft_id)
    return found
