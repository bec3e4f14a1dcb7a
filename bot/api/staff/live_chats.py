"""The agents' front page: who waits, who one is talking to, and who left a telephone number."""

from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from bot.api.staff.deps import VisitDep
from bot.api.staff.labels import name_actions
from bot.api.staff.live_deps import AgentDep, LiveDep
from bot.api.staff.page import page
from bot.api.staff.route import StaffRoute
from bot.live.chat import LiveChat
from bot.live.room import LiveRoom
from bot.staff.rights import Action
from bot.staff.user import User

router = APIRouter(prefix="/personale/samtaler", include_in_schema=False, route_class=StaffRoute)
REASONS = {
    "asked": "Vil tale med et menneske",
    "failed": "MUNI kunne ikke svare",
    "handed_on": "Givet videre",
    "returned": "Mistede sin medarbejder",
}
name_actions(
    {
        "chat_taken": "Overtog samtale",
        "chat_read": "Læste samtale",
        "chat_handed_on": "Gav samtale videre",
        "chat_ended": "Afsluttede samtale",
        "chat_returned": "Sendte samtale tilbage i køen",
        "contact_read": "Læste kontaktoplysning",
        "contact_done": "Slettede kontaktoplysning",
        "canned_answer_kept": "Gemte standardsvar",
        "canned_answer_removed": "Slettede standardsvar",
    }
)


@router.get("")
async def list_chats(request: Request, live: LiveDep, agent: AgentDep) -> Response:
    """Opening it counts as being there."""
    may_edit = agent.rights.can_somewhere(Action.EDIT_CONTENT)
    lists = await _lists(live, agent)
    return page(request, "live_chats.html", may_edit=may_edit, **lists)


@router.get("/liste")
async def refresh_list(request: Request, live: LiveDep, agent: AgentDep) -> Response:
    """The part of the page that renews itself."""
    return page(request, "live_list.html", **await _lists(live, agent))


@router.post("/pause")
async def leave(live: LiveDep, visit: VisitDep, agent: AgentDep) -> Response:
    """Be away: citizens are told that nobody is there, if no colleague is."""
    if await live.claims.held_by(agent.id):
        visit.flashes.append("Afslut dine samtaler, eller giv dem videre, før du holder pause")
        return RedirectResponse("/personale/samtaler", 303)
    await live.presence.leave(agent.id)
    visit.flashes.append("Du holder pause. Åbn Samtaler igen, når du er tilbage")
    return RedirectResponse("/personale", 303)


@router.get("/kontakt")
async def contacts(request: Request, live: LiveDep, agent: AgentDep) -> Response:
    """Those whom nobody could talk to, and how to reach them."""
    found = await live.contacts.waiting(agent)
    return page(request, "live_contacts.html", contacts=found, days=live.contacts.days)


@router.post("/kontakt/{conversation_id}/slet")
async def contact_done(
    live: LiveDep, visit: VisitDep, agent: AgentDep, conversation_id: str
) -> Response:
    """The citizen was reached."""
    await live.contacts.done(agent, conversation_id)
    visit.flashes.append("Kontaktoplysningen er slettet")
    return RedirectResponse("/personale/samtaler/kontakt", 303)


async def _lists(live: LiveRoom, agent: User) -> dict[str, Any]:
    await live.presence.beat(agent.id)
    waiting = await live.queue.waiting(agent.rights)
    waiting.sort(key=lambda chat: (chat.wanted_id != agent.id, chat.reason == "failed"))
    return {
        "own": await live.claims.held_by(agent.id),
        "waiting": [(chat, _minutes(chat)) for chat in waiting],
        "reasons": REASONS,
    }


def _minutes(chat: LiveChat) -> int:
    return int((datetime.now(UTC) - chat.asked).total_seconds() // 60)
