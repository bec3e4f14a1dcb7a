"""What people see: the demo pages, and the widget a site embeds."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response
from fastapi.templating import Jinja2Templates

from bot.api.static_files import script
from bot.knowledge import get_municipalities
from bot.settings import get_settings

WEB = Path(__file__).resolve().parents[2] / "web"
router = APIRouter(include_in_schema=False)
templates = Jinja2Templates(WEB / "templates")

_OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, max-age=300",
}

Code = Annotated[str | None, Query()]
Language = Annotated[str, Query()]


@router.get("/")
def demo(request: Request, municipality: Code = None, language: Language = "da") -> Response:
    """A page that looks like a municipality's, with the chat on it."""
    return _page(request, "demo.html", municipality, language)


@router.get("/side")
def another_page(
    request: Request, municipality: Code = None, language: Language = "da"
) -> Response:
    """Another page of the same site: the conversation goes on there."""
    return _page(request, "demo_page.html", municipality, language)


@router.get("/ring-op")
def telephone(request: Request, municipality: Code = None) -> Response:
    """A telephone in the browser; Danish only, as the voice is."""
    return _page(request, "ring_op.html", municipality, "da")


@router.get("/widget.js")
def widget() -> Response:
    """The one script a site embeds; other sites may load it."""
    code = script(WEB / "static" / "widget.js")
    return Response(code, media_type="text/javascript", headers=_OPEN)


@router.get("/widget.json")
def offers() -> Response:
    """What the widget may offer besides writing; other sites may ask."""
    return JSONResponse({"call": _answers_browsers()}, headers=_OPEN)


def _page(request: Request, name: str, municipality: str | None, language: str) -> Response:
    places = get_municipalities().by_code
    selected = places.get(municipality or "")
    return templates.TemplateResponse(
        request,
        name,
        {
            "municipalities": [{"code": p.code, "name": p.name} for p in places.values()],
            "selected": selected.code if selected else None,
            "municipality_name": selected.full_name if selected else None,
            "language": language if language in {"da", "en"} else "da",
            "call": _answers_browsers(),
        },
    )


def _answers_browsers() -> bool:
    return "browser" in get_settings().open_lines
