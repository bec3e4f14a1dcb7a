"""The NST Danish speech database (16 kHz, Språkbanken, CC0), in either of its two layouts.

- Reorganised (oai-nb-no-sbr-55, 2020): a JSON file a session with ``pid``, ``info`` (with
  ``Speaker_ID``), ``metadata`` and ``val_recordings`` [{``file``, ``text``, ...}]. The audio of
  ``lydfiler_16_1``, ``_2`` (close and distant microphone) and ``_begge`` (both, as stereo) is
  ``dk/<pid>/<pid>_<file>-1.wav`` or ``..._<file>.wav``; that of the test part is
  ``supplement_dk/testdata/audio/<pid>/<file>.wav``. ``dk_errorfiles_train.json`` lists damaged
  files. Read in github.com/alexandrainst/coral (build_nst_da.py), in Kaldi's
  egs/sprakbanken_nor and in the SCRIBE project's parser.
- The older one (oai-nb-no-sbr-19): ``.spl`` lists under ``data`` and audio under ``speech``, see
  ``nst_spl``. Its ".wav" files are RIFF or NIST SPHERE; libsndfile reads both.

In either, folders named 0611 or supplement are the test part; the others are training.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

from voice.danish.corpus import nst_spl
from voice.danish.corpus.manifest import Clip, Loaded, Split
from voice.errors import CorpusError

SOURCE: Final = "nst"
LICENCE: Final = "CC0-1.0"
_TEST_FOLDERS: Final = re.compile(r"(?<!\d)0611(?!\d)|supplement|testdata|^test$", re.IGNORECASE)
_SPOKEN_SIGN: Final = re.compile(r"[^\w\s]*\\(\w+)")
"""Dictated punctuation is written with its name: ",\\Komma"."""


def load(folder: Path) -> Loaded:
    """The clips of the database (any part of it) unpacked under ``folder``.

    Left out are recordings of silence, damaged ones and those without audio. Dictated
    punctuation is in the text, spelled; the text without it is an alternative.

    Raises ``CorpusError`` when neither layout is found, or a file of it is damaged.
    """
    lists = [path for path in folder.rglob("*") if path.suffix.lower() == ".spl"]
    sessions = [path for path in folder.rglob("*.json") if not path.name.startswith("dk_")]
    if not lists and not sessions:
        raise CorpusError(
            f"{folder} holds no NST database (no .spl and no .json); name the folder that its "
            "archives were unpacked into."
        )
    audio = _Audio(folder)
    damaged = _damaged(folder)
    loaded = Loaded()
    for path in sorted(lists):
        for spoken in nst_spl.recordings(path):
            found = audio.beside_list(path, spoken.file)
            _add(loaded, found, spoken.speaker or path.stem, spoken.text, _split(path, folder))
    for path in sorted(sessions):
        told = _session(path)
        speaker = str(told.get("info", {}).get("Speaker_ID") or "").strip() or told["pid"]
        for row in told["val_recordings"]:
            found = audio.of_session(told["pid"], str(row.get("file", "")))
            if found is not None and found.name.lower() in damaged:
                loaded.left_out["damaged"] += 1
                continue
            _add(loaded, found, speaker, str(row.get("text", "")), _split(path, folder))
    return loaded.or_raise(folder, "unpack the audio archives in the same folder.")


def _json(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8-sig")))
    except (TypeError, ValueError) as error:
        raise CorpusError(f"{path} is not a JSON object; unpack it again.") from error


def _session(path: Path) -> dict[str, Any]:
    told = _json(path)
    if "pid" not in told or "val_recordings" not in told:
        raise CorpusError(
            f"{path} has no pid and val_recordings; keep other JSON files out of the folder."
        )
    return told


def _split(path: Path, folder: Path) -> Split:
    parts = path.relative_to(folder).parts
    return "test" if any(_TEST_FOLDERS.search(part) for part in parts[:-1]) else "train"


def _damaged(folder: Path) -> frozenset[str]:
    names: set[str] = set()
    for path in folder.rglob("dk_errorfiles*.json"):
        for row in _json(path).get("filesList", []):
            names.add(re.split(r"[/\\]", str(row.get("filepath")))[-1].lower())
    return frozenset(names)


def _add(loaded: Loaded, audio: Path | None, speaker: str, text: str, split: Split) -> None:
    if text.lstrip().startswith("("):
        loaded.left_out["of silence"] += 1
        return
    if audio is None:
        loaded.left_out["without audio"] += 1
        return
    spoken = " ".join(_SPOKEN_SIGN.sub(lambda sign: f" {sign[1].lower()} ", text).split())
    without = " ".join(_SPOKEN_SIGN.sub(" ", text).split())
    if not spoken:
        loaded.left_out["without a text"] += 1
        return
    others = (without,) if without and without != spoken else ()
    name = f"{SOURCE}-{speaker}"
    loaded.clips.append(Clip(audio, spoken, name, LICENCE, SOURCE, split, alternatives=others))


class _Audio:
    """Finds sound files; names differ in case between the lists and the disk."""

    def __init__(self, folder: Path) -> None:
        self._by_name: dict[str, Path] = {}
        self._by_folder: dict[tuple[str, str], Path] = {}
        self._by_path: dict[str, Path] = {}
        for path in folder.rglob("*"):
            if path.suffix.lower() == ".wav":
                name = path.name.lower()
                self._by_name.setdefault(name, path)
                self._by_folder.setdefault((path.parent.name.lower(), name), path)
                self._by_path[str(path).lower()] = path

    def of_session(self, pid: str, file: str) -> Path | None:
        """The close microphone alone where it is there, else both channels."""
        pid, stem = pid.lower(), Path(file.lower()).stem
        for ending in ("-1.wav", ".wav"):
            for joint in "_-":
                if found := self._by_name.get(f"{pid}{joint}{stem}{ending}"):
                    return found
            if found := self._by_folder.get((pid, stem + ending)):
                return found
        return None

    def beside_list(self, path: Path, file: str) -> Path | None:
        """``data/scr0565/06/05650606/r5650555.spl`` has its audio in ``speech/.../r5650555/``."""
        parts = str(path.with_suffix("")).lower().split("/")
        for index in range(len(parts) - 1, -1, -1):
            if parts[index] == "data":
                speech = "/".join([*parts[:index], "speech", *parts[index + 1 :], file.lower()])
                return self._by_path.get(speech)
        return self._by_path.get("/".join([*parts, file.lower()]))
