"""``muni train``: a training like the console's, in the foreground."""

import asyncio
from typing import Annotated, Any

import typer

from bot.cli.lines import write
from bot.cli.quiet import quiet_logs
from bot.errors import MuniError
from bot.settings import get_settings


def train(
    publish: Annotated[
        bool, typer.Option("--publish", help="Publish it, unless it is worse than the present one.")
    ] = False,
    reason: Annotated[
        str | None, typer.Option(help="Why it is to be published although it is worse.")
    ] = None,
) -> None:
    """Train on data/ and all that staff have published, measure, and compare with the present."""
    quiet_logs()
    from bot.cli.publish import moved
    from bot.jobs.supervisor import Supervisor, log_file
    from bot.publishing.registry import ModelRegistry
    from bot.store.database import Database
    from bot.training.runs import TrainingRuns

    settings = get_settings()
    database = Database(settings.database_url, 1)
    database.migrate()
    runs = TrainingRuns(database)
    try:
        run = asyncio.run(runs.add(None))
    except MuniError as error:
        typer.echo(error.title, err=True)
        raise typer.Exit(1) from error
    supervisor = Supervisor(settings)
    try:
        supervisor.train(run.id, told=lambda line: typer.echo(line, err=True))
    except KeyboardInterrupt:
        asyncio.run(runs.end(run.id, "cancelled", "Træningen blev afbrudt."))
        raise
    finally:
        supervisor.close()
    run = asyncio.run(runs.get(run.id))
    if run.state != "done" or run.model_id is None:
        typer.echo(f"Mere står i {log_file(settings)}", err=True)
        raise typer.Exit(1)
    model = asyncio.run(ModelRegistry(database).get(run.model_id))
    said: dict[str, Any] = {"model": model.id, "data_hash": model.data_hash}
    said |= model.scores.to_json() if model.scores else {}
    write({**said, "thresholds": dict(model.thresholds or {})})
    if publish:
        write(moved(lambda publisher: publisher.publish(model.id, None, reason)))
