"""Writing an answer: the form, the check while writing, saving a draft of it."""

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from bot.answers.topics import Topic
from bot.api.staff.answer_form import content_of, fields_of
from bot.api.staff.content_labels import ASPECT_NAMES, by_field
from bot.api.staff.deps import EditingDep, VisitDep
from bot.api.staff.editorial import (
    DRAFTS,
    TOPICS,
    EditorDep,
    answer_subject,
    places_of,
    seen_topic,
)
from bot.api.staff.local_subjects import author_of, witness
from bot.api.staff.page import page
from bot.api.staff.route import StaffRoute
from bot.api.staff.showing import changes, previews
from bot.api.staff.suggestions import SuggestionsDep
from bot.content.editing import Editing
from bot.content.errors import ContentConflictError, ContentRefusedError
from bot.content.forms import formed
from bot.content.problem import Problem
from bot.content.rules import placeholder_names
from bot.content.standing import Standing
from bot.content.subject import Content, Subject, owner_of
from bot.knowledge import get_live_content, get_municipalities
from bot.say.suggestion import Suggestion
from bot.staff.rights import Action
from bot.staff.user import User

router = APIRouter(prefix=TOPICS, include_in_schema=False, route_class=StaffRoute)
Place = Annotated[str, Query(regex=r"^([0-9]{4})?$")]
Shown = Annotated[str, Form(regex=r"^([0-9]{4})?$")]
Seen = Annotated[str, Form(max_length=32)]
Saved = Annotated[int, Form(ge=0)]


@router.get("/{topic}/svar")
async def write_answer(
    request: Request,
    editing: EditingDep,
    suggestions: SuggestionsDep,
    editor: EditorDep,
    topic: str,
    kommune: Place = "",
    forslag: Annotated[str, Query(regex=r"^([0-9a-f]{32})?$")] = "",
) -> Response:
    """The form, with the editor's draft, what counts now, or for a new override the shared.

    ``forslag``: a citizen's suggestion to show beside it.
    """
    about, subject = await _opened(editing, editor, topic, kommune)
    standing = await editing.open(subject, author_of(editor))
    content = standing.draft.content if standing.draft else standing.content
    if content is None:
        content = _now(standing)
    overtaken = _overtaken(standing)
    suggested = None
    if forslag:
        suggested = await suggestions.get(forslag)
        editor.rights.check(Action.READ_QUESTIONS, suggested.municipality)
    return _form(
        request, editing, editor, about, standing, content, conflict=overtaken, suggested=suggested
    )


@router.post("/{topic}/svar/tjek")
async def check_answer(
    request: Request, editing: EditingDep, editor: EditorDep, topic: str, kommune: Place = ""
) -> Response:
    """What is wrong, and both previews, as it stands in the form; nothing is saved."""
    about, subject = await _opened(editing, editor, topic, kommune)
    form = await request.form()
    content = content_of(form)
    shown = _place(editor, str(form.get("vis_for", "")), subject)
    before = _now(await editing.open(subject, author_of(editor)))
    return page(
        request,
        "answer_check.html",
        subject=subject,
        problems=by_field(editing.check(subject, content)),
        changes=changes(subject, before, content),
        oob=True,
        **previews(subject, content, about, shown),
    )


@router.post("/{topic}/svar")
async def save_answer(
    request: Request,
    editing: EditingDep,
    visit: VisitDep,
    editor: EditorDep,
    topic: str,
    kommune: Place = "",
    seen: Seen = "",
    saved: Saved = 0,
) -> Response:
    """Keep the draft; what was typed is shown again when it can't be."""
    about, subject = await _opened(editing, editor, topic, kommune)
    form = await request.form()
    content = None if form.get("fjern") else content_of(form)
    author, note = author_of(editor), witness(editor, "draft_saved")
    try:
        await editing.save_draft(subject, content, author, seen or None, saved, note)
    except (ContentRefusedError, ContentConflictError) as wrong:
        standing = await editing.open(subject, author)
        conflict = isinstance(wrong, ContentConflictError)
        status = 409 if conflict else 422
        return _form(
            request, editing, editor, about, standing, content, status, conflict, seen, saved
        )
    visit.flashes.append("Kladden er gemt. Borgerne ser den først, når den er udgivet")
    return RedirectResponse(DRAFTS, 303)


async def _opened(
    editing: Editing, editor: User, topic: str, municipality: str
) -> tuple[Topic, Subject]:
    """Raises UnknownTopicError, ForbiddenError, UnknownMunicipalityError, ContentRefusedError."""
    subject = answer_subject(topic, municipality or None)
    if subject.municipality:
        _ = get_municipalities()[subject.municipality]
    editor.rights.check(Action.EDIT_CONTENT, subject.municipality)
    return await seen_topic(editing, editor, topic), subject


def _now(standing: Standing) -> Content:
    """What citizens get now: where a municipality has no answer of its own, the shared one."""
    subject = standing.subject
    if standing.content is not None or subject.kind != "override" or owner_of(subject.key):
        return standing.content
    shared = Subject("answer", subject.key)
    return formed(shared, get_live_content().content.raw.at(shared))


def _overtaken(standing: Standing) -> bool:
    """Was something published after the editor's draft was begun?"""
    current = standing.current.id if standing.current else None
    return standing.draft is not None and standing.draft.supersedes != current


def _place(editor: User, wanted: str, subject: Subject) -> str:
    """The municipality to show the answer for: the answer's own, or one that was chosen."""
    if subject.municipality:
        return subject.municipality
    allowed = places_of(editor, Action.READ_CONTENT)
    return wanted if wanted in allowed else ""


def _form(
    request: Request,
    editing: Editing,
    editor: User,
    about: Topic,
    standing: Standing,
    content: Content,
    status: int = 200,
    conflict: bool = False,
    seen: str | None = None,
    saved: int | None = None,
    suggested: Suggestion | None = None,
) -> Response:
    """``content`` in the form; with ``conflict`` beside what others made of it meanwhile.

    ``seen`` and ``saved`` come back as they were sent unless a conflict has been shown.
    """
    subject = standing.subject
    kept = not conflict and seen is not None
    now = standing.current.id if standing.current else ""
    layered = get_live_content().content
    shown = _place(editor, "", subject)
    place = layered.municipalities.get(shown or None)
    values = layered.composer.values(place)
    theirs = standing.content
    if conflict and saved is not None and standing.draft and standing.draft.saved != saved:
        theirs = standing.draft.content
    problems: list[Problem] = editing.check(subject, content) if content else []
    return page(
        request,
        "answer_form.html",
        status,
        topic=about,
        subject=subject,
        standing=standing,
        fields=fields_of(content),
        aspects=ASPECT_NAMES,
        problems=by_field(problems),
        refused=status == 422,
        conflict=conflict,
        theirs=fields_of(theirs),
        conflict_changes=changes(subject, theirs, content) if conflict else [],
        changes=changes(subject, _now(standing), content),
        seen=seen if kept else now,
        saved=saved if kept else (standing.draft.saved if standing.draft else 0),
        names=sorted(placeholder_names(layered, subject.municipality)),
        values=values,
        places=[] if subject.municipality else places_of(editor, Action.READ_CONTENT),
        oob=False,
        suggested=suggested,
        **previews(subject, content, about, shown),
    )
