"""``muni content``: check, wire, export and import what lies under data/."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.lines import write
from bot.cli.quiet import quiet_logs
from bot.errors import MuniError
from bot.settings import ROOT, get_settings

app = typer.Typer(no_args_is_help=True)


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder that `muni content export` wrote.")
    ] = None,
) -> None:
    """Check everything under data/: form, borders, sources, readability. Status 1 on errors."""
    from bot.training.content_check import check_content

    data, root = (folder / "data", folder) if folder else (get_settings().data_folder, ROOT)
    findings = list(check_content(data, root))
    for finding in findings:
        write({"level": finding.level, "where": finding.where, "what": finding.what})
    errors = sum(finding.level == "error" for finding in findings)
    typer.echo(f"{errors} errors, {len(findings) - errors} warnings", err=True)
    if errors:
        raise typer.Exit(1)


@app.command()
def wiring() -> None:
    """Write domain.yml's intents and data/rules/intents.yml from data/topics.yml."""
    from bot.answers.topics import TopicList
    from bot.training.wiring import write_wiring

    for path in write_wiring(ROOT, TopicList.load(get_settings().data_folder / "topics.yml")):
        write({"written": str(path.relative_to(ROOT))})


@app.command()
def export(
    out: Annotated[Path, typer.Option(help="A folder to make, or a file that ends in .xlsx.")],
) -> None:
    """Write all that staff have published: as files that train to the same, or a spreadsheet."""
    quiet_logs()
    from bot.content.spreadsheet import write_spreadsheet
    from bot.knowledge import get_live_content, is_made, use_published_content
    from bot.store.database import Database
    from bot.training.learnable_now import LearnableNow
    from bot.training.staff_questions import StaffQuestions, read_staff_questions

    settings = get_settings()
    use_published_content(settings)
    live = get_live_content()
    try:
        if out.suffix == ".xlsx":
            write_spreadsheet(out, live.content)
            write({"written": str(out)})
            return
        database = Database(settings.database_url, 1) if is_made(settings) else None
        staff = asyncio.run(read_staff_questions(database)) if database else StaffQuestions()
        now = LearnableNow.gather(settings.data_folder, live.content, staff)
        changed = now.export(out, live.base)
    except OSError as wrong:
        typer.echo(f"Kan ikke skrive {out}: {wrong}", err=True)
        raise typer.Exit(1) from wrong
    for path in changed:
        write({"changed": str(path)})
    typer.echo(f"{len(changed)} files differ from MUNI's own", err=True)


@app.command(name="import")
def import_(
    path: Annotated[Path, typer.Argument(help="A folder, or a file .xlsx or .yml.", exists=True)],
    publish: Annotated[bool, typer.Option("--publish", help="Make the changes.")] = False,
) -> None:
    """Tell what a folder or file would change, and with --publish change it. Status 1 on errors."""
    quiet_logs()
    from bot.cli.content_import import carry_out, report

    try:
        plan, importing = asyncio.run(report(path, write))
        if plan.refused:
            typer.echo("Ret fejlene først. Intet er ændret", err=True)
            raise typer.Exit(1)
        if publish:
            done = asyncio.run(carry_out(importing, plan, path))
            typer.echo(f"{done} udgivet", err=True)
        else:
            typer.echo(f"{len(plan.changes)} ville blive ændret. Gør det med --publish", err=True)
    except MuniError as wrong:
        typer.echo(f"{wrong.title}: {wrong}", err=True)
        raise typer.Exit(1) from wrong
