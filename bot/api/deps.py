"""What routes ask for: the bot, the limits, the conversation that a token opens."""

from typing import Annotated, cast

from fastapi import Depends, Header, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from bot.api.rate import RateLimits, address_of
from bot.assembly import Bot
from bot.errors import WrongTokenError
from bot.turn import Conversation

_KEY = r"^[A-Za-z0-9_-]{8,64}$"
bearer = HTTPBearer(auto_error=False, description="The token given when the conversation began.")


async def get_bot(request: Request) -> Bot:
    """The bot of this process."""
    return cast(Bot, request.app.state.bot)


async def get_limits(request: Request) -> RateLimits:
    """The rate limits, after this request was counted; raises HTTPException 429."""
    limits = cast(RateLimits, request.app.state.limits)
    limits.request(address_of(request))
    return limits


BotDep = Annotated[Bot, Depends(get_bot)]
LimitsDep = Annotated[RateLimits, Depends(get_limits)]
BearerDep = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]


async def get_token(credentials: BearerDep, limits: LimitsDep) -> str:
    """The token that was sent; raises WrongTokenError when none was."""
    if credentials is None:
        raise WrongTokenError
    return credentials.credentials


async def get_once(
    key: Annotated[str | None, Header(alias="Idempotency-Key", regex=_KEY)] = None,
) -> str | None:
    """The request's own key: sent again with it, as a proxy does whose server went away, a message
    is answered as before and counts once.
    """
    return key


OnceDep = Annotated[str | None, Depends(get_once)]
TokenDep = Annotated[str, Depends(get_token)]


async def get_conversation(conversation_id: str, bot: BotDep, token: TokenDep) -> Conversation:
    """The conversation in the path; raises ConversationError."""
    return await bot.store.load(conversation_id, token)


ConversationDep = Annotated[Conversation, Depends(get_conversation)]
