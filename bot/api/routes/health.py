"""Is it alive, is it ready, how does it do."""

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import SQLAlchemyError

from bot.api.deps import BotDep
from bot.api.rate import address_of
from bot.api.schemas import PROBLEMS, Ready

router = APIRouter(tags=["drift"])


@router.get("/healthz")
async def alive() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz", responses={503: PROBLEMS[503]})
async def ready(bot: BotDep) -> Ready:
    """The model is loaded and the database takes writes."""
    try:
        await bot.store.writes()
    except SQLAlchemyError as error:
        raise HTTPException(503) from error
    return Ready(status="ready", model=bot.dialogue.model.name, database="writes")


@router.get("/metrics", include_in_schema=False)
async def metrics(request: Request, bot: BotDep) -> Response:
    """Prometheus metrics."""
    settings = bot.settings
    inside = settings.listed(settings.trusted_proxies)
    if not settings.metrics_public and address_of(request) not in inside:
        raise HTTPException(404)
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
