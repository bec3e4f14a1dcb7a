"""What each route of the console does before and after its own work.

Before: find the session, refuse forms that are not ours, ask strangers to sign in. After: hand out
the cookie, set the headers, and show whatever went wrong as a page. A route can't forget it.
"""

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote

from fastapi import HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute

from bot.api.staff.deps import get_staff
from bot.api.staff.flash import write_flash
from bot.api.staff.next_path import HOME
from bot.api.staff.page import error_page
from bot.api.staff.visit import check_form, open_visit, write_cookie
from bot.errors import MuniError, SignInNeededError

SIGN_IN = "/personale/log-ind"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; media-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
}
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class StaffRoute(APIRoute):
    """A route for those who are signed in."""

    open_to_strangers = False

    def get_route_handler(self) -> Handler:
        """FastAPI's handler, wrapped."""
        handle = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            staff = get_staff(request)
            visit = await open_visit(request, staff)
            request.state.visit = visit
            try:
                if not self.open_to_strangers:
                    _ = visit.member
                await check_form(request, visit)
                response = await handle(request)
            except SignInNeededError:
                response = _to_sign_in(request)
            except (MuniError, HTTPException, RequestValidationError) as error:
                response = error_page(request, error)
            if visit.flashes:
                write_flash(response, visit.form_token, visit.flashes)
            write_cookie(response, visit, staff.settings)
            for name, value in HEADERS.items():
                response.headers[name] = value
            return response

        return guarded


class OpenStaffRoute(StaffRoute):
    """A route for those who are about to sign in."""

    open_to_strangers = True


def _to_sign_in(request: Request) -> Response:
    path = request.url.path
    if request.headers.get("HX-Request"):
        # htmx follows redirects unseen, so it is told to leave the page instead.
        return Response(status_code=401, headers={"HX-Redirect": SIGN_IN})
    if request.method == "GET" and path != HOME and not path.startswith(SIGN_IN):
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{SIGN_IN}?next={quote(path + query, safe='/')}", 303)
    return RedirectResponse(SIGN_IN, 303)
