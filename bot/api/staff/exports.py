"""Downloads of examples and answers; each streams, from a file or a piece at a time."""

import asyncio
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Response
from fastapi.responses import FileResponse, StreamingResponse
from starlette.background import BackgroundTask

from bot.api.staff.deps import require
from bot.api.staff.exchange import HOME
from bot.api.staff.route import StaffRoute
from bot.content.layered import LayeredContent
from bot.content.spreadsheet import write_spreadsheet
from bot.content.text_export import (
    Places,
    answers_csv,
    answers_yaml,
    examples_csv,
    examples_yaml,
)
from bot.knowledge import get_live_content
from bot.staff.rights import Action
from bot.staff.user import User

router = APIRouter(prefix=f"{HOME}/hent", include_in_schema=False, route_class=StaffRoute)
ReaderDep = Annotated[User, Depends(require(Action.READ_CONTENT))]
TextFile = Literal["eksempler.csv", "svar.csv", "eksempler.yml", "svar.yml"]
_TEXTS: dict[TextFile, Callable[[LayeredContent, Places], Iterator[str]]] = {
    "eksempler.csv": examples_csv,
    "svar.csv": answers_csv,
    "eksempler.yml": examples_yaml,
    "svar.yml": answers_yaml,
}
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/muni.xlsx")
async def spreadsheet(member: ReaderDep) -> Response:
    """Examples and answers in one file, two sheets."""
    path = await asyncio.to_thread(_written, get_live_content().content, _places(member))
    return FileResponse(
        path,
        media_type=_SHEET,
        filename=_name("muni.xlsx"),
        background=BackgroundTask(path.unlink, missing_ok=True),
    )


@router.get("/{file}")
async def text(member: ReaderDep, file: TextFile) -> Response:
    """One of the text files."""
    kind = "text/csv" if file.endswith(".csv") else "application/yaml"
    return StreamingResponse(
        _TEXTS[file](get_live_content().content, _places(member)),
        media_type=f"{kind}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{_name(file)}"'},
    )


def _places(member: User) -> frozenset[str] | None:
    """Whose own content the member may read beside the shared: all for none."""
    if member.rights.everywhere(Action.READ_CONTENT):
        return None
    return member.rights.municipalities(Action.READ_CONTENT)


def _written(content: LayeredContent, places: frozenset[str] | None) -> Path:
    with tempfile.NamedTemporaryFile(prefix="muni-", suffix=".xlsx", delete=False) as file:
        path = Path(file.name)
    try:
        write_spreadsheet(path, content, places)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _name(file: str) -> str:
    stem, _, ending = file.rpartition(".")
    return f"{stem}-{date.today().isoformat()}.{ending}"
