"""One request of a browser to the console: which session it brought, and which it takes home."""

from dataclasses import dataclass, field

from fastapi import Request, Response
from starlette.requests import HTTPConnection

from bot.errors import FormExpiredError, SignInNeededError
from bot.settings import Settings
from bot.staff.staff import Staff
from bot.staff.tokens import derived, new_token, same
from bot.staff.user import User

FORM_FIELD = "csrf"
FORM_HEADER = "X-CSRF-Token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(slots=True)
class Visit:
    """``token`` is the session's id, or a stranger's random one that only guards their forms."""

    token: str
    user: User | None
    """Who is signed in."""
    waiting: User | None
    """Whose password was right, and whose code is still to come."""
    brought: str
    form_token: str
    """What each form must carry back."""
    flashes: list[str] = field(default_factory=list)

    @property
    def member(self) -> User:
        """Who is signed in; raises SignInNeededError."""
        if self.user is None:
            raise SignInNeededError
        return self.user

    def become(self, token: str) -> None:
        """The browser gets another session id from here on."""
        self.token = token

    def leave(self) -> None:
        """The browser is a stranger from here on."""
        self.token = new_token()
        self.user = self.waiting = None


async def open_visit(connection: HTTPConnection, staff: Staff) -> Visit:
    """The visit of a request or of a WebSocket."""
    brought = connection.cookies.get(cookie_name(staff.settings), "")
    opened = await staff.sessions.open(brought) if brought else None
    if opened is None:
        token = brought or new_token()
        return Visit(token, None, None, brought, derived(token, "form"))
    user, waiting = (None, opened.user) if opened.waiting else (opened.user, None)
    return Visit(opened.token, user, waiting, brought, opened.form_key)


async def check_form(request: Request, visit: Visit) -> None:
    """A request that changes something must come from a page of ours, in this browser.

    Raises FormExpiredError.
    """
    if request.method in _SAFE:
        return
    given = request.headers.get(FORM_HEADER)
    if given is None:
        form = await request.form()
        given = str(form.get(FORM_FIELD, ""))
    if not visit.brought or not same(given, visit.form_token):
        raise FormExpiredError


def write_cookie(response: Response, visit: Visit, settings: Settings) -> None:
    """Give the browser its session id, when it is another than the one it brought."""
    if visit.token != visit.brought:
        response.set_cookie(
            cookie_name(settings),
            visit.token,
            path="/",
            httponly=True,
            samesite="lax",
            secure=_secure(settings),
        )


def cookie_name(settings: Settings) -> str:
    """With the prefix that keeps sites beside ours from setting it, where there is TLS."""
    return "__Host-muni_personale" if _secure(settings) else "muni_personale"


def _secure(settings: Settings) -> bool:
    return settings.environment == "production" or settings.public_url.startswith("https://")
