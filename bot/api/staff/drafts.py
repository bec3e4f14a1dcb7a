"""Drafts: one's own or all that one may see, published together or thrown away."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from bot.api.staff.deps import EditingDep, VisitDep
from bot.api.staff.draft_panel import ASKED, PanelsDep
from bot.api.staff.editorial import (
    DRAFTS,
    EditorDep,
    PublisherDep,
    draft_of,
)
from bot.api.staff.local_subjects import author_of, witness
from bot.api.staff.page import page, status_of
from bot.api.staff.route import StaffRoute
from bot.api.staff.told_changes import ChangesDep
from bot.content.editing import Editing
from bot.content.errors import ContentConflictError, ContentRefusedError
from bot.content.revision import Revision
from bot.knowledge import get_topics
from bot.say.panels import Panels
from bot.staff.rights import Action
from bot.staff.user import User

_ORDER = (
    "topic",
    "examples",
    "answer",
    "override",
    "municipality_fact",
    "opening_hours",
)
router = APIRouter(prefix=DRAFTS, include_in_schema=False, route_class=StaffRoute)


@router.get("")
async def list_drafts(
    request: Request,
    editing: EditingDep,
    panels: PanelsDep,
    editor: EditorDep,
    alle: Annotated[bool, Query()] = False,
) -> Response:
    """The editor's own, or with ``alle`` everybody's where they may publish."""
    return await _list(request, editing, panels, editor, alle)


@router.post("/udgiv")
async def publish(
    request: Request,
    editing: EditingDep,
    panels: PanelsDep,
    visit: VisitDep,
    publisher: PublisherDep,
    draft: Annotated[list[str], Form()],
    changes: ChangesDep,
    note: Annotated[str, Form(max_length=500)] = "",
    fortael: Annotated[str, Form(max_length=1000)] = "",
    alle: Annotated[bool, Form()] = False,
) -> Response:
    """Publish drafts (``id:saved``) together; all or none.

    ``fortael``: what citizens are told of it on the public page; nothing if it is empty.
    """
    wanted, subjects = {}, []
    for one in draft:
        draft_id, _, saved = one.partition(":")
        found = await draft_of(editing, publisher, draft_id, Action.PUBLISH_CONTENT)
        wanted[draft_id] = int(saved) if saved.isdecimal() else 0
        subjects.append(found.subject)
    done = witness(publisher, "content_published")
    try:
        await editing.publish(wanted, note, done)
    except ContentRefusedError as wrong:
        return await _list(
            request, editing, panels, publisher, alle, wrong, str(wrong).splitlines()
        )
    except ContentConflictError as wrong:
        told = (
            "En anden har udgivet eller ændret det samme imens. Åbn kladden, se begge, og gem igen"
        )
        return await _list(request, editing, panels, publisher, alle, wrong, [told])
    if fortael.strip():
        told_of = subjects[0]
        await changes.tell(told_of.key, told_of.municipality, fortael, publisher.actor)
    kinds = {subject.kind for subject in subjects}
    later = " Nye eksempler virker efter næste træning." if kinds & {"examples", "topic"} else ""
    visit.flashes.append(f"Udgivet.{later}")
    return _back(alle)


@router.post("/{draft_id}/kasser")
async def discard(
    editing: EditingDep,
    visit: VisitDep,
    editor: EditorDep,
    draft_id: str,
    alle: Annotated[bool, Form()] = False,
) -> Response:
    """Throw a draft away: one's own, or where one may publish also others'."""
    found = await draft_of(editing, editor, draft_id, Action.EDIT_CONTENT)
    if found.author.id != editor.id:
        editor.rights.check(Action.PUBLISH_CONTENT, found.subject.municipality)
    await editing.discard(draft_id, witness(editor, "content_discarded"))
    visit.flashes.append("Kladden er kasseret")
    return _back(alle)


async def _list(
    request: Request,
    editing: Editing,
    panels: Panels,
    editor: User,
    everybody: bool,
    wrong: Exception | None = None,
    told: Iterable[str] = (),
) -> Response:
    drafts = [one for one in await editing.drafts() if _shown(editor, one, everybody)]
    return page(
        request,
        "drafts.html",
        status_of(wrong) if wrong else 200,
        groups=[
            [(one, await editing.difference(one), editing.stale(one)) for one in group]
            for group in _together(drafts)
        ],
        panels=await panels.counts([one.id for one in drafts]),
        asked=ASKED,
        everybody=everybody,
        told=list(told),
        topics=get_topics().topics,
        may_publish=editor.rights.can_somewhere(Action.PUBLISH_CONTENT),
        me=author_of(editor).id,
        rights=editor.rights,
        publishing=Action.PUBLISH_CONTENT,
    )


def _shown(editor: User, draft: Revision, everybody: bool) -> bool:
    place = draft.subject.municipality
    if draft.author.id == editor.id:
        return editor.rights.can(Action.EDIT_CONTENT, place)
    return everybody and editor.rights.can(Action.PUBLISH_CONTENT, place)


def _together(drafts: list[Revision]) -> list[list[Revision]]:
    """A new topic's drafts by one author in one group, since none can go live alone."""
    live, groups = get_topics().topics, dict[tuple[str, ...], list[Revision]]()
    for one in drafts:
        topical = one.subject.kind in {"topic", "answer", "override", "examples"}
        new = topical and one.subject.key not in live
        name = (one.author.id, one.subject.key) if new else (one.id,)
        groups.setdefault(name, []).append(one)
    return [
        sorted(group, key=lambda one: _ORDER.index(one.subject.kind)) for group in groups.values()
    ]


def _back(everybody: bool) -> Response:
    return RedirectResponse(f"{DRAFTS}?alle=true" if everybody else DRAFTS, 303)
