"""``muni train``, ``muni evaluate`` and ``muni models``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.lines import write
from bot.cli.quiet import quiet_logs
from bot.errors import MuniError
from bot.settings import get_settings


def train() -> None:
    """Train a model on data/, calibrate it, and write its card beside it."""
    quiet_logs()
    from bot.training.train import train_model

    try:
        model = train_model(get_settings(), say=lambda text: typer.echo(text, err=True))
    except MuniError as error:
        typer.echo(f"{error.title}: {error}", err=True)
        raise typer.Exit(1) from error
    write({"model": model.id, **model.card})
    _let_it_be_heard(get_settings().speech_model)


def _let_it_be_heard(folder: Path) -> None:
    """New topics' words into the speech model; the chat has its model whether or not it works."""
    from bot.cli.voice_build import rebuilt
    from voice.errors import VoiceError

    if not folder.exists():
        return
    try:
        built = rebuilt(folder)
    except (MuniError, VoiceError) as error:
        typer.echo(f"Talemodellen er som før: {error}", err=True)
        raise typer.Exit(1) from error
    new = f", nye: {', '.join(built.added[:20])}" if built.added else ""
    typer.echo(f"Talemodellen kender {built.words} ord{new} ({built.spent_s:.0f} s)", err=True)


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
    """All models, newest first, with their cards."""
    from bot.dialogue.model_files import list_models

    for model in list_models(get_settings().models_folder):
        write({"model": model.id, **model.card})
