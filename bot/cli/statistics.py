"""``muni statistics``: the open statistics on the command line."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.lines import write
from bot.cli.quiet import quiet_logs
from bot.settings import get_settings

if TYPE_CHECKING:
    from bot.open_data.names import Names
    from bot.store.database import Database

app = typer.Typer(no_args_is_help=True)
_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


@app.callback()
def statistics() -> None:
    """The open statistics, rounded so that they betray no one."""


def _month(text: str) -> date:
    if not _MONTH.fullmatch(text):
        raise typer.BadParameter("write a month as 2026-10")
    return date.fromisoformat(f"{text}-01")


Month = Annotated[date | None, typer.Option(parser=_month, metavar="ÅÅÅÅ-MM")]


@app.command()
def export(
    dataset: Annotated[
        str | None, typer.Option(help="One dataset, e.g. samtaler; else all.")
    ] = None,
    municipality: Annotated[str | None, typer.Option(help="Kommunekode; else all.")] = None,
    first: Month = None,
    last: Month = None,
    out: Annotated[
        Path | None, typer.Option(help="Write the files of /data/statistik into this folder.")
    ] = None,
) -> None:
    """Write the open statistics as JSON lines, or as CSV and JSON files into a folder."""
    quiet_logs()
    from bot.knowledge import get_live_content, use_published_content
    from bot.open_data.datasets import DATASETS
    from bot.open_data.names import Names
    from bot.store.database import Database

    if dataset is not None and dataset not in DATASETS:
        typer.echo(f"no such dataset; there are {', '.join(DATASETS)}", err=True)
        raise typer.Exit(1)
    settings = get_settings()
    use_published_content(settings)
    names = Names(get_live_content().content)
    if municipality is not None and municipality not in names.content.municipalities.by_code:
        typer.echo("no such municipality", err=True)
        raise typer.Exit(1)
    database = Database(settings.database_url, 1)
    database.migrate()
    chosen = [dataset] if dataset else list(DATASETS)
    try:
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
        asyncio.run(_export(database, names, chosen, first, last, municipality, out))
    except OSError as wrong:
        typer.echo(f"Kan ikke skrive {out}: {wrong}", err=True)
        raise typer.Exit(1) from wrong
    finally:
        database.close()


async def _export(
    database: "Database",
    names: "Names",
    datasets: list[str],
    first: date | None,
    last: date | None,
    municipality: str | None,
    out: Path | None,
) -> None:
    from bot.open_data.datasets import DATASETS
    from bot.open_data.export import choose, csv_file, json_file, json_rows

    for name in datasets:
        chosen = await choose(database, DATASETS[name], names, first, last, municipality)
        if out is None:
            async for row in json_rows(database, chosen):
                write({"datasaet": name, **row})
            continue
        for form, parts in (
            ("csv", csv_file(database, chosen)),
            ("json", json_file(database, chosen)),
        ):
            path = out / f"{name}.{form}"
            path.write_bytes(await _joined(parts))
            write({"written": str(path), "months": len(chosen.months)})


async def _joined(parts: AsyncIterator[str]) -> bytes:
    return "".join([part async for part in parts]).encode()
