"""Shows an open page: its template, and the menu of all."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates

from bot.api.routes.pages import WEB

templates: Final = Jinja2Templates(WEB / "templates")
MENU: Final = (
    ("/statistik", "Statistik"),
    ("/data", "Åbne data"),
    ("/i-spurgte-vi-aendrede", "I spurgte, vi ændrede"),
    ("/doner", "Giv en samtale"),
    ("/om", "Om MUNI"),
    ("/tilgaengelighed", "Tilgængelighed"),
)

_KEPT: Final = {"Cache-Control": "public, max-age=300"}


def page(request: Request, name: str, **values: Any) -> Response:
    """The template ``open/name`` with these values, which proxies may keep for some minutes."""
    return own_page(request, f"open/{name}", headers=_KEPT, **values)


def own_page(
    request: Request,
    name: str,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: Any,
) -> Response:
    """Any template in the open frame; for one reader, unless ``headers`` say other."""
    values |= {"menu": MENU, "path": request.url.path}
    return templates.TemplateResponse(request, name, values, status, dict(headers or {}))
