"""Mozilla Common Voice as unpacked: ``cv-corpus-*/da`` with ``clips/*.mp3`` and lists in TSV.

Columns as in release 1 to 12 (client_id, path, sentence, up_votes, down_votes, age, gender,
accent(s), locale, segment) and from 17 on (sentence_id and sentence_domain between): found by
name, so their order does not matter. Quotation marks are plain characters there. Read in
github.com/common-voice/cv-dataset (README, CHANGELOG). Licence: CC0 1.0.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from voice.danish.corpus.manifest import Clip, Loaded, Split
from voice.errors import CorpusError

SOURCE: Final = "common-voice"
LICENCE: Final = "CC0-1.0"
_LISTS: Final[dict[str, Split]] = {"train.tsv": "train", "dev.tsv": "dev", "test.tsv": "test"}
_NEEDED: Final = ("client_id", "path", "sentence")


def load(folder: Path, *, all_validated: bool = False, unreviewed: bool = False) -> Loaded:
    """The clips of a release; ``folder`` is ``.../da``, or the release that holds it.

    ``train.tsv`` has one recording a sentence. ``all_validated`` adds the other recordings that
    listeners approved, ``unreviewed`` those nobody has judged yet (``other.tsv``); both leave
    out the speakers of dev and test, and both are training clips.

    Raises ``CorpusError`` when the lists or their columns are missing, or no audio is found.
    """
    folder = _language_folder(folder)
    loaded = Loaded()
    taken: set[str] = set()
    speakers: dict[str, set[str]] = {"train": set(), "dev": set(), "test": set()}
    for name, split in _LISTS.items():
        for row in _rows(folder / name):
            taken.add(row["path"])
            speakers[split].add(row["client_id"])
            _add(loaded, folder, row, split)
    held = speakers["dev"] | speakers["test"]
    more = ["validated.tsv"] * all_validated + ["other.tsv"] * unreviewed
    for name in more:
        for row in _rows(folder / name):
            if row["path"] in taken:
                continue
            taken.add(row["path"])
            if row["client_id"] in held:
                loaded.left_out["of speakers kept for dev or test"] += 1
            else:
                _add(loaded, folder, row, "train")
    return loaded.or_raise(folder, "unpack the release with its clips folder.")


def _language_folder(folder: Path) -> Path:
    for candidate in (folder, folder / "da", *sorted(folder.glob("cv-corpus-*/da"))[-1:]):
        if (candidate / "train.tsv").is_file():
            return candidate
    raise CorpusError(
        f"{folder} holds no Danish Common Voice (no da/train.tsv); name the folder that the "
        "release was unpacked into."
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if not path.is_file():
        raise CorpusError(f"{path} is missing; unpack the whole release.")
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if missing := [name for name in _NEEDED if name not in (rows.fieldnames or ())]:
            raise CorpusError(
                f"{path}: no column {', '.join(missing)}; is it Common Voice's list of clips?"
            )
        for row in rows:
            if any(row[name] is None for name in _NEEDED):
                raise CorpusError(f"{path}, line {rows.line_num}: too few columns; fetch it again.")
            yield row


def _add(loaded: Loaded, folder: Path, row: dict[str, str], split: Split) -> None:
    # The first releases leave the ending out.
    name = row["path"] if Path(row["path"]).suffix else row["path"] + ".mp3"
    audio = folder / "clips" / name
    if not row["sentence"].strip():
        loaded.left_out["without a sentence"] += 1
    elif not audio.is_file():
        loaded.left_out["without audio"] += 1
    else:
        speaker = f"{SOURCE}-{row['client_id']}"
        loaded.clips.append(Clip(audio, row["sentence"].strip(), speaker, LICENCE, SOURCE, split))
