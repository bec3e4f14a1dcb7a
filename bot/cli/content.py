"""``muni content check`` and ``muni content wiring``."""

import typer

from bot.cli.lines import write
from bot.settings import ROOT, get_settings

app = typer.Typer(no_args_is_help=True)


@app.command()
def check() -> None:
    """Check everything under data/: form, borders, sources, readability. Status 1 on errors."""
    from bot.training.content_check import check_content

    findings = list(check_content(get_settings().data_folder, ROOT))
    for finding in findings:
        write({"level": finding.level, "where": finding.where, "what": finding.what})
    errors = sum(finding.level == "error" for finding in findings)
    typer.echo(f"{errors} errors, {len(findings) - errors} warnings", err=True)
    if errors:
        raise typer.Exit(1)


@app.command()
def wiring() -> None:
    """Write domain.yml's intents and data/rules/intents.yml from data/topics.yml."""
    from bot.knowledge import get_topics
    from bot.training.wiring import write_wiring

    for path in write_wiring(ROOT, get_topics()):
        write({"written": str(path.relative_to(ROOT))})
