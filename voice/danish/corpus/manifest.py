"""The list of recordings a model is trained and tested on: one JSON object a line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, Final, Literal, get_args

from voice.errors import CorpusError

Split = Literal["train", "dev", "test"]
SPLITS: Final[tuple[str, ...]] = get_args(Split)
TEST_ONLY: Final = frozenset({"gcompris", "ktuberling"})
"""Sources kept for a final test: a clip of theirs can't be made with another split."""


@dataclass(frozen=True)
class Clip:
    """A stretch of recorded speech with the words said in it.

    Raises ``CorpusError`` for values that contradict each other.
    """

    audio: Path
    """The sound file; any format that libsndfile reads."""
    text: str
    """The words as spoken or as written (numbers and signs are spelled out by whoever reads)."""
    speaker: str
    """Unique over all sources, so it begins with the source: "nst-567"."""
    licence: str
    """SPDX identifier, or ``LicenseRef-`` and a name."""
    source: str
    split: Split = "train"
    start: float | None = None
    """Where the speech begins in the file, in seconds; None: at its beginning."""
    end: float | None = None
    """Where it ends, in seconds; None: at the end of the file."""
    alternatives: tuple[str, ...] = ()
    """Other texts that may be the ones said; training keeps the one that aligns best."""
    closed: bool = False
    """One of a known list of words or phrases: heard with that list as grammar, not openly."""

    def __post_init__(self) -> None:
        for name in ("text", "speaker", "licence", "source"):
            if not getattr(self, name).strip():
                raise CorpusError(f"{self.audio}: {name!r} is empty; every clip needs one.")
        if self.split not in SPLITS:
            raise CorpusError(f"{self.audio}: split is {self.split!r}; use one of {SPLITS}.")
        if self.source in TEST_ONLY and self.split != "test":
            raise CorpusError(
                f"{self.audio}: clips of {self.source} are kept for a final test; "
                f'split must be "test", not {self.split!r}.'
            )
        start = self.start or 0.0
        if start < 0 or (self.end is not None and self.end <= start):
            raise CorpusError(
                f"{self.audio}: it can't run from {self.start} to {self.end} seconds; "
                "start must be 0 or more and end later than start."
            )

    @property
    def texts(self) -> tuple[str, ...]:
        """All the texts that may be said in it, the likeliest first."""
        return (self.text, *self.alternatives)


@dataclass
class Loaded:
    """What a loader found; ``left_out`` counts what it could not use, by reason."""

    clips: list[Clip] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    def or_raise(self, where: Path, wanted: str) -> Loaded:
        """Itself; raises ``CorpusError`` when not a single clip was found in ``where``."""
        if not self.clips:
            why = ", ".join(f"{count} {reason}" for reason, count in self.left_out.items())
            raise CorpusError(f"No clip found in {where}{f' ({why})' if why else ''}; {wanted}")
        return self


_FIELDS: Final = {entry.name: entry for entry in fields(Clip)}
_REQUIRED: Final = tuple(
    name for name, entry in _FIELDS.items() if entry.default is MISSING
)  # fmt: skip


def write_manifest(path: Path, clips: Iterable[Clip]) -> None:
    """Write ``clips`` to ``path``; audio that lies under its folder is named relative to it."""
    folder = path.parent.resolve()
    with path.open("w", encoding="utf-8") as file:
        for clip in clips:
            file.write(json.dumps(_to_object(clip, folder), ensure_ascii=False) + "\n")


def _to_object(clip: Clip, folder: Path) -> dict[str, Any]:
    audio = clip.audio.resolve()
    named = audio.relative_to(folder) if audio.is_relative_to(folder) else audio
    told: dict[str, Any] = {"audio": named.as_posix()}
    for name, entry in _FIELDS.items():
        value = getattr(clip, name)
        if name != "audio" and (name in _REQUIRED or name == "split" or value != entry.default):
            told[name] = list(value) if isinstance(value, tuple) else value
    return told


def read_manifest(path: Path) -> list[Clip]:
    """The clips of a manifest; relative audio paths are seen from the manifest's folder.

    Empty lines are skipped; the audio itself is not touched. Raises ``CorpusError`` with the
    line's number when something is missing, unknown or of another kind.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CorpusError(f"{path} can't be read ({error.strerror}); is the name right?") from error
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path} is not UTF-8; save it as UTF-8.") from error
    clips = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                clips.append(_to_clip(line, path.parent))
            except CorpusError as error:
                raise CorpusError(f"{path}, line {number}: {error}") from error
    return clips


def _to_clip(line: str, folder: Path) -> Clip:
    try:
        told = json.loads(line)
    except json.JSONDecodeError as error:
        raise CorpusError(f"not JSON ({error.msg}); write one object a line.") from error
    if not isinstance(told, dict):
        raise CorpusError("not a JSON object; write one object a line.")
    if missing := [name for name in _REQUIRED if name not in told]:
        raise CorpusError(f"lacks {', '.join(missing)}; add it.")
    if unknown := [name for name in told if name not in _FIELDS]:
        raise CorpusError(
            f"has {', '.join(unknown)}, which means nothing here; use {', '.join(_FIELDS)}."
        )
    for name, value in told.items():
        _check_kind(name, value)
    told["audio"] = folder / told["audio"]
    told["alternatives"] = tuple(told.get("alternatives", ()))
    return Clip(**told)


def _check_kind(name: str, value: object) -> None:
    if name in {"start", "end"}:
        right = value is None or (isinstance(value, int | float) and not isinstance(value, bool))
        wanted = "seconds"
    elif name == "closed":
        right, wanted = isinstance(value, bool), "true or false"
    elif name == "alternatives":
        right = isinstance(value, list) and all(isinstance(text, str) for text in value)
        wanted = "a list of texts"
    else:
        right, wanted = isinstance(value, str), "a text"
    if not right:
        raise CorpusError(f"{name} is {value!r}; it must be {wanted}.")
