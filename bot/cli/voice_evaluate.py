"""``muni voice evaluate``."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.phrase_file import read_phrases
from bot.errors import BadInputError
from bot.settings import get_settings

if TYPE_CHECKING:
    from voice.danish.corpus.manifest import Clip
    from voice.danish.corpus.telephone import Condition

_STEPS = 10


def evaluate(
    manifest: Annotated[
        Path | None,
        typer.Argument(help="Recordings with their texts; without, sentences made by espeak-ng."),
    ] = None,
    model: Annotated[
        Path | None, typer.Option(help="A speech model folder instead of the setting's.")
    ] = None,
    phrases: Annotated[
        Path | None, typer.Option(help="Hear only the phrases in this file, one a line.")
    ] = None,
    condition: Annotated[
        list[str] | None,
        typer.Option(help="clean, telephone or telephone-noise-10db; all when left out."),
    ] = None,
    as_json: Annotated[
        Path | None, typer.Option("--json", help="Write everything to this file too.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Only so many clips, the same ones each time.")
    ] = None,
    keep: Annotated[
        Path | None, typer.Option(help="Keep the sentences made by espeak-ng in this folder.")
    ] = None,
    threads: Annotated[
        int | None, typer.Option(min=1, help="Clips heard at a time; one a core when left out.")
    ] = None,
) -> None:
    """Measure the speech model: word, letter and sentence errors, by condition and speaker."""
    from voice.danish.evaluate import evaluate as hear_all
    from voice.danish.evaluation_report import as_dict, as_text
    from voice.engines.checking import load_checked
    from voice.engines.transducer_folder import is_transducer
    from voice.engines.vocabulary import vocabulary_of
    from voice.errors import VoiceError

    if manifest and keep:
        raise typer.BadParameter("nothing is made when a manifest is given", param_hint="--keep")
    _make_sure_of(as_json)
    conditions = _conditions(condition)
    folder = model or get_settings().speech_model
    try:
        wanted = read_phrases(phrases) if phrases else None
        loaded = load_checked(folder)
        with tempfile.TemporaryDirectory(prefix="muni-speech-") as made:
            heard = hear_all(
                _clips(manifest, limit, keep or Path(made)),
                loaded,
                conditions=conditions,
                phrases=wanted,
                vocabulary=None if is_transducer(folder) else vocabulary_of(folder),
                limit=limit,
                threads=threads or len(os.sched_getaffinity(0)),
                told=_progress,
            )
    except (VoiceError, BadInputError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    typer.echo(as_text(heard))
    if as_json:
        found = {"model": folder.name} | as_dict(heard)
        text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
        as_json.write_text(text, encoding="utf-8")


def _make_sure_of(file: Path | None) -> None:
    """Better now than after minutes of hearing."""
    try:
        if file:
            file.touch()
    except OSError as error:
        raise typer.BadParameter(f"{file}: {error.strerror}", param_hint="--json") from error


def _conditions(names: list[str] | None) -> dict[str, Condition]:
    from voice.danish.evaluate import CONDITIONS

    if unknown := [name for name in names or () if name not in CONDITIONS]:
        known = ", ".join(CONDITIONS)
        raise typer.BadParameter(f"{unknown[0]!r} is none of {known}", param_hint="--condition")
    return {name: CONDITIONS[name] for name in names or CONDITIONS}


def _clips(manifest: Path | None, limit: int | None, folder: Path) -> list[Clip]:
    from voice.danish.corpus.manifest import read_manifest
    from voice.danish.evaluate import some
    from voice.danish.spoken_test import make_spoken_test, read_sentences

    if manifest:
        return read_manifest(manifest)
    sentences = read_sentences(get_settings().data_folder / "tests" / "speech.jsonl")
    return read_manifest(make_spoken_test(some(sentences, limit), folder))


def _progress(done: int, of: int) -> None:
    if done == of or done % max(1, of // _STEPS) == 0:
        typer.echo(f"{done} of {of} heard", err=True)
