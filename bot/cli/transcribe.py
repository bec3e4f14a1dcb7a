"""``muni transcribe``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.lines import write
from bot.cli.phrase_file import read_phrases
from bot.errors import BadInputError
from bot.settings import get_settings

if TYPE_CHECKING:
    from voice.transcribe import Transcript


def transcribe(
    files: Annotated[
        list[str] | None,
        typer.Argument(help="Recordings; without, names from standard input, one a line."),
    ] = None,
    phrases: Annotated[
        Path | None, typer.Option(help="Hear only the phrases in this file, one a line.")
    ] = None,
    model: Annotated[
        Path | None, typer.Option(help="A speech model folder instead of the setting's.")
    ] = None,
) -> None:
    """Write what is said in each recording, with the words' times, in order."""
    from voice.engines.checking import load_checked
    from voice.errors import VoiceError
    from voice.transcribe import transcribe as hear

    try:
        wanted = read_phrases(phrases) if phrases else None
        loaded = load_checked(model or get_settings().speech_model)
    except (VoiceError, BadInputError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    bad = False
    for name in files or _names():
        try:
            heard = hear(loaded, Path(name), wanted, loaded.sample_rate)
        except VoiceError as error:
            bad = True
            typer.echo(str(error), err=True)
        else:
            write(_row(name, heard))
    if bad:
        raise typer.Exit(1)


def _names() -> Iterator[str]:
    # A file's name can be any bytes; they must come back as they went in.
    sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
    for line in sys.stdin:
        if name := line.rstrip("\r\n"):
            yield name


def _row(name: str, heard: Transcript) -> dict[str, Any]:
    printable = os.fsencode(name).decode("utf-8", "replace")
    seconds = {"audio_s": round(heard.audio_s, 3), "spent_s": round(heard.spent_s, 3)}
    return asdict(heard) | {"file": printable} | seconds
