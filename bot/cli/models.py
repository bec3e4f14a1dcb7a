"""``muni evaluate`` and ``muni models``."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.lines import write
from bot.cli.quiet import quiet_logs
from bot.errors import MuniError
from bot.settings import get_settings


def evaluate(
    file: Annotated[
        Path | None, typer.Argument(help='Rows {"text", "topic"}; standard input without.')
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The report as JSON.")] = False,
) -> None:
    """Measure the model on labelled questions: top-1, top-3, confusions, wrong answers."""
    quiet_logs()
    from bot.assembly import build_dialogue
    from bot.dialogue.labelled import parse_labelled
    from bot.knowledge import get_masker, use_published_content
    from bot.training.evaluate import evaluate_rows, report_text

    use_published_content(get_settings())
    source = str(file) if file else "standard input"
    text = file.read_text(encoding="utf-8") if file else sys.stdin.read()
    try:
        rows = parse_labelled(text.splitlines(), source)
        report = evaluate_rows(rows, get_masker(), build_dialogue(get_settings()))
    except MuniError as error:
        typer.echo(f"{error.title}: {error}", err=True)
        raise typer.Exit(1) from error
    if as_json:
        write(report.as_dict())
    else:
        typer.echo(report_text(report))


def list_all() -> None:
    """All models, newest first: the register's, then files that it does not know."""
    from bot.dialogue.model_files import list_models
    from bot.publishing.registry import ModelRegistry
    from bot.store.database import Database

    settings = get_settings()
    database = Database(settings.database_url, 1)
    database.migrate()
    known = asyncio.run(ModelRegistry(database).all())
    database.close()
    cards = {model.id: model.card for model in list_models(settings.models_folder)}
    for entry in known:
        write(
            {
                "model": entry.id,
                "state": entry.state,
                "created": entry.created.isoformat(timespec="seconds"),
                "reason": entry.reason,
                "scores": entry.scores.to_json() if entry.scores else None,
                **cards.pop(entry.id, {}),
            }
        )
    for identity, card in cards.items():
        write({"model": identity, "state": "unregistered", **card})
