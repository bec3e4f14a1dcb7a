"""The open pages and files on a database of one's own, without a model."""

from functools import lru_cache
from types import SimpleNamespace

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.routing import BaseRoute

from bot.api import problems
from bot.api.middleware import Envelope
from bot.api.open.routers import ROUTERS
from bot.api.rate import RateLimits
from bot.api.routes.pages import WEB
from bot.dialogue.model_files import newest_model
from bot.settings import get_settings
from bot.store.database import Database


@lru_cache(maxsize=1)
def _routes() -> list[BaseRoute]:
    """Made once: in a process that has loaded much it takes FastAPI seconds."""
    made = FastAPI(openapi_url=None)
    for router in ROUTERS:
        made.include_router(router)
    return list(made.routes)


def open_service(database: Database) -> FastAPI:
    """The service with the open pages alone."""
    app = FastAPI(openapi_url=None)
    settings = get_settings()
    dialogue = SimpleNamespace(model=newest_model(settings.models_folder))
    app.state.bot = SimpleNamespace(database=database, dialogue=dialogue)
    app.state.limits = RateLimits(settings.copy(update={"rate_limit": False}))
    problems.install(app)
    app.router.routes.extend(_routes())
    app.mount("/static", StaticFiles(directory=WEB / "static"))
    app.add_middleware(Envelope)
    return app
