"""A draft of a local fact or of opening hours: its difference, publishing, taking back."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from bot.api.staff.deps import EditingDep, MemberDep, VisitDep
from bot.api.staff.local_subjects import (
    HOME,
    Editable,
    Publishable,
    author_of,
    draft_in,
    subject_label,
    subject_path,
    witness,
)
from bot.api.staff.page import page, status_of
from bot.api.staff.route import StaffRoute
from bot.content.editing import Editing
from bot.content.errors import (
    ContentConflictError,
    ContentRefusedError,
    RevisionNotFoundError,
)
from bot.content.revision import Revision
from bot.content.subject import Subject
from bot.errors import MuniError
from bot.knowledge import get_municipalities
from bot.staff.rights import Action
from bot.staff.user import User

router = APIRouter(
    prefix=f"{HOME}/{{code}}/{{room}}/{{key}}", include_in_schema=False, route_class=StaffRoute
)
Id = Annotated[str, Form(max_length=64)]
Note = Annotated[str, Form(max_length=500)]


@router.get("/kladde/{draft_id}")
async def show_draft(
    request: Request, editing: EditingDep, member: MemberDep, subject: Editable, draft_id: str
) -> Response:
    """What the draft changes, and what should be looked at first."""
    standing = await editing.open(subject, author_of(member))
    return await _draft_page(request, editing, member, draft_in(standing, draft_id))


@router.post("/udgiv")
async def publish(
    request: Request,
    editing: EditingDep,
    member: MemberDep,
    visit: VisitDep,
    subject: Publishable,
    draft: Id,
    saved: Annotated[int, Form()],
    note: Note = "",
) -> Response:
    """Let the draft count at once."""
    found = draft_in(await editing.open(subject, author_of(member)), draft)
    try:
        await editing.publish({found.id: saved}, note.strip(), witness(member, "content_published"))
    except (ContentConflictError, ContentRefusedError) as met:
        return await _draft_page(request, editing, member, found, met)
    visit.flashes.append(f"{subject_label(subject)} er udgivet og gælder nu")
    return _back(subject)


@router.post("/kasser")
async def discard(
    editing: EditingDep, member: MemberDep, visit: VisitDep, subject: Editable, draft: Id
) -> Response:
    """Throw one's own draft away."""
    standing = await editing.open(subject, author_of(member))
    if standing.draft is None or standing.draft.id != draft:
        raise RevisionNotFoundError(draft)
    await editing.discard(draft, witness(member, "content_discarded"))
    visit.flashes.append(f"Kladden til {subject_label(subject)} er kasseret")
    return _back(subject)


@router.post("/fjern")
async def remove(
    editing: EditingDep,
    member: MemberDep,
    subject: Editable,
    seen: Id = "",
    saved: Annotated[int, Form()] = 0,
) -> Response:
    """Draft that the municipality has no such fact; answers do without it once it is published."""
    draft = await editing.save_draft(subject, None, author_of(member), seen or None, saved)
    return RedirectResponse(f"{subject_path(subject)}/kladde/{draft.id}", 303)


@router.post("/tag-tilbage")
async def take_back(
    editing: EditingDep,
    member: MemberDep,
    visit: VisitDep,
    subject: Publishable,
    seen: Id,
    note: Note = "",
) -> Response:
    """Let the version before count again."""
    seen_by = witness(member, "content_taken_back")
    await editing.take_back(subject, seen, note.strip(), witness=seen_by)
    visit.flashes.append(f"{subject_label(subject)} er taget tilbage. Det forrige gælder igen")
    return _back(subject)


async def _draft_page(
    request: Request,
    editing: Editing,
    member: User,
    draft: Revision,
    error: MuniError | None = None,
) -> Response:
    subject = draft.subject
    return page(
        request,
        "local_draft.html",
        status_of(error) if error else 200,
        subject=subject,
        place=get_municipalities()[subject.municipality or ""],
        draft=draft,
        own=draft.author.id == member.id,
        problems=editing.check(subject, draft.content),
        difference=await editing.difference(draft),
        error=error,
        conflict=isinstance(error, ContentConflictError),
        publishable=member.rights.can(Action.PUBLISH_CONTENT, subject.municipality),
    )


def _back(subject: Subject) -> Response:
    return RedirectResponse(f"{HOME}/{subject.municipality}", 303)
