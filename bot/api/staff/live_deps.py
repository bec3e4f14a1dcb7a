"""What the pages of chats ask for: the live room, and who may take over chats."""

from typing import Annotated, cast

from fastapi import Depends, Request

from bot.api.staff.deps import require
from bot.assembly import Bot
from bot.live.room import LiveRoom
from bot.staff.rights import Action
from bot.staff.user import User

AgentDep = Annotated[User, Depends(require(Action.HANDLE_CHATS))]
CannedEditorDep = Annotated[User, Depends(require(Action.EDIT_CONTENT))]


async def _bot(request: Request) -> Bot:
    return cast(Bot, request.app.state.bot)


async def _live(request: Request) -> LiveRoom:
    return cast(Bot, request.app.state.bot).live


ServingBotDep = Annotated[Bot, Depends(_bot)]
LiveDep = Annotated[LiveRoom, Depends(_live)]
