"""A draft's panel: invite citizens with a link, see what they think, close it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.responses import RedirectResponse

from bot.api.staff.deps import EditingDep, StaffDep, VisitDep
from bot.api.staff.editorial import DRAFTS, EditorDep, draft_of
from bot.api.staff.labels import name_actions
from bot.api.staff.page import page
from bot.api.staff.route import StaffRoute
from bot.content.editing import Editing
from bot.content.errors import RevisionNotFoundError
from bot.content.revision import Revision
from bot.knowledge import get_masker, get_topics
from bot.say.panels import LIFE, Panels
from bot.staff.rights import Action
from bot.staff.staff import Staff
from bot.staff.user import User

router = APIRouter(prefix=DRAFTS, include_in_schema=False, route_class=StaffRoute)
DraftId = Annotated[str, Path(regex=r"^[0-9a-f]{32}$")]
ASKED = frozenset({"answer", "override"})
"""Kinds of drafts that citizens can be asked about."""
VERDICTS = {"yes": "Ja", "partly": "Delvist", "no": "Nej"}
name_actions({"panel_invited": "Inviterede et panel", "panel_closed": "Lukkede et panel"})


async def get_panels(staff: StaffDep) -> Panels:
    """The panels of this process."""
    return Panels(staff.database, lambda text: get_masker().mask(text).text)


PanelsDep = Annotated[Panels, Depends(get_panels)]


@router.get("/{draft_id}/panel")
async def show_panel(
    request: Request,
    editing: EditingDep,
    panels: PanelsDep,
    staff: StaffDep,
    editor: EditorDep,
    draft_id: DraftId,
) -> Response:
    """What the panel thinks so far, and the button that makes a link."""
    draft = await _draft(editing, editor, draft_id)
    return await _page(request, panels, staff, draft)


@router.post("/{draft_id}/panel")
async def invite(
    request: Request,
    editing: EditingDep,
    panels: PanelsDep,
    staff: StaffDep,
    editor: EditorDep,
    draft_id: DraftId,
) -> Response:
    """Make a link and show it, this once."""
    draft = await _draft(editing, editor, draft_id)
    token = await panels.invite(draft, editor.actor)
    return await _page(request, panels, staff, draft, token)


@router.post("/{draft_id}/panel/luk")
async def close(
    editing: EditingDep, panels: PanelsDep, visit: VisitDep, editor: EditorDep, draft_id: DraftId
) -> Response:
    """Let the links work no more."""
    draft = await _draft(editing, editor, draft_id)
    await panels.close(draft, editor.actor)
    visit.flashes.append("Panelet er lukket. Svarene er her stadig")
    return RedirectResponse(f"{DRAFTS}/{draft_id}/panel", 303)


async def _draft(editing: Editing, editor: User, draft_id: str) -> Revision:
    """A draft that can be asked about; raises RevisionNotFoundError, ForbiddenError."""
    draft = await draft_of(editing, editor, draft_id, Action.EDIT_CONTENT)
    known = draft.subject.key in get_topics().topics
    if draft.subject.kind not in ASKED or draft.content is None or not known:
        raise RevisionNotFoundError(draft_id)
    return draft


async def _page(
    request: Request, panels: Panels, staff: Staff, draft: Revision, token: str = ""
) -> Response:
    address = f"{staff.settings.public_url.rstrip('/')}/panel/{token}" if token else ""
    return page(
        request,
        "draft_panel.html",
        draft=draft,
        title=get_topics().topics[draft.subject.key].title,
        results=await panels.results(draft),
        address=address,
        days=LIFE.days,
        verdicts=VERDICTS,
    )
