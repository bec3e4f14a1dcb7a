"""One chat, as the agent who has it sees it: take, hand on, end."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from bot.api.staff.deps import VisitDep
from bot.api.staff.labels import place_label
from bot.api.staff.live_chats import REASONS
from bot.api.staff.live_deps import AgentDep, LiveDep, ServingBotDep
from bot.api.staff.page import page
from bot.api.staff.route import StaffRoute
from bot.assembly import Bot
from bot.knowledge import get_municipalities
from bot.live.chat import LiveChat

router = APIRouter(prefix="/personale/samtaler", include_in_schema=False, route_class=StaffRoute)
Whom = Annotated[str, Form(regex=r"^([0-9a-f]{32}|[0-9]{4})$")]
LIST = "/personale/samtaler"


@router.get("/{conversation_id}")
async def show_chat(
    request: Request, bot: ServingBotDep, agent: AgentDep, conversation_id: str
) -> Response:
    """The conversation so far; opening it is audited."""
    chat = await bot.live.claims.get(conversation_id, agent.rights)
    await bot.live.presence.beat(agent.id)
    await bot.live.talk.read(agent, conversation_id, chat.municipality)
    messages = await bot.store.messages(conversation_id)
    mine = is_mine(chat, agent.id)
    return page(
        request,
        "live_chat.html",
        chat=chat,
        mine=mine,
        messages=messages,
        reason=REASONS[chat.reason],
        **(await _tools(bot, chat, agent.id) if mine else {}),
    )


@router.post("/{conversation_id}/tag")
async def take(live: LiveDep, agent: AgentDep, conversation_id: str) -> Response:
    """Take it, if nobody was first."""
    await live.claims.claim(agent, conversation_id)
    live.wakeups.wake(conversation_id)
    return RedirectResponse(f"{LIST}/{conversation_id}", 303)


@router.post("/{conversation_id}/videre")
async def hand_on(
    live: LiveDep, visit: VisitDep, agent: AgentDep, conversation_id: str, whom: Whom
) -> Response:
    """Hand it on to a colleague (an id) or to another municipality (a kommunekode)."""
    if len(whom) == 4:
        await live.claims.hand_on(agent, conversation_id, municipality=whom)
    else:
        await live.claims.hand_on(agent, conversation_id, colleague_id=whom)
    live.wakeups.wake(conversation_id)
    visit.flashes.append("Samtalen er givet videre")
    return RedirectResponse(LIST, 303)


@router.post("/{conversation_id}/slut")
async def end(live: LiveDep, visit: VisitDep, agent: AgentDep, conversation_id: str) -> Response:
    """MUNI answers again."""
    await live.claims.end(agent, conversation_id)
    live.wakeups.wake(conversation_id)
    visit.flashes.append("Samtalen er afsluttet. MUNI svarer igen")
    return RedirectResponse(LIST, 303)


def is_mine(chat: LiveChat, user_id: str) -> bool:
    """Whether the agent has the chat."""
    return chat.state == "taken" and chat.agent_id == user_id


async def _tools(bot: Bot, chat: LiveChat, user_id: str) -> dict[str, Any]:
    canned = await bot.live.canned.for_chat(chat.municipality)
    there = await bot.live.presence.colleagues(chat.municipality)
    codes = sorted(get_municipalities().by_code, key=place_label)
    return {
        "canned": [(one, one.filled(chat.municipality)) for one in canned],
        "colleagues": [one for one in there if one[0] != user_id],
        "places": [code for code in codes if code != chat.municipality],
    }
