"""A small browser for the console: keeps cookies, reads form tokens, posts forms."""

import re
from functools import lru_cache
from typing import Any

import httpx
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.routing import BaseRoute

from bot.api.middleware import Envelope
from bot.api.routes.pages import WEB
from bot.api.staff.routers import ROUTERS
from bot.knowledge import get_masker
from bot.live.room import build_live_room
from bot.staff.staff import Staff
from bot.store.conversations import ConversationStore
from tests.staff.making import PASSWORD

COOKIE = "muni_personale"
_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')


class Serving:
    """What the console asks of the bot, on the real database and without a model."""

    def __init__(self, staff: Staff) -> None:
        self.store = ConversationStore(staff.database)
        self.live = build_live_room(staff.database, get_masker(), 14)
        self.dialogue = self

    async def parse(self, text: str) -> dict[str, Any]:
        """Every question is about passports."""
        return {
            "topic": "pas_levering",
            "intent_ranking": [{"name": "pas_levering", "confidence": 0.9}],
        }


@lru_cache(maxsize=1)
def _routes() -> list[BaseRoute]:
    """Made once: in a process that has loaded much it takes FastAPI seconds."""
    made = FastAPI(openapi_url=None)
    for router in ROUTERS:
        made.include_router(router)
    return list(made.routes)


def console(staff: Staff) -> FastAPI:
    """The service with the console alone, which needs no model."""
    app = FastAPI(openapi_url=None)
    app.state.staff = staff
    app.state.bot = Serving(staff)
    app.router.routes.extend(_routes())
    app.mount("/static", StaticFiles(directory=WEB / "static"))
    app.add_middleware(Envelope)
    return app


class Browser:
    """One browser at ``address``."""

    def __init__(self, app: FastAPI, address: str = "192.0.2.1") -> None:
        transport = httpx.ASGITransport(app=app, client=(address, 50000))
        self.http = httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000")

    async def get(self, path: str, **how: Any) -> httpx.Response:
        return await self.http.get(path, **how)

    async def post(self, path: str, page: str, **fields: Any) -> httpx.Response:
        """Open ``page``, take its form token, and post the fields."""
        token = await self.form_token(page)
        return await self.http.post(path, data={"csrf": token, **fields})

    async def form_token(self, page: str) -> str:
        found = _TOKEN.search((await self.get(page, follow_redirects=True)).text)
        assert found, f"no form on {page}"
        return found[1]

    async def sign_in(self, email: str, password: str = PASSWORD, **more: str) -> httpx.Response:
        page = "/personale/log-ind"
        return await self.post(page, page, email=email, password=password, **more)

    @property
    def cookie(self) -> str | None:
        return self.http.cookies.get(COOKIE)
