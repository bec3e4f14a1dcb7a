"""The open statistics as a page."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response

from bot.api.deps import LimitsDep
from bot.api.open.deps import DatabaseDep, NamesDep, check_place
from bot.api.open.page import page
from bot.api.open.statistics_choice import NEWEST, stretches
from bot.api.open.statistics_view import Reading, view
from bot.open_data.datasets import DATASETS
from bot.open_data.export import choose
from bot.open_data.figures import RULES
from bot.open_data.reading import read_counts, read_months, read_times
from bot.statistics.definitions import ALWAYS, TOPICS
from bot.statistics.wording import day
from bot.store.database import Database

router = APIRouter(include_in_schema=False)
KEPT = 100
"""How many choices are remembered; each takes some hundred kilobytes at most."""
Work = Callable[[Any], dict[str, Any]]
Word = Annotated[str, Query(max_length=20)]


@router.get("/statistik")
async def show(
    request: Request,
    limits: LimitsDep,
    database: DatabaseDep,
    names: NamesDep,
    kommune: Word = "",
    periode: Word = NEWEST,
) -> Response:
    """What citizens ask, and how it goes, by municipality and month."""
    check_place(names, kommune or None)
    months = await database.read(read_months)
    offered = stretches(list(months))
    stretch = next((one for one in offered if one.name == periode), None)
    if stretch is None:
        raise HTTPException(404)
    place = kommune or None

    def work(session: Any) -> dict[str, Any]:
        first, last = (stretch.months[0], stretch.months[-1]) if stretch.months else (None, None)
        counts = list(read_counts(session, first, last, place))
        return view(Reading(stretch, place, names, counts, read_times(session)))

    chosen = await choose(database, DATASETS["noegletal"], names)
    newest = list(months.items())[-1:]
    return page(
        request,
        "statistics.html",
        choice={"place": kommune, "stretch": stretch, "offered": offered},
        municipalities=sorted(
            ((one.code, one.full_name) for one in names.content.municipalities.by_code.values()),
            key=lambda item: item[1],
        ),
        heading=names.place(kommune) if kommune else "Alle kommuner",
        datasets=list(DATASETS.values()),
        definitions={"always": ALWAYS, "topics": TOPICS, "rules": RULES},
        published=[day(moment.date()) for _, moment in newest],
        **await _remembered(request, (place, periode, chosen.tag), database, work),
    )


async def _remembered(
    request: Request, key: tuple[str | None, ...], database: Database, work: Work
) -> dict[str, Any]:
    """What was reckoned before for the same public months, names and choice."""
    state = request.app.state
    if getattr(state, "open_statistics", None) is None:
        state.open_statistics = OrderedDict()
    kept: OrderedDict[tuple[str | None, ...], dict[str, Any]] = state.open_statistics
    if key not in kept:
        kept[key] = await database.read(work)
    kept.move_to_end(key)
    while len(kept) > KEPT:
        kept.popitem(last=False)
    return kept[key]
