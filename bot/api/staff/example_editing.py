"""Writing a topic's examples as one list, with advice while writing."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from bot.api.staff.content_labels import by_field
from bot.api.staff.deps import EditingDep, VisitDep
from bot.api.staff.editorial import (
    DRAFTS,
    TOPICS,
    EditorDep,
    examples_subject,
    seen_topic,
)
from bot.api.staff.local_subjects import author_of, witness
from bot.api.staff.page import page
from bot.api.staff.route import StaffRoute
from bot.api.staff.showing import advice_on
from bot.content.difference import example_difference
from bot.content.editing import Editing
from bot.content.errors import ContentConflictError, ContentRefusedError
from bot.content.standing import Standing
from bot.content.subject import Subject
from bot.staff.rights import Action
from bot.staff.user import User

router = APIRouter(prefix=TOPICS, include_in_schema=False, route_class=StaffRoute)
Lines = Annotated[str, Form(max_length=200_000)]


@router.get("/{topic}/eksempler")
async def write_examples(
    request: Request, editing: EditingDep, editor: EditorDep, topic: str
) -> Response:
    """The list as it would be with the editor's draft, or as it is."""
    subject = _subject(editor, topic)
    standing = await editing.open(subject, author_of(editor))
    current = standing.current.id if standing.current else None
    overtaken = standing.draft is not None and standing.draft.supersedes != current
    lines = await editing.wordings(standing.draft) if standing.draft else _now(standing)
    return await _form(request, editing, editor, standing, lines, conflict=overtaken)


@router.post("/{topic}/eksempler/tjek")
async def check_examples(
    request: Request, editing: EditingDep, editor: EditorDep, topic: str, eksempler: Lines = ""
) -> Response:
    """Problems and advice on the list as it stands in the form; nothing is saved."""
    subject = _subject(editor, topic)
    await seen_topic(editing, editor, topic)
    wanted = _lines(eksempler)
    change = await editing.example_change(subject, wanted)
    problems = await asyncio.to_thread(editing.check, subject, change)
    return page(
        request,
        "example_check.html",
        problems=by_field(problems),
        advice=await advice_on(topic, wanted, change["added"]),
        changes=example_difference(None, change),
        oob=True,
    )


@router.post("/{topic}/eksempler")
async def save_examples(
    request: Request,
    editing: EditingDep,
    visit: VisitDep,
    editor: EditorDep,
    topic: str,
    eksempler: Lines = "",
    seen: Annotated[str, Form(max_length=32)] = "",
    saved: Annotated[int, Form(ge=0)] = 0,
) -> Response:
    """Keep the draft; what was typed is shown again when it can't be."""
    subject = _subject(editor, topic)
    wanted, author = _lines(eksempler), author_of(editor)
    change = await editing.example_change(subject, wanted)
    done = witness(editor, "draft_saved")
    try:
        await editing.save_draft(subject, change, author, seen or None, saved, done)
    except (ContentRefusedError, ContentConflictError) as wrong:
        standing = await editing.open(subject, author)
        conflict = isinstance(wrong, ContentConflictError)
        return await _form(
            request, editing, editor, standing, wanted, 409 if conflict else 422, conflict,
            seen, saved,
        )  # fmt: skip
    visit.flashes.append("Kladden er gemt. Eksemplerne virker, når de er udgivet og trænet")
    return RedirectResponse(DRAFTS, 303)


def _subject(editor: User, topic: str) -> Subject:
    """Raises ForbiddenError, ContentRefusedError."""
    subject = examples_subject(topic)
    editor.rights.check(Action.EDIT_CONTENT, subject.municipality)
    return subject


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))


def _now(standing: Standing) -> list[str]:
    return list((standing.content or {}).get("examples", ()))


async def _form(
    request: Request,
    editing: Editing,
    editor: User,
    standing: Standing,
    lines: list[str],
    status: int = 200,
    conflict: bool = False,
    seen: str | None = None,
    saved: int | None = None,
) -> Response:
    topic = standing.subject.key
    change = await editing.example_change(standing.subject, lines)
    kept = not conflict and seen is not None
    now = standing.current.id if standing.current else ""
    theirs = _now(standing)
    if conflict and standing.draft and saved is not None and standing.draft.saved != saved:
        theirs = await editing.wordings(standing.draft)
    problems = await asyncio.to_thread(editing.check, standing.subject, change)
    return page(
        request,
        "example_form.html",
        status,
        topic=await seen_topic(editing, editor, topic),
        standing=standing,
        lines=lines,
        problems=by_field(problems),
        advice=None,
        oob=False,
        changes=example_difference(None, change),
        refused=status == 422,
        conflict=conflict,
        conflict_changes=example_difference({"added": theirs}, {"added": lines}),
        seen=seen if kept else now,
        saved=saved if kept else (standing.draft.saved if standing.draft else 0),
    )
