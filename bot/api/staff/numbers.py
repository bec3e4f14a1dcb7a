"""How it goes, as a page, as CSV and as JSON."""

from collections.abc import Iterable
from typing import Any, Literal, cast

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from bot.api.staff.deps import StaffDep
from bot.api.staff.labels import place_label
from bot.api.staff.numbers_choice import Choice, ChoiceDep
from bot.api.staff.numbers_tables import TABLES, Numbers, Table, tables
from bot.api.staff.numbers_view import view
from bot.api.staff.page import page
from bot.api.staff.route import StaffRoute
from bot.staff.staff import Staff
from bot.statistics.export import csv_lines
from bot.statistics.reading import read_places, read_report
from bot.statistics.roll_up import RollUp
from bot.statistics.topics import most_asked

router = APIRouter(prefix="/personale/tal", include_in_schema=False, route_class=StaffRoute)
PATIENCE = 2.0
"""Seconds that a page waits for the count; only the very first takes longer."""


@router.get("")
async def show(request: Request, staff: StaffDep, choice: ChoiceDep) -> Response:
    """Everything on one page."""
    numbers = await _read(request, staff, choice)
    return page(request, "numbers.html", choice=choice, **view(numbers))


@router.get("/{table}.csv")
async def as_csv(
    request: Request,
    staff: StaffDep,
    choice: ChoiceDep,
    table: Literal["tal", "forloeb", "emner", "tid", "kommuner"],
) -> Response:
    """One table of the page, for a spreadsheet."""
    found = tables(await _read(request, staff, choice))[table]
    name = f"muni-{table}-{choice.period.first}-{choice.period.last}.csv"
    return StreamingResponse(
        csv_lines(_rows(found)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@router.get("/tal.json")
async def as_json(request: Request, staff: StaffDep, choice: ChoiceDep) -> Response:
    """All tables of the page; shares run from 0 to 1, times are milliseconds."""
    found = tables(await _read(request, staff, choice))
    body: dict[str, Any] = {
        "period": {"first": str(choice.period.first), "last": str(choice.period.last)},
        "before": {"first": str(choice.before.first), "last": str(choice.before.last)},
        "municipality": choice.place,
        "municipality_name": place_label(choice.place),
        "channel": choice.channel,
    }
    for name, table in found.items():
        body[TABLES[name]] = [dict(zip(table.keys, row, strict=True)) for row in table.rows]
    return JSONResponse(body)


def _rows(table: Table) -> Iterable[Iterable[object]]:
    yield table.titles
    yield from table.rows


async def _read(request: Request, staff: Staff, choice: Choice) -> Numbers:
    counted = await _roll_up(request, staff).fresh_within(PATIENCE)

    def work(session: Any) -> Numbers:
        now = read_report(session, choice.period, choice.place, choice.channel)
        before = read_report(session, choice.before, choice.place, choice.channel)
        return Numbers(
            choice,
            now,
            before,
            most_asked(now.whole, before.whole),
            read_places(session, choice.period, choice.channel) if choice.compares else {},
            counted,
        )

    return await staff.database.read(work)


def _roll_up(request: Request, staff: Staff) -> RollUp:
    state = request.app.state
    if getattr(state, "roll_up", None) is None:
        state.roll_up = RollUp(staff.database)
    return cast(RollUp, state.roll_up)
