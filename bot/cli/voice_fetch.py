"""``muni voice fetch``: gets the Danish Piper voice."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.lines import write
from bot.settings import ROOT

_FOLDER = ROOT / "models" / "piper-da"


def fetch(
    folder: Annotated[Path, typer.Option(help="Where the voice is put.")] = _FOLDER,
    repository: Annotated[
        str | None,
        typer.Option(
            "--from", help="A copy on your own net: the address of its voices.json's folder."
        ),
    ] = None,
) -> None:
    """Fetch the Danish Piper voice, checked by size and MD5; a broken-off fetch goes on."""
    from voice.errors import SynthesisError
    from voice.speech.piper_voice import REPOSITORY, fetch_voice

    try:
        voice = fetch_voice(folder, (repository or REPOSITORY).rstrip("/"), _Progress())
    except SynthesisError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    content = voice.read_bytes()
    write({
        "file": str(voice),
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "checked": "size and MD5 in voices.json",
    })  # fmt: skip
    typer.echo(f"Sæt MUNI_SYNTHESIZER=piper og MUNI_PIPER_VOICE={voice}.", err=True)


class _Progress:
    """Says on standard error how far it is, at each tenth."""

    def __init__(self) -> None:
        self._told = ("", -1)

    def __call__(self, name: str, here: int, whole: int) -> None:
        """``here`` of ``whole`` bytes have come."""
        tenth = here * 10 // whole
        if (name, tenth) != self._told:
            self._told = (name, tenth)
            typer.echo(f"{name}: {here / 1e6:.1f} af {whole / 1e6:.1f} MB", err=True)
