"""``muni say``: a text as the telephone says it, into a WAV file."""

from __future__ import annotations

import json
import sys
import time
import wave
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.lines import write
from bot.settings import get_settings

if TYPE_CHECKING:
    from voice.synthesizer import Synthesizer


def say(
    out: Annotated[Path, typer.Option(help="The WAV file to write.")],
    text: Annotated[
        str | None,
        typer.Argument(help='What to say; without, standard input: text, or {"text": ...}.'),
    ] = None,
    rate: Annotated[int, typer.Option(help="8000 or 16000 Hz.")] = 8000,
) -> None:
    """Say a text as the telephone does, and write what is said and how long it took."""
    from voice.errors import VoiceError
    from voice.speech.choose import synthesizer

    settings = get_settings()
    try:
        wanted = _from_standard_input() if text is None else text
        speaker = synthesizer(settings.synthesizer, settings.piper_voice)
        row = _said(speaker, wanted, rate, out)
    except (VoiceError, ValueError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    except OSError as error:
        typer.echo(f"{out} kan ikke skrives ({error.strerror}).", err=True)
        raise typer.Exit(1) from error
    write(row)


def _from_standard_input() -> str:
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    given = sys.stdin.read().strip()
    if not given.startswith("{"):
        return given
    row = json.loads(given)
    if not isinstance(row.get("text"), str):
        raise ValueError('write {"text": "..."} or the text itself')
    return str(row["text"])


def _said(speaker: Synthesizer, text: str, rate: int, out: Path) -> dict[str, Any]:
    """Speaks into ``out``; ValueError when there is nothing to say."""
    from voice.speech.reading import read

    begun = time.perf_counter()
    sentences = [sentence.said for sentence in read(text)]
    if not sentences:
        raise ValueError("Der er ikke noget at sige. Skriv en tekst.")
    first_sound = 0.0
    frames = 0
    unfinished = out.with_name(f".{out.name}.part")
    try:
        with unfinished.open("wb") as file, wave.open(file, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(rate)
            for sentence in sentences:
                for piece in speaker.speak(sentence, rate):
                    first_sound = first_sound or time.perf_counter() - begun
                    frames += len(piece) // 2
                    sound.writeframes(piece)
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)
    return {
        "text": text,
        "said": " ".join(sentences),
        "file": str(out),
        "audio_s": round(frames / rate, 3),
        "first_sound_ms": round(first_sound * 1000, 1),
        "spent_s": round(time.perf_counter() - begun, 3),
    }
