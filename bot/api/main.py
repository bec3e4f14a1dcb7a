"""Makes the FastAPI application."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from sqlalchemy.exc import SQLAlchemyError
from starlette.middleware.trustedhost import TrustedHostMiddleware

from bot.api import openapi, problems
from bot.api.calls.ears import Ears
from bot.api.calls.web_lines import open_web_lines
from bot.api.collecting import keep_collecting
from bot.api.middleware import Envelope
from bot.api.open.routers import ROUTERS as OPEN_ROUTERS
from bot.api.origins import allowed_origins
from bot.api.rate import RateLimits
from bot.api.routes import (
    content,
    conversations,
    donations,
    health,
    open_donations,
    pages,
    panel,
    people,
    rasa_rest,
    socket,
    suggestions,
    told_changes,
    voice,
)
from bot.api.staff.routers import ROUTERS as STAFF_ROUTERS
from bot.api.static_files import OpenStatic
from bot.assembly import Bot, build_bot
from bot.logs import configure_logs
from bot.open_data.publication import publish_months
from bot.publishing.publisher import Publisher
from bot.publishing.watcher import watch_published_model
from bot.retention.enforcing import Retention
from bot.settings import Settings, get_settings
from bot.statistics.roll_up import RollUp
from bot.tracing import start_tracing, stop_tracing

log = structlog.get_logger(__name__)
HOUSE_SECONDS = 3600
HOUSE_AGAIN_SECONDS = 60
"""After a disk was full or a database away."""


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application, with the environment's settings unless others are given.

    The bot loads when the application starts.
    """
    settings = settings or get_settings()
    configure_logs(settings)
    app = FastAPI(
        title="MUNI",
        version="0.1.0",
        description="Kommunernes åbne chatbot. Fejl svares som RFC 9457 problem+json.",
        lifespan=_lifespan,
    )
    app.state.limits = RateLimits(settings)
    problems.install(app)
    for routes in (
        conversations,
        people,
        donations,
        suggestions,
        content,
        rasa_rest,
        health,
        pages,
        open_donations,
        told_changes,
        panel,
        socket,
    ):
        app.include_router(routes.router)
    for router in (*STAFF_ROUTERS, *OPEN_ROUTERS):
        app.include_router(router)
    app.include_router(voice.build_router(settings.open_lines))
    app.mount("/static", OpenStatic(directory=pages.WEB / "static"), name="static")
    openapi.describe(app)
    _wrap(app, settings)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings = get_settings()
    start_tracing(settings.otel_endpoint)
    bot = app.state.bot = await asyncio.to_thread(build_bot, settings)
    await bot.warm_up()
    log.info("ready", model=bot.dialogue.model.name)
    app.state.roll_up = RollUp(bot.database)
    async with open_web_lines(app, settings) as ears:
        beside = [
            asyncio.create_task(_keep_house(app)),
            asyncio.create_task(bot.news.listen()),
            asyncio.create_task(bot.live.run()),
            asyncio.create_task(keep_collecting(bot)),
            asyncio.create_task(_follow(bot, settings, ears)),
        ]
        yield
    # uvicorn has let every open request finish by now.
    for task in beside:
        task.cancel()
    await asyncio.gather(*beside, return_exceptions=True)
    bot.close()
    stop_tracing()
    log.info("stopped")


async def _follow(bot: Bot, settings: Settings, ears: Ears | None) -> None:
    """Answer with whatever is published; what answers first of all becomes that."""
    if not settings.model:
        await Publisher(bot.database, settings).adopt(bot.dialogue.model)
    await watch_published_model(bot, swapped=ears.follow if ears else None)


async def _keep_house(app: FastAPI) -> None:
    """Enforce retention, if no other process did today, and count what is left."""
    bot = app.state.bot
    retention = Retention(bot.database, bot.recordings, bot.settings)
    while True:
        try:
            await _tidy(bot, retention)
            # The first count of all takes long; done here, no page waits for it.
            await app.state.roll_up.fresh()
            for month in await publish_months(bot.database):
                log.info("month_made_public", month=str(month))
        except (SQLAlchemyError, OSError) as wrong:
            log.error("not_tidied", error=type(wrong).__name__, again_in_s=HOUSE_AGAIN_SECONDS)
            await asyncio.sleep(HOUSE_AGAIN_SECONDS)
            continue
        await asyncio.sleep(HOUSE_SECONDS)


async def _tidy(bot: Bot, retention: Retention) -> None:
    if lost := await bot.calls.end_forgotten():
        log.info("forgotten_calls_ended", calls=lost)
    gone = await retention.run_daily()
    if gone is not None:
        counts = {one.kind.value: one.count for one in gone if one.count}
        log.info("retention_enforced", **counts)


def _wrap(app: FastAPI, settings: Settings) -> None:
    app.add_middleware(
        CORSMiddleware,
        allow_origins=allowed_origins(settings),
        allow_methods=["GET", "POST", "DELETE"],
        allow_headers=["Authorization", "Content-Type"],
        expose_headers=["Retry-After", "X-Request-Id"],
        max_age=3600,
    )
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=settings.listed(settings.allowed_hosts))
    app.add_middleware(Envelope)


os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
