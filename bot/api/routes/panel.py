"""The page of a panel: who has the link reads a draft and says what they think of it."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Path, Request, Response

from bot.api.deps import BotDep, get_limits
from bot.api.open.page import own_page
from bot.api.staff.showing import previews
from bot.assembly import Bot
from bot.content.revision import Revision
from bot.knowledge import get_topics
from bot.say.errors import PanelClosedError
from bot.say.panels import VERDICTS, Panels
from bot.text import clean

router = APIRouter(prefix="/panel", include_in_schema=False)
Token = Annotated[str, Path(regex=r"^[A-Za-z0-9_-]{43}$")]
Answer = Annotated[str, Form(max_length=10)]
_CHOICES = {"yes": "Ja", "partly": "Delvist", "no": "Nej"}
_UNANSWERED = "Svar på begge spørgsmål"
_OFTEN = "Der er svaret mange gange herfra. Vent ti minutter, og prøv igen"
# The address is the secret: no other site may learn it, and nothing in between may keep it.
_HEADERS = {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}


@router.get("/{token}")
async def show(request: Request, bot: BotDep, token: Token) -> Response:
    """The draft as a citizen would get it, and the form."""
    await get_limits(request)
    try:
        draft = await _panels(bot).draft(token)
    except PanelClosedError as closed:
        return _closed(request, closed)
    return _page(request, draft)


@router.post("/{token}")
async def rate(
    request: Request,
    bot: BotDep,
    token: Token,
    gave: Annotated[int, Form(ge=1)],
    forstaa: Answer = "",
    svar: Answer = "",
    kommentar: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Keep what they think; ``gave`` is which saving of the draft they read."""
    typed = {"forstaa": forstaa, "svar": svar, "kommentar": kommentar}
    panels = _panels(bot)
    try:
        draft = await panels.draft(token)
        limits = await get_limits(request)
        limits.suggestion(request)
        understandable = next((one for one in VERDICTS if one == forstaa), None)
        answered = next((one for one in VERDICTS if one == svar), None)
        if understandable is None or answered is None:
            return _page(request, draft, 422, error=_UNANSWERED, typed=typed)
        await panels.rate(token, gave, understandable, answered, clean(kommentar))
    except PanelClosedError as closed:
        return _closed(request, closed)
    except HTTPException as often:
        page = _page(request, draft, often.status_code, error=_OFTEN, typed=typed)
        page.headers.update(often.headers or {})
        return page
    return _page(request, draft, thanked=True)


def _panels(bot: Bot) -> Panels:
    return Panels(bot.database, lambda text: bot.masker.mask(text).text)


def _closed(request: Request, closed: PanelClosedError) -> Response:
    return own_page(request, "say/panel.html", 410, _HEADERS, closed=closed.title)


def _page(
    request: Request,
    draft: Revision,
    status: int = 200,
    error: str = "",
    typed: dict[str, str] | None = None,
    thanked: bool = False,
) -> Response:
    subject = draft.subject
    topic = get_topics().topics.get(subject.key)
    if topic is None:
        return _closed(request, PanelClosedError())
    return own_page(
        request,
        "say/panel.html",
        status,
        _HEADERS,
        question=topic.question,
        draft=draft,
        choices=_CHOICES,
        error=error,
        typed=typed or {},
        thanked=thanked,
        **previews(subject, draft.content, topic, subject.municipality or ""),
    )
