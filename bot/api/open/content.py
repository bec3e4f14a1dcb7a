"""The open content as files under addresses that stay."""

from typing import Literal

from fastapi import APIRouter, HTTPException, Request, Response

from bot.api.deps import LimitsDep
from bot.api.open.conditional import keeping, unchanged
from bot.api.open.deps import NamesDep, PlaceCode, check_place
from bot.api.open.files import MEDIA
from bot.open_data.answers import CONTENT_SETS, content_rows
from bot.open_data.content_files import content_csv, content_json, tag_of
from bot.open_data.licences import CONTENT

router = APIRouter(prefix="/data/indhold", include_in_schema=False)


@router.get("/{name}.{form}")
def content(
    name: str,
    form: Literal["csv", "json"],
    request: Request,
    limits: LimitsDep,
    names: NamesDep,
    kommune: PlaceCode = None,
) -> Response:
    """All answers, or all that is known of the municipalities; of one municipality or all."""
    if name not in CONTENT_SETS:
        raise HTTPException(404)
    check_place(names, kommune)
    rows = content_rows(name, names.content, kommune)
    body = (content_csv if form == "csv" else content_json)(CONTENT_SETS[name], rows)
    headers = keeping(tag_of(body)) | {
        "Link": f'<{CONTENT.url}>; rel="license"',
        "Content-Disposition": f'inline; filename="muni-{name}.{form}"',
    }
    return unchanged(request, headers) or Response(body, media_type=MEDIA[form], headers=headers)
