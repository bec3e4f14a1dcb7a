"""Is it alive, is it ready, how does it do."""

from typing import Annotated, cast

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST

from bot.api.deps import BotDep
from bot.api.metrics_page import exposition
from bot.api.problems import problem_body
from bot.api.rate import address_of
from bot.api.readiness import Part, Readiness
from bot.api.schemas import PROBLEMS, Ready
from bot.api.state_metrics import state_metrics

router = APIRouter(tags=["drift"])


async def get_readiness(request: Request, bot: BotDep) -> Readiness:
    """One for the process, so that those who ask at once share a look."""
    state = request.app.state
    if not hasattr(state, "readiness"):
        state.readiness = Readiness(bot)
    return cast(Readiness, state.readiness)


@router.get("/healthz")
async def alive() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz", response_model=Ready, responses={503: PROBLEMS[503]})
async def ready(
    bot: BotDep, readiness: Annotated[Readiness, Depends(get_readiness)]
) -> Ready | Response:
    """Every part by name. ``degraded`` serves citizens, but something is to be mended.

    503 when a part is wrong that nobody can be served without, or the process is stopping.
    """
    parts = await readiness.parts()
    said = {one.name: one.wrong or "ok" for one in parts}
    if any(one.vital and one.wrong for one in parts):
        body = problem_body(503, _first_wrong(parts)) | {"parts": said}
        headers = {"Retry-After": "5"}
        return JSONResponse(body, 503, headers, media_type="application/problem+json")
    degraded = any(one.wrong for one in parts)
    return Ready(
        status="degraded" if degraded else "ready",
        model=bot.dialogue.model.name,
        database="writes",
        parts=said,
    )


def _first_wrong(parts: list[Part]) -> str:
    return next(one.wrong for one in parts if one.vital and one.wrong)


@router.get("/metrics", include_in_schema=False)
async def metrics(request: Request, bot: BotDep) -> Response:
    """Prometheus metrics of this machine's processes."""
    settings = bot.settings
    inside = settings.listed(settings.trusted_proxies)
    if not settings.metrics_public and address_of(request) not in inside:
        raise HTTPException(404)
    return Response(exposition(await state_metrics(bot)), media_type=CONTENT_TYPE_LATEST)
