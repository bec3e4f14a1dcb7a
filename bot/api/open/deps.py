"""What the open pages ask for: the database, the names, a month of an address."""

from datetime import date
from typing import Annotated, cast

from fastapi import Depends, HTTPException, Query, Request

from bot.knowledge import get_live_content
from bot.open_data.names import Names
from bot.store.database import Database


async def get_database(request: Request) -> Database:
    """The database of the bot."""
    return cast(Database, request.app.state.bot.database)


async def get_names() -> Names:
    """The names as the content has them now."""
    return Names(get_live_content().content)


DatabaseDep = Annotated[Database, Depends(get_database)]
NamesDep = Annotated[Names, Depends(get_names)]
MonthText = Annotated[str | None, Query(pattern=r"^20\d\d-(0[1-9]|1[0-2])$", description="ÅÅÅÅ-MM")]
PlaceCode = Annotated[str | None, Query(pattern=r"^\d{4}$", description="Kommunekode")]


def month_of_text(text: str | None) -> date | None:
    """The first of the month."""
    return date.fromisoformat(f"{text}-01") if text else None


def check_place(names: Names, code: str | None) -> None:
    """Raises HTTPException 404 for a municipality that isn't."""
    if code is not None and code not in names.content.municipalities.by_code:
        raise HTTPException(404)
