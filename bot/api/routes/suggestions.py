"""Suggestions: anybody may say what should be corrected in an answer."""

from fastapi import APIRouter, Request, Response

from bot.api.deps import BotDep, LimitsDep
from bot.api.schemas import PROBLEMS
from bot.api.suggestion_schemas import SuggestionBody
from bot.errors import EmptyTextError, TextTooLongError
from bot.say.suggestions import Suggestions
from bot.text import clean
from bot.turn import MAX_CHARACTERS

router = APIRouter(prefix="/api/v1", tags=["forslag"], responses=PROBLEMS)


@router.post("/suggestions", status_code=204)
async def suggest(
    body: SuggestionBody, bot: BotDep, limits: LimitsDep, request: Request
) -> Response:
    """Suggest a correction; it is masked before it is kept, and read by staff."""
    limits.suggestion(request)
    text = clean(body.text)
    if not text:
        raise EmptyTextError
    if len(text) > MAX_CHARACTERS:
        raise TextTooLongError
    suggestions = Suggestions(bot.database, lambda said: bot.masker.mask(said).text)
    await suggestions.add(body.topic, body.municipality, text)
    return Response(status_code=204)
