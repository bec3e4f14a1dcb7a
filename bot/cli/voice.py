"""``muni voice``: makes and measures the speech model, and fetches a voice."""

import typer

from bot.cli import voice_build, voice_evaluate, voice_fetch, voice_train

app = typer.Typer(no_args_is_help=True)
app.command()(voice_build.build)
app.command()(voice_train.train)
app.command()(voice_evaluate.evaluate)
app.command()(voice_fetch.fetch)
