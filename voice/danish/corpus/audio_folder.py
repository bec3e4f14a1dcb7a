"""A folder of sound files with a ``metadata.csv`` or ``metadata.jsonl`` that names them.

The layout of Hugging Face's ``audiofolder`` (huggingface.co/docs/datasets/audio_load): column
``file_name`` is the path seen from the metadata file; subfolders may be named train, validation
and test. So any recordings of one's own can be used.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from voice.danish.corpus.manifest import Clip, Loaded, Split
from voice.errors import CorpusError

SPLIT_NAMES: Final[Mapping[str, Split]] = {
    "train": "train", "training": "train", "dev": "dev", "val": "dev", "valid": "dev",
    "validation": "dev", "test": "test",
}  # fmt: skip
_TEXTS: Final = ("text", "sentence", "transcription", "transcript")
_SPEAKERS: Final = ("id_speaker", "speaker_id", "speaker", "client_id")


def split_named(path: Path, root: Path) -> Split:
    """The part that a file or folder name on the way from ``root`` to ``path`` tells."""
    for part in reversed(path.relative_to(root).parts):
        # "train-00015-of-00252.parquet" and "data/test" both tell.
        if split := SPLIT_NAMES.get(part.split(".")[0].split("-")[0].lower()):
            return split
    return "train"


def load(folder: Path, *, source: str, licence: str, one_speaker: str = "") -> Loaded:
    """The clips of ``folder`` and the folders in it.

    The text is in column ``text`` (or sentence, transcription, transcript), the speaker in
    ``id_speaker`` (or speaker_id, speaker, client_id); ``one_speaker`` names the one who speaks
    where no column does. Rows whose column ``validated`` says "rejected" or "maybe" are left out.

    Raises ``CorpusError`` when there is no metadata file, or a column is missing.
    """
    loaded = Loaded()
    for path in sorted([*folder.rglob("metadata.csv"), *folder.rglob("metadata.jsonl")]):
        for line, row in _rows(path):
            text = _first(row, _TEXTS, path, line)
            speaker = one_speaker or _first(row, _SPEAKERS, path, line)
            audio = path.parent / str(_first(row, ("file_name",), path, line))
            if str(row.get("validated") or "") in {"rejected", "maybe"}:
                loaded.left_out["that a listener did not approve"] += 1
            elif not str(text or "").strip():
                loaded.left_out["without a text"] += 1
            elif not speaker:
                loaded.left_out["without a speaker"] += 1
            elif not audio.is_file():
                loaded.left_out["without audio"] += 1
            else:
                loaded.clips.append(
                    Clip(
                        audio,
                        str(text).strip(),
                        f"{source}-{speaker}",
                        licence,
                        source,
                        split_named(audio, folder),
                    )
                )
    return loaded.or_raise(folder, "it needs a metadata.csv or metadata.jsonl with file_name.")


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        if path.suffix == ".csv":
            table = csv.DictReader(file)
            for row in table:
                yield table.line_num, row
            return
        for number, line in enumerate(file, 1):
            if line.strip():
                try:
                    yield number, dict(json.loads(line))
                except ValueError as error:
                    raise CorpusError(f"{path}, line {number}: not a JSON object.") from error


def _first(row: dict[str, Any], names: tuple[str, ...], path: Path, line: int) -> Any:
    for name in names:
        if name in row:
            return row[name]
    raise CorpusError(f"{path}, line {line}: no column {' or '.join(names)}; add one.")
