"""A topic's name, category and KLE number."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from bot.api.staff.content_labels import by_field
from bot.api.staff.deps import EditingDep, VisitDep
from bot.api.staff.editorial import (
    DRAFTS,
    TOPICS,
    EditorDep,
    kle_numbers,
    seen_topic,
)
from bot.api.staff.local_subjects import author_of, witness
from bot.api.staff.new_topic_form import topic_content
from bot.api.staff.page import page
from bot.api.staff.route import StaffRoute
from bot.content.errors import ContentConflictError, ContentRefusedError
from bot.content.problem import Problem
from bot.content.subject import Content, Subject, owner_of
from bot.knowledge import get_topics
from bot.staff.rights import Action
from bot.staff.user import User

router = APIRouter(prefix=TOPICS, include_in_schema=False, route_class=StaffRoute)


@router.get("/{topic}/om")
async def write_topic(
    request: Request, editing: EditingDep, editor: EditorDep, topic: str
) -> Response:
    """A topic's names, category and KLE number."""
    subject = _subject(editor, topic)
    await seen_topic(editing, editor, topic)
    standing = await editing.open(subject, author_of(editor))
    content = standing.draft.content if standing.draft else standing.content
    current = standing.current.id if standing.current else ""
    saved = standing.draft.saved if standing.draft else 0
    return _about(request, subject, content or {}, current, saved)


@router.post("/{topic}/om")
async def save_topic(
    request: Request,
    editing: EditingDep,
    visit: VisitDep,
    editor: EditorDep,
    topic: str,
    seen: Annotated[str, Form(max_length=32)] = "",
    saved: Annotated[int, Form(ge=0)] = 0,
) -> Response:
    """Keep the draft."""
    subject, author = _subject(editor, topic), author_of(editor)
    await seen_topic(editing, editor, topic)
    content = topic_content(await request.form(), bool(subject.municipality))
    done = witness(editor, "draft_saved")
    try:
        await editing.save_draft(subject, content, author, seen or None, saved, done)
    except ContentRefusedError:
        problems = by_field(editing.check(subject, content))
        return _about(request, subject, content, seen, saved, 422, problems)
    except ContentConflictError:
        standing = await editing.open(subject, author)
        mine = standing.draft if standing.draft and standing.draft.saved != saved else None
        current = standing.current.id if standing.current else ""
        return _about(
            request, subject, content, current, standing.draft.saved if standing.draft else 0, 409,
            by_field(editing.check(subject, content)), mine.content if mine else standing.content,
        )  # fmt: skip
    visit.flashes.append("Kladden er gemt")
    return RedirectResponse(DRAFTS, 303)


def _subject(editor: User, topic: str) -> Subject:
    subject = Subject("topic", topic, owner_of(topic))
    editor.rights.check(Action.EDIT_CONTENT, subject.municipality)
    return subject


def _about(
    request: Request,
    subject: Subject,
    content: dict[str, Any],
    seen: str,
    saved: int,
    status: int = 200,
    problems: dict[str, list[Problem]] | None = None,
    theirs: Content = None,
) -> Response:
    return page(
        request,
        "topic_form.html",
        status,
        subject=subject,
        typed=content,
        seen=seen,
        saved=saved,
        problems=problems or {},
        theirs=theirs,
        categories=get_topics().categories,
        kle_numbers=kle_numbers(),
    )
