"""A new topic with examples, answer and a local answer on one page, kept as drafts together."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from bot.api.staff.answer_form import content_of, fields_of
from bot.api.staff.deps import EditingDep, VisitDep
from bot.api.staff.editorial import (
    DRAFTS,
    TOPICS,
    EditorDep,
    kle_numbers,
    places_of,
)
from bot.api.staff.local_subjects import author_of, witness
from bot.api.staff.new_topic_form import LOCAL, NewTopic, places_written, read_form, unfilled
from bot.api.staff.page import page
from bot.api.staff.route import StaffRoute
from bot.api.staff.showing import advice_on, previews
from bot.content.editing import Editing
from bot.content.errors import ContentConflictError
from bot.content.problem import Problem, error
from bot.content.rules import placeholder_names
from bot.errors import ForbiddenError
from bot.knowledge import get_live_content, get_topics
from bot.staff.rights import Action
from bot.staff.user import User

router = APIRouter(prefix=f"{TOPICS}/nyt", include_in_schema=False, route_class=StaffRoute)
Example = Annotated[list[str], Query(max_length=2000)]
MOST_EXAMPLES = 50
"""That an address may bring along; more don't fit into one."""
_TAKEN = "Der er allerede et emne eller en kladde med det navn"


@router.get("")
async def new_topic(request: Request, editor: EditorDep, eksempel: Example = []) -> Response:  # noqa: B006
    """The form, with the wordings of ``eksempel`` as its first examples."""
    lines = [" ".join(text.split()) for text in eksempel[:MOST_EXAMPLES]]
    typed = {"eksempler": "\n".join(text for text in dict.fromkeys(lines) if text)}
    return _form(request, editor, typed, {}, {})


@router.post("/tjek")
async def check_topic(request: Request, editing: EditingDep, editor: EditorDep) -> Response:
    """What is wrong, advice, and the answers as a citizen gets them; nothing is saved."""
    form = await request.form()
    new = read_form(form)
    _check_rights(editor, new)
    shown = str(form.get("vis_for", ""))
    if shown not in places_of(editor, Action.READ_CONTENT):
        shown = ""
    place = new.topic.municipality or shown
    seen = [previews(new.answer, new.contents[new.answer], new.about, place)]
    if new.override:
        code = new.override.municipality or ""
        seen.append(previews(new.override, new.contents[new.override], new.about, code))
    problems = await _problems(editing, editor, new)
    waiting = {field for field in problems if unfilled(form, field)}
    return page(
        request,
        "new_topic_check.html",
        problems={field: ones for field, ones in problems.items() if field not in waiting},
        missing=len(waiting),
        advice=await advice_on(new.topic.key, new.examples, new.examples),
        shown=seen,
    )


@router.post("")
async def make_topic(
    request: Request, editing: EditingDep, visit: VisitDep, editor: EditorDep
) -> Response:
    """Drafts of the topic and all of its own; nothing is kept unless all can be."""
    form = await request.form()
    new = read_form(form)
    _check_rights(editor, new)
    problems = await _problems(editing, editor, new)
    if not _errors(problems):
        try:
            await editing.save_together(
                new.contents, author_of(editor), witness(editor, "draft_saved")
            )
        except ContentConflictError:
            problems["title"] = [error("title", _TAKEN)]
    if _errors(problems):
        typed = {name: value for name, value in form.items() if isinstance(value, str)}
        return _form(request, editor, typed, content_of(form), content_of(form, LOCAL), problems)
    visit.flashes.append(
        "Det nye emne er gemt som kladde. Se det igennem, og udgiv det hele på én gang"
    )
    return RedirectResponse(DRAFTS, 303)


def _check_rights(editor: User, new: NewTopic) -> None:
    for place in places_written(new):
        editor.rights.check(Action.EDIT_CONTENT, place)


async def _problems(editing: Editing, editor: User, new: NewTopic) -> dict[str, list[Problem]]:
    problems = new.by_field(await editing.check_together(new.contents))
    key = new.topic.key
    standing = await editing.open(new.topic, author_of(editor))
    if key in get_topics() or standing.draft or standing.others:
        problems.setdefault("title", []).append(error("title", _TAKEN))
    return problems


def _errors(problems: dict[str, list[Problem]]) -> bool:
    return any(one.level == "error" for found in problems.values() for one in found)


def _form(
    request: Request,
    editor: User,
    typed: dict[str, Any],
    answer: dict[str, Any],
    local: dict[str, Any],
    problems: dict[str, list[Problem]] | None = None,
) -> Response:
    places = places_of(editor, Action.EDIT_CONTENT)
    shared = editor.rights.everywhere(Action.EDIT_CONTENT)
    if not places and not shared:
        raise ForbiddenError
    own: Sequence[str] = places if not shared else ()
    layered = get_live_content().content
    return page(
        request,
        "new_topic.html",
        422 if problems else 200,
        typed=typed,
        fields=fields_of(answer, 1),
        local=fields_of(local, 1),
        problems=problems or {},
        places=places,
        shared=shared,
        categories=get_topics().categories,
        kle_numbers=kle_numbers(),
        names=sorted(placeholder_names(layered, own[0] if len(own) == 1 else None)),
    )
