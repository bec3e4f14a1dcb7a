"""The catalogue of the open data, in the form that a client asks for."""

from datetime import date, datetime
from functools import lru_cache
from typing import Final

from fastapi import APIRouter, HTTPException, Request, Response
from starlette.concurrency import run_in_threadpool

from bot.api.deps import LimitsDep
from bot.api.open.conditional import keeping, unchanged
from bot.api.open.deps import DatabaseDep
from bot.open_data.catalogue import Publisher, build_catalogue, serialise
from bot.open_data.reading import read_months
from bot.settings import Settings, get_settings
from bot.statistics.days import local

router = APIRouter(prefix="/data", include_in_schema=False)
FORMS: Final = {"ttl": ("turtle", "text/turtle"), "jsonld": ("json-ld", "application/ld+json")}


@router.get("/catalog")
async def negotiated(request: Request, limits: LimitsDep, database: DatabaseDep) -> Response:
    """Turtle, or JSON-LD for who prefers it; the address is also the catalogue's name."""
    accepted = request.headers.get("accept", "")
    form = "jsonld" if _weight(accepted, "application/ld+json") > _weight(
        accepted, "text/turtle"
    ) else "ttl"  # fmt: skip
    return await _answer(request, database, form, {"Vary": "Accept"})


@router.get("/catalog.{form}")
async def catalogue(
    form: str, request: Request, limits: LimitsDep, database: DatabaseDep
) -> Response:
    """As Turtle or JSON-LD."""
    if form not in FORMS:
        raise HTTPException(404)
    return await _answer(request, database, form, {})


async def _answer(
    request: Request, database: DatabaseDep, form: str, more: dict[str, str]
) -> Response:
    months = await database.read(read_months)
    today = local(datetime.utcnow()).date()
    written, media = FORMS[form]
    body, tag = await run_in_threadpool(
        _written, publisher_of(get_settings()), tuple(months.items()), str(today), written
    )
    headers = keeping(f"{tag}-{form}", seconds=3600) | more
    return unchanged(request, headers) or Response(
        body, media_type=f"{media}; charset=utf-8" if form == "ttl" else media, headers=headers
    )


def publisher_of(settings: Settings) -> Publisher:
    """Who publishes, by the settings."""
    site = settings.public_url.rstrip("/")
    return Publisher(
        site, settings.publisher_name, settings.publisher_url or site, settings.contact_email
    )


def _weight(accepted: str, media: str) -> float:
    """How much a client wants a form: the q of its Accept header, 0 when it isn't named."""
    for part in accepted.split(","):
        kind, *parameters = (one.strip() for one in part.split(";"))
        if kind == media:
            weights = [one[2:] for one in parameters if one.startswith("q=")]
            try:
                return float(weights[0]) if weights else 1.0
            except ValueError:
                return 0.0
    return 0.0


@lru_cache(maxsize=4)
def _written(publisher: Publisher, months: tuple[tuple[date, datetime], ...], today: str,
             form: str) -> tuple[bytes, str]:  # fmt: skip
    graph = build_catalogue(publisher, dict(months), date.fromisoformat(today))
    return serialise(graph, form)
