"""CoRal, Danish read aloud and in conversation, as Hugging Face's files (Alexandra Institute).

Parquet as on the hub (``read_aloud/train-00015-of-00252.parquet``, ``conversation/...``, or the
converted ``read_aloud/val/0000.parquet``) or ``save_to_disk`` (``train/data-*.arrow``). Columns
used: id_recording or id_conversation and id_segment, id_speaker, text, validated, and audio with
the file's bytes and path. Splits are train, val and test, apart by speaker as published. The
hundreds of hours need some 140 GB. Read in the dataset cards of CoRal-project/coral and
coral-v2 and in github.com/alexandrainst/coral (DATASET_README.md, build_coral_asr.py).

Licence, read in DATASET_LICENSE there: OpenRAIL-D of CoRal's own, commercial use allowed. A
model trained on it is "adapted material": who passes it on must pass the terms on too, with the
ban on imitating a person's voice and on inferring who or what a person is from it (additions 4
and 4b, paragraphs 3a and 3b).
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from voice.danish.corpus import audio_folder
from voice.danish.corpus.manifest import Clip, Loaded, Split
from voice.errors import CorpusError

SOURCE: Final = "coral"
LICENCE: Final = "LicenseRef-CoRal-OpenRAIL-D"
_COLUMNS: Final = (
    "id_recording", "id_conversation", "id_segment", "id_speaker", "text", "validated", "audio",
)  # fmt: skip
_BATCH_ROWS: Final = 64
_BEGINNINGS: Final = {b"RIFF": ".wav", b"fLaC": ".flac", b"OggS": ".ogg", b"ID3": ".mp3"}


def load(folder: Path, unpacked: Path) -> Loaded:
    """The clips of the files in ``folder``; their audio is written under ``unpacked``.

    What is there already is not written again, so a broken run goes on where it stopped. Left
    out are recordings that a listener rejected or doubted. A folder with ``metadata.csv`` or
    ``metadata.jsonl`` instead is read where it lies.

    Raises ``CorpusError`` when pyarrow is not installed or a file is of another layout.
    """
    files = sorted([*folder.rglob("*.parquet"), *folder.rglob("*.arrow")])
    if not files:
        return audio_folder.load(folder, source=SOURCE, licence=LICENCE)
    loaded = Loaded()
    for path in files:
        split = audio_folder.split_named(path, folder)
        for row in _rows(path):
            _add(loaded, row, path, split, unpacked)
    return loaded.or_raise(folder, "is it CoRal?")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        arrow = importlib.import_module("pyarrow")
        parquet = importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise CorpusError(
            f"{path.name} needs pyarrow: run `uv pip install pyarrow` in the environment that "
            "prepares the corpus, or export the dataset to wav files with a metadata.csv."
        ) from error
    try:
        if path.suffix == ".parquet":
            file = parquet.ParquetFile(path)
            names = [name for name in _COLUMNS if name in file.schema_arrow.names]
            batches = file.iter_batches(batch_size=_BATCH_ROWS, columns=names)
        else:
            batches = arrow.ipc.open_stream(arrow.memory_map(str(path)))
        for batch in batches:
            yield from batch.to_pylist()
    except arrow.ArrowInvalid as error:
        raise CorpusError(f"{path} is damaged or not {path.suffix[1:]}; fetch it again.") from error


def _add(loaded: Loaded, row: dict[str, Any], path: Path, split: Split, unpacked: Path) -> None:
    if missing := [name for name in ("id_speaker", "text", "audio") if name not in row]:
        raise CorpusError(f"{path}: no column {', '.join(missing)}; is it CoRal?")
    if str(row.get("validated") or "") in {"rejected", "maybe"}:
        loaded.left_out["that a listener did not approve"] += 1
        return
    text = str(row["text"] or "").strip()
    if not text:
        loaded.left_out["without a text"] += 1
        return
    kind, name = _named(row, path)
    audio = _audio(row["audio"] or {}, unpacked / kind / split / name, path)
    if audio is None:
        loaded.left_out["without audio"] += 1
        return
    speaker = f"{SOURCE}-{row['id_speaker']}"
    loaded.clips.append(Clip(audio, text, speaker, LICENCE, SOURCE, split))


def _named(row: dict[str, Any], path: Path) -> tuple[str, str]:
    if row.get("id_recording"):
        kind, name = "read_aloud", str(row["id_recording"])
    elif row.get("id_conversation"):
        kind, name = "conversation", f"{row['id_conversation']}_{row.get('id_segment')}"
    else:
        raise CorpusError(f"{path}: no column id_recording or id_conversation; is it CoRal?")
    return kind, re.sub(r"[^\w-]", "_", name)


def _audio(told: dict[str, Any], target: Path, path: Path) -> Path | None:
    content = told.get("bytes")
    if not content:
        beside = path.parent / str(told.get("path") or "")
        return beside if beside.is_file() else None
    endings = (end for start, end in _BEGINNINGS.items() if content.startswith(start))
    ending = next(endings, Path(str(told.get("path") or "")).suffix or ".mp3")
    file = target.with_name(target.name + ending)
    if not file.is_file() or file.stat().st_size != len(content):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return file
