"""A caller who follows a dialogue: speaks when MUNI has finished, breaks in, presses keys."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import soundfile
import yaml
from numpy.typing import NDArray

from voice.danish.corpus.noise import make_noise, mix
from voice.danish.corpus.telephone import RATE, TELEPHONE, apply_fixed
from voice.danish.espeak import Speaker
from voice.danish.repeatable_speech import Order, speak_all
from voice.events import FRAME_S, Key
from voice.lines.recorded import RecordedLine

DIALOGUES: Final = Path(__file__).parent / "dialogues.yml"
_FRAME: Final = round(RATE * FRAME_S)
_LONGEST_S: Final = 150.0
_POLITE_S: Final = 0.8
"""A person waits so long after the other has finished."""


@dataclass(frozen=True)
class Line:
    """One thing the caller does."""

    sound: NDArray[np.int16] | None
    key: str | None
    after: float | None
    """Seconds after MUNI began to speak; negative: at once, whatever is said."""


@dataclass(frozen=True)
class Dialogue:
    """One call of ``dialogues.yml``."""

    title: str
    municipality: str | None
    lines: tuple[Line, ...]
    floor: float
    """Loudness of the noise around the caller, rms of full scale."""
    wanted: dict[str, Any]


def load(folder: Path) -> list[Dialogue]:
    """Every dialogue with its speech, made in ``folder``."""
    rows: list[dict[str, Any]] = yaml.safe_load(DIALOGUES.read_text(encoding="utf-8"))
    orders: list[Order] = []
    for number, row in enumerate(rows):
        speaker = Speaker(variant=row["voice"], rate=155)
        for place, turn in enumerate(row["turns"]):
            for part, text in enumerate(_parts(turn)):
                orders.append(Order(text, speaker, folder / f"{number}-{place}-{part}.wav", 0.02))
    speak_all(orders)
    return [_dialogue(folder, number, row) for number, row in enumerate(rows)]


def _parts(turn: dict[str, Any]) -> list[str]:
    said = turn.get("say", [])
    return [said] if isinstance(said, str) else list(said)


def _dialogue(folder: Path, number: int, row: dict[str, Any]) -> Dialogue:
    noisy = row["condition"] == "noise"
    lines = []
    for place, turn in enumerate(row["turns"]):
        sound = None
        if parts := _parts(turn):
            gap = np.zeros(round(turn.get("pause", 0) * 22050), np.float32)
            whole: list[NDArray[np.float32]] = []
            for part in range(len(parts)):
                samples, rate = soundfile.read(
                    folder / f"{number}-{place}-{part}.wav", dtype="float32"
                )
                whole += [samples, gap] if part + 1 < len(parts) else [samples]
            sound = _by_telephone(np.concatenate(whole), rate, noisy, 100 * number + place)
        lines.append(Line(sound, turn.get("press"), turn.get("after")))
    return Dialogue(
        row["title"], row.get("municipality"), tuple(lines), 0.004 if noisy else 0.0004, row
    )


def _by_telephone(
    samples: NDArray[np.float32], rate: int, noisy: bool, number: int
) -> NDArray[np.int16]:
    sound = apply_fixed(samples, rate, TELEPHONE, number)
    if noisy:
        around = make_noise("street", len(sound), RATE, np.random.default_rng(number))
        sound = mix(sound, around, RATE, 15.0)
    return (sound.clip(-1, 1) * 32767).astype(np.int16)


@dataclass(slots=True)
class ScriptedCaller(RecordedLine):
    """Follows ``script``; hangs up when it is done and nobody speaks."""

    script: Sequence[Line] = ()
    floor: float = 0.0004
    broke_in: list[tuple[float, float]] = field(default_factory=list)
    """(when the caller began to break in, when MUNI fell silent), seconds."""
    _next: int = 0
    _playing: NDArray[np.int16] | None = None
    _at: int = 0
    _spoke: bool = False
    _begun_at: float = 0.0
    _rng: np.random.Generator = field(default_factory=lambda: np.random.default_rng(7))

    def play(self, pcm: bytes) -> None:
        """Listen to MUNI."""
        before = self._loud_at
        RecordedLine.play(self, pcm)
        if self._loud_at != before:
            if self._loud_at - before > _POLITE_S:
                self._begun_at = self._loud_at
            self._spoke = True

    def more(self) -> bytes | None:
        """The next 20 ms: speech of the script, or the room."""
        if self._playing is not None:
            piece = self._playing[self._at : self._at + _FRAME]
            self._at += _FRAME
            if self._at >= len(self._playing):
                self._playing = None
                self._spoke = False
            return piece.tobytes()
        if self._next < len(self.script) and self._may_begin(self.script[self._next]):
            line = self.script[self._next]
            self._next += 1
            if line.key:
                self._events.put_nowait(Key(line.key))
                self._spoke = False
            self._playing, self._at = line.sound, 0
        if self._next >= len(self.script) and self._playing is None and self.script:
            return None
        room = self._rng.normal(0, self.floor * 32767, _FRAME)
        return room.astype(np.int16).tobytes()

    def _may_begin(self, line: Line) -> bool:
        if line.after is not None and line.after < 0:
            return True
        if not self._spoke:
            return False
        now = self._now()
        if line.after is not None:
            return now - self._begun_at >= line.after
        return now - self._loud_at >= _POLITE_S


async def ring(dialogue: Dialogue, switchboard: Any) -> ScriptedCaller:
    """One call through ``switchboard``; gives the line with all that was said."""
    line = ScriptedCaller(
        iter(()),
        RATE,
        municipality=dialogue.municipality,
        script=dialogue.lines,
        floor=dialogue.floor,
    )
    with suppress(TimeoutError):
        await asyncio.wait_for(switchboard.take(line), _LONGEST_S)
    return line
