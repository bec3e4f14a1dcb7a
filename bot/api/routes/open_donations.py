"""What everybody may see of donations: the open set, and the page that takes one back."""

from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query, Request, Response
from fastapi.responses import JSONResponse

from bot.api.deps import BotDep, get_limits
from bot.api.donation_texts import TEXTS
from bot.api.open.page import own_page
from bot.api.routes.donations import withdraw_in_even_time
from bot.assembly import Bot
from bot.donation.errors import UnknownCodeError
from bot.donation.open_set import OpenSet, read_open_set

FILE, MANIFEST, PAGE = "/data/donationer.jsonl", "/data/donationer.json", "/doner"
router = APIRouter(include_in_schema=False)
Language = Annotated[str, Query(max_length=5)]
_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    # Who took a donation back is to see it gone at once: nothing in between may keep a copy.
    "Cache-Control": "no-cache",
}


@router.get(FILE)
async def open_set(request: Request, bot: BotDep) -> Response:
    """The set, a conversation a line."""
    found = await _read(bot)
    headers = _HEADERS | {"ETag": f'"{found.version}"'}
    if found.version in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    return Response(found.lines, headers=headers, media_type="application/jsonl; charset=utf-8")


@router.get(MANIFEST)
async def manifest(bot: BotDep) -> Response:
    """What the set is: version, licence, fields, and what was taken back."""
    found = await _read(bot)
    address = bot.settings.public_url.rstrip("/") + FILE
    return JSONResponse(found.manifest(address), headers=_HEADERS | {"ETag": f'"{found.version}"'})


@router.get(PAGE)
async def donations(request: Request, language: Language = "da") -> Response:
    """How one gives a conversation, and the form to take one back."""
    return _page(request, language)


@router.post(PAGE)
async def take_back(
    request: Request,
    bot: BotDep,
    code: Annotated[str, Form(max_length=60)] = "",
    language: Language = "da",
) -> Response:
    """Take a donation back; needs no script in the browser."""
    texts = TEXTS["en" if language == "en" else "da"]
    try:
        (await get_limits(request)).code(request)
        await withdraw_in_even_time(bot, code)
    except UnknownCodeError:
        return _page(request, language, 404, error=texts["wrong"], code=code)
    except HTTPException as often:
        page = _page(request, language, often.status_code, error=texts["often"], code=code)
        page.headers.update(often.headers or {})
        return page
    return _page(request, language, done=True)


async def _read(bot: Bot) -> OpenSet:
    return await bot.database.read(partial(read_open_set, today=date.today()))


def _page(
    request: Request,
    language: str,
    status: int = 200,
    error: str = "",
    code: str = "",
    done: bool = False,
) -> Response:
    chosen = "en" if language == "en" else "da"
    return own_page(
        request,
        "say/donate.html",
        status,
        t=TEXTS[chosen],
        language=chosen,
        error=error,
        code=code,
        done=done,
        file=FILE,
    )
