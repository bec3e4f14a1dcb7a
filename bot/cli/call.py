"""``muni call``: a whole call from a recording."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.lines import write
from bot.cli.quiet import quiet_logs

RATE = 8000


def call(
    file: Annotated[Path, typer.Argument(help="What the caller says, with the pauses.")],
    municipality: Annotated[
        str | None, typer.Option(help="Kommunekode of the number rung.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Where the replies are kept, as WAV.")] = None,
    press: Annotated[
        list[str] | None, typer.Option(help="A key and when: 12.5=1. May be repeated.")
    ] = None,
) -> None:
    """Ring MUNI with a recording, in real time; one line for everything said, with its time."""
    quiet_logs()
    from bot.errors import MuniError
    from voice.errors import VoiceError

    try:
        asyncio.run(_call(file, municipality, out, _keys(press or ())))
    except (VoiceError, MuniError, ValueError) as error:
        typer.echo(str(error) or error.__class__.__name__, err=True)
        raise typer.Exit(1) from error


async def _call(
    file: Path,
    municipality: str | None,
    out: Path | None,
    keys: tuple[tuple[float, str], ...],
) -> None:
    import soundfile

    from bot.api.calls.switchboard import build_switchboard
    from bot.assembly import build_bot
    from bot.settings import get_settings
    from voice.audio import read_pcm
    from voice.lines.recorded import RecordedLine

    # All of it is read first, so that a bad file costs no waiting.
    pieces = list(read_pcm(file, RATE))
    settings = get_settings()
    bot = await asyncio.to_thread(build_bot, settings)
    switchboard = await asyncio.to_thread(build_switchboard, bot, settings)
    await bot.warm_up()
    line = RecordedLine(iter(pieces), RATE, municipality=municipality, keys=keys)
    await switchboard.take(line)
    await switchboard.close()
    bot.close()
    for spoken in line.said:
        write(asdict(spoken))
    if line.transferred_to:
        write({"role": "bot", "transferred_to": line.transferred_to})
    if out is not None:
        with soundfile.SoundFile(out, "w", RATE, 1, "PCM_16", format="WAV") as sound:
            sound.buffer_write(bytes(line.sound), dtype="int16")


def _keys(given: list[str] | tuple[()]) -> tuple[tuple[float, str], ...]:
    pairs = [text.partition("=") for text in given]
    return tuple((float(at), key) for at, _, key in pairs)
