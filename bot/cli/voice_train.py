"""``muni voice train``: the recipe for the acoustic model, in the environment that has PyTorch."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.voice_build import known_now
from bot.errors import MuniError
from bot.settings import ROOT, get_settings

if TYPE_CHECKING:
    from voice.danish.corpus.manifest import Clip

_SPEECH_ENVIRONMENT = ROOT / ".venv-speech" / "bin" / "python"
_ALLOCATION = {
    "MALLOC_MMAP_THRESHOLD_": "4000000000",
    "MALLOC_TRIM_THRESHOLD_": "8000000000",
    "MALLOC_TOP_PAD_": "500000000",
    "OMP_WAIT_POLICY": "PASSIVE",
}
"""glibc else gives every large tensor back to the system, and half the time goes to page faults.
Waiting threads sleep, so that a machine that does other work meanwhile is not held up."""


def train(
    out: Annotated[Path, typer.Option(help="Where the model folder is made.")],
    work: Annotated[
        Path, typer.Option(help="Where each step keeps what it made (some 10 GB); a rerun goes on.")
    ] = ROOT / "var" / "speech",
    debian: Annotated[
        bool, typer.Option(help="Fetch and use the human clips of two Debian packages.")
    ] = False,
    common_voice: Annotated[
        Path | None, typer.Option(help="Folder cv-corpus-*/da of Mozilla Common Voice.")
    ] = None,
    coral: Annotated[Path | None, typer.Option(help="Folder of CoRal's parquet files.")] = None,
    nst: Annotated[Path | None, typer.Option(help="Folder of the NST database.")] = None,
    manifest: Annotated[
        Path | None, typer.Option(help="Any other recordings, as a manifest (docs/tale.md).")
    ] = None,
    small: Annotated[
        bool, typer.Option(help="Minutes instead of hours: to see that it all runs.")
    ] = False,
    processes: Annotated[int | None, typer.Option(min=1, help="Cores to use; all without.")] = None,
) -> None:
    """Train a speech model from synthetic speech and what real recordings are given."""
    from voice.danish.corpus.manifest import write_manifest
    from voice.errors import VoiceError

    if not _SPEECH_ENVIRONMENT.exists():
        typer.echo("PyTorch is missing; run `make speech-env` first.", err=True)
        raise typer.Exit(1)
    try:
        work.mkdir(parents=True, exist_ok=True)
        clips = _clips(work, debian, common_voice, coral, nst, manifest)
        listed = work / "recordings.jsonl"
        write_manifest(listed, clips)
        knowledge = known_now(get_settings().data_folder)
    except (MuniError, VoiceError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    order = {
        "knowledge": asdict(knowledge),
        "small": small,
        "work": str(work.resolve()),
        "model": str(out.resolve()),
        "manifest": str(listed.resolve()) if clips else None,
        "held_out": _held_out(get_settings().data_folder),
        "processes": processes or len(os.sched_getaffinity(0)),
    }
    written = work / "order.json"
    written.write_text(json.dumps(order, ensure_ascii=False), encoding="utf-8")
    done = subprocess.run(  # noqa: S603 - our own module, in our own environment
        [str(_SPEECH_ENVIRONMENT), "-m", "voice.danish.recipe", str(written.resolve())],
        cwd=ROOT,
        env={**os.environ, **_ALLOCATION},
        check=False,
    )
    sys.exit(done.returncode)


def _clips(
    work: Path,
    debian: bool,
    common_voice: Path | None,
    coral: Path | None,
    nst: Path | None,
    manifest: Path | None,
) -> list[Clip]:
    from voice.danish.corpus import common_voice as cv
    from voice.danish.corpus import coral as coral_layout
    from voice.danish.corpus import debian_clips, debian_packages
    from voice.danish.corpus import nst as nst_layout
    from voice.danish.corpus.manifest import read_manifest

    clips: list[Clip] = []
    if debian:
        packages = work / "debian"
        debian_packages.fetch(packages)
        clips += debian_clips.load(packages, train_on_klettres=True).clips
    if common_voice:
        clips += cv.load(common_voice).clips
    if coral:
        clips += coral_layout.load(coral, work / "coral").clips
    if nst:
        clips += nst_layout.load(nst).clips
    if manifest:
        clips += read_manifest(manifest)
    return clips


def _held_out(data_folder: Path) -> list[str]:
    """Words that only the test has, so that it asks for words that nobody trained on."""
    listed = data_folder / "tests" / "speech_words.txt"
    return listed.read_text(encoding="utf-8").split() if listed.exists() else []
