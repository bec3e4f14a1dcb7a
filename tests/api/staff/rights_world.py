"""One member of staff at the console, and things of Aarhus that they may or may not reach."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
from fastapi import FastAPI
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.staff.audit import COMMAND_LINE
from bot.staff.staff import Staff
from bot.staff.tables import AuditRow
from bot.staff.user import User
from tests.api.staff.browsing import Browser
from tests.api.staff.content_room import ContentRoom
from tests.staff.making import grant

HERE, ELSEWHERE = "0751", "0740"


@dataclass
class World:
    """The console with one member signed in, and the form token of their session."""

    staff: Staff
    app: FastAPI
    browser: Browser
    token: str
    member: User
    made: int = 0
    kept: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def bot(self) -> ContentRoom:
        """What serves the console."""
        room: ContentRoom = self.app.state.bot
        return room

    def number(self) -> int:
        """Another one each time."""
        self.made += 1
        return self.made

    async def once(
        self, name: str, make: Callable[["World"], Awaitable[dict[str, str]]]
    ) -> dict[str, str]:
        """What ``make`` gives, made for the first row alone."""
        if name not in self.kept:
            self.kept[name] = await make(self)
        return self.kept[name]

    async def colleague(self) -> User:
        """An editor of Aarhus who hasn't been asked for anything yet."""
        email = f"kollega{self.number()}@by.dk"
        return await self.staff.users.add(COMMAND_LINE, "Kollega", email, [grant("editor", HERE)])

    async def get(self, address: str, query: dict[str, str] | None = None) -> httpx.Response:
        """Open a page."""
        return await self.browser.get(address, params=query or {})

    async def post(
        self,
        address: str,
        fields: dict[str, str],
        query: dict[str, str] | None = None,
        files: Any = None,
    ) -> httpx.Response:
        """Send a form with the token."""
        sent = {"csrf": self.token, **fields}
        return await self.browser.http.post(address, data=sent, params=query or {}, files=files)

    async def done(self) -> int:
        """How many things the audit log says were done."""

        def work(session: Session) -> int:
            return session.scalar(select(func.count()).select_from(AuditRow)) or 0

        return await self.staff.database.read(work)


async def enter(staff: Staff, app: FastAPI, member: User) -> World:
    """Sign in."""
    browser = Browser(app)
    await browser.sign_in(member.email)
    return World(staff, app, browser, await browser.form_token("/personale/min-konto"), member)
