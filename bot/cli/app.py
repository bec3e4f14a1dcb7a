"""Gathers the commands."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")

import typer

from bot.cli import (
    backup,
    call,
    content,
    jobs,
    lines_process,
    models,
    publish,
    records,
    say,
    serve,
    statistics,
    supply,
    train,
    transcribe,
    understand,
    user,
    voice,
)

app = typer.Typer(
    name="muni",
    help="MUNI: kommunernes åbne chatbot. Commands read JSON lines and write JSON lines.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command()(serve.serve)
app.command()(understand.parse)
app.command()(understand.ask)
app.command()(understand.mask)
app.command()(transcribe.transcribe)
app.command()(say.say)
app.command()(call.call)
app.command()(lines_process.lines)
app.command()(jobs.jobs)
app.command()(train.train)
app.command()(models.evaluate)
app.command(name="models")(models.list_all)
app.command()(publish.publish)
app.command()(publish.rollback)
app.command()(records.purge)
app.command()(backup.backup)
app.command()(backup.restore)
app.command()(supply.sbom)
app.command()(supply.audit)
app.add_typer(content.app, name="content", help="Check, wire, export and import the content.")
app.add_typer(voice.app, name="voice", help="Make and measure the speech model; fetch a voice.")
app.add_typer(user.app, name="user", help="Staff accounts: add, list, disable.")
app.add_typer(statistics.app, name="statistics", help="The open statistics.")
