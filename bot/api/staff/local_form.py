"""The form of a local fact or of opening hours: opened, saved as a draft, and met by others."""

from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from bot.api.staff.local_subjects import author_of, subject_path
from bot.api.staff.page import page, status_of
from bot.content.difference import content_difference
from bot.content.editing import Editing
from bot.content.errors import ContentConflictError, ContentRefusedError
from bot.content.local_use import uses
from bot.content.problem import Problem, error
from bot.content.subject import Content, Subject
from bot.knowledge import get_live_content, get_municipalities
from bot.staff.user import User


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form brought back: the content, and what its writer had before their eyes."""

    content: dict[str, Any]
    seen: str
    """The id of the revision that counted; empty when none did."""
    saved: int
    """Of the writer's own draft; 0 for none."""
    problems: tuple[Problem, ...] = ()
    """What the fields' own form already tells."""


async def form_page(
    request: Request,
    template: str,
    subject: Subject,
    editing: Editing,
    member: User,
    sent: Sent | None = None,
    problems: list[Problem] | None = None,
    conflict: bool = False,
    status: int = 200,
    **more: Any,
) -> Response:
    """The form, with what was typed, else the writer's draft, else what counts."""
    standing = await editing.open(subject, author_of(member))
    drafted = standing.draft.content if standing.draft else None
    written: Content = sent.content if sent else drafted or standing.content
    # Saved in another window since: that is what the writer must see, before what others did.
    window = (
        standing.draft if sent and standing.draft and standing.draft.saved != sent.saved else None
    )
    met = window.content if window else standing.content
    content = get_live_content().content
    found = {problem.field: problem.text for problem in reversed(problems or [])}
    return page(
        request,
        template,
        status,
        subject=subject,
        place=get_municipalities()[subject.municipality or ""],
        standing=standing,
        values=written or {},
        # Whoever is told of a conflict has seen it, and may save over it.
        seen=sent.seen if sent and not conflict else _id(standing.current),
        saved=sent.saved
        if sent and not conflict
        else (standing.draft.saved if standing.draft else 0),
        problems=problems or [],
        wrong=found,
        conflict=conflict,
        window=window,
        theirs=content_difference(met, written) if conflict else [],
        uses=uses(content, subject),
        history=await editing.history(subject),
        **more,
    )


async def save(
    request: Request,
    template: str,
    subject: Subject,
    editing: Editing,
    member: User,
    sent: Sent,
    **more: Any,
) -> Response:
    """Keep it as a draft and show its difference; else the form again, with all that was typed."""
    again = (request, template, subject, editing, member, sent)
    if sent.problems:
        return await form_page(*again, problems=list(sent.problems), status=422, **more)
    try:
        draft = await editing.save_draft(
            subject, sent.content, author_of(member), sent.seen or None, sent.saved
        )
    except ContentConflictError as met:
        return await form_page(*again, conflict=True, status=status_of(met), **more)
    except ContentRefusedError as wrong:
        found = [one for one in editing.check(subject, sent.content) if one.level == "error"]
        problems = found or [error("", line) for line in str(wrong).splitlines()]
        return await form_page(*again, problems=problems, status=422, **more)
    return RedirectResponse(f"{subject_path(subject)}/kladde/{draft.id}", 303)


def _id(revision: Any) -> str:
    return str(revision.id) if revision else ""
