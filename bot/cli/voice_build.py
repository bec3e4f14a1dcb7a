"""``muni voice build``: what callers may say, brought up to what the bot knows now."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.lines import write
from bot.errors import MuniError
from bot.settings import get_settings

if TYPE_CHECKING:
    from voice.danish.build import Built, Knowledge


def build(
    model: Annotated[
        Path | None, typer.Option(help="A speech model folder instead of the setting's.")
    ] = None,
    data: Annotated[
        Path | None, typer.Option(help="A data folder instead of the setting's.")
    ] = None,
) -> None:
    """Rebuild the speech model's words and graph from data/, so that new words can be heard."""
    from voice.errors import VoiceError

    try:
        built = rebuilt(model or get_settings().speech_model, data)
    except (MuniError, VoiceError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    write({"words": built.words, "added": built.added, "spent_s": round(built.spent_s, 1)})


def rebuilt(folder: Path, data: Path | None = None) -> Built:
    """The model in ``folder`` with a graph of today's words, tried out before it takes its place.

    The words are those of ``data``, a data folder, or of the settings' own.

    Raises ContentError, VoiceError; the model then is as it was.
    """
    from voice.danish.build import build as build_model
    from voice.engines.checking import load_checked

    return build_model(folder, known_now(data or get_settings().data_folder), try_out=load_checked)


def known_now(data_folder: Path) -> Knowledge:
    """What the bot knows, as the voice room takes it; raises ContentError."""
    from bot.training.spoken_knowledge import gather
    from voice.danish.build import Knowledge

    return Knowledge(**asdict(gather(data_folder)))
