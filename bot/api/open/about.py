"""Pages that explain: the open data, what MUNI is, and how accessible it is."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from bot.api.deps import LimitsDep
from bot.api.open.about_view import ContentFacts, ModelFacts
from bot.api.open.deps import NamesDep
from bot.api.open.page import page
from bot.open_data.answers import CONTENT_SETS
from bot.open_data.datasets import DATASETS
from bot.open_data.figures import RULES
from bot.open_data.licences import CONTENT, STATISTICS
from bot.settings import Settings, get_settings
from bot.statistics.definitions import ALWAYS
from bot.statistics.wording import day

router = APIRouter(include_in_schema=False)


@router.get("/data")
def data(request: Request, limits: LimitsDep, names: NamesDep) -> Response:
    """What open data there is, and how to use it."""
    return page(
        request,
        "data.html",
        statistics=list(DATASETS.values()),
        content=list(CONTENT_SETS.values()),
        licences={"statistics": STATISTICS, "content": CONTENT},
        facts=ContentFacts.of(names.content),
        definitions={"always": ALWAYS, "rules": RULES},
        **_contact(get_settings()),
    )


@router.get("/om")
def about(request: Request, limits: LimitsDep, names: NamesDep) -> Response:
    """What MUNI is, what it can't do, and how to reach a person."""
    settings = get_settings()
    return page(
        request,
        "about.html",
        facts=ContentFacts.of(names.content),
        model=ModelFacts.read(request.app.state.bot.dialogue.model),
        retention_days=settings.retention_days,
        calls=bool(settings.open_lines),
        **_contact(settings),
    )


@router.get("/tilgaengelighed")
def accessibility(request: Request, limits: LimitsDep) -> Response:
    """The accessibility statement."""
    settings = get_settings()
    checked = settings.accessibility_checked
    return page(
        request,
        "accessibility.html",
        site=settings.public_url.rstrip("/"),
        checked=day(date.fromisoformat(checked)) if checked else None,
        **_contact(settings),
    )


@router.get("/was")
def short_address() -> Response:
    """The short address that the Agency for Digital Government asks every public site to have."""
    return RedirectResponse("/tilgaengelighed", 302)


def _contact(settings: Settings) -> dict[str, Any]:
    return {
        "publisher": settings.publisher_name,
        "email": settings.contact_email,
        "telephone": settings.contact_telephone,
        "source_url": settings.source_url,
    }
