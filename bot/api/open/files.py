"""The open statistics as files under addresses that stay."""

from typing import Literal

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import StreamingResponse

from bot.api.deps import LimitsDep
from bot.api.open.conditional import keeping, unchanged
from bot.api.open.deps import (
    DatabaseDep,
    MonthText,
    NamesDep,
    PlaceCode,
    check_place,
    month_of_text,
)
from bot.open_data.datasets import DATASETS
from bot.open_data.export import choose, csv_file, json_file
from bot.open_data.licences import STATISTICS

router = APIRouter(prefix="/data/statistik", include_in_schema=False)
MEDIA = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
HOUR = 3600


@router.get("/{dataset}.{form}")
async def statistics(
    dataset: str,
    form: Literal["csv", "json"],
    request: Request,
    limits: LimitsDep,
    database: DatabaseDep,
    names: NamesDep,
    fra: MonthText = None,
    til: MonthText = None,
    kommune: PlaceCode = None,
) -> Response:
    """A dataset, all of it or some months or one municipality. See /data for what there is."""
    if dataset not in DATASETS:
        raise HTTPException(404)
    check_place(names, kommune)
    chosen = await choose(
        database, DATASETS[dataset], names, month_of_text(fra), month_of_text(til), kommune
    )
    headers = keeping(f"{chosen.tag}-{form}", chosen.changed, HOUR)
    headers |= {
        "Link": f'<{STATISTICS.url}>; rel="license"',
        "Content-Disposition": f'inline; filename="muni-{dataset}.{form}"',
    }
    write = csv_file if form == "csv" else json_file
    return unchanged(request, headers) or StreamingResponse(
        write(database, chosen), media_type=MEDIA[form], headers=headers
    )
