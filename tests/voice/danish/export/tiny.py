"""What the tests hear with: a graph of a few words, sounds, and features as Kaldi makes them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voice.danish.export.folder import Decoding, write_acoustics
from voice.danish.export.network import Network
from voice.danish.export.transition_model import GARBAGE, entering, phone_symbols, staying
from voice.danish.graph.arc_list import ArcList
from voice.danish.graph.transducer import Transducer
from voice.danish.phones import PHONES

Floats = NDArray[np.float32]
UNKNOWN = "[unk]"
PDFS = 2 * len(PHONES)
PATIENT = Decoding(sure=9, likely=9, unsure=9)


@dataclass(frozen=True)
class Heard:
    loaded: float
    results: list[dict[str, Any]]

    @property
    def words(self) -> list[dict[str, Any]]:
        return [word for result in self.results for word in result.get("result", [])]

    @property
    def text(self) -> str:
        return " ".join(result["text"] for result in self.results if result["text"])


def hear(folder: Path, sound: NDArray[np.int16], rate: int = 8000, alternatives: int = 0) -> Heard:
    command = [sys.executable, str(Path(__file__).with_name("hear.py"))]
    done = subprocess.run(
        [*command, str(folder), str(rate), str(alternatives)],
        input=sound.astype("<i2").tobytes(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return Heard(**json.loads(done.stdout))


def folder(
    path: Path,
    network: Network,
    words: Mapping[str, Sequence[str]],
    decoding: Decoding = PATIENT,
    many: bool = False,
) -> Path:
    """A whole model folder whose graph hears one of the words, or many in a row."""
    write_acoustics(network, path, decoding=decoding)
    graph(words, many).write(path / "graph" / "HCLG.fst")
    names = ["<eps>", *words, UNKNOWN]
    table = "".join(f"{name} {number}\n" for number, name in enumerate(names))
    (path / "graph" / "words.txt").write_text(table)
    return path


class Graph:
    """An HCLG: every phone is entered by one arc into a state of its own that may stay.

    Where words may follow each other, each must cost something, as must each further phone of
    an unknown one: else all ways to split a sound tie, and Vosk drowns in them.
    """

    def __init__(self) -> None:
        self.arcs = ArcList()
        self.start = 0
        self.ends: dict[int, float] = {}

    def state(self) -> int:
        return self.arcs.state()

    def phone(self, source: int, phone: str, word: int = 0, cost: float = 0) -> int:
        number, target = phone_symbols()[phone], self.state()
        self._arc(source, entering(number), word, target, cost)
        self._arc(target, staying(number), 0, target)
        return target

    def free(self, source: int, target: int) -> None:
        self._arc(source, 0, 0, target)

    def end(self, state: int, many: bool) -> None:
        self.ends[state] = 0.0
        if many:
            self.free(state, self.start)

    def _arc(self, source: int, label: int, word: int, target: int, cost: float = 0) -> None:
        self.arcs.arc(source, label, word, cost, target)

    def transducer(self) -> Transducer:
        return self.arcs.transducer(self.ends)


def graph(words: Mapping[str, Sequence[str]], many: bool) -> Transducer:
    made = Graph()
    word_cost, phone_cost = (4.0, 12.0) if many else (0.0, 0.0)
    for number, phones in enumerate(words.values(), start=1):
        state = made.start
        for at, phone in enumerate(phones):
            label, cost = (number, word_cost) if at == 0 else (0, 0.0)
            state = made.phone(state, phone, label, cost)
        made.end(state, many)
    if many:
        inside = made.state()
        known = {phone.partition("_")[0] for phones in words.values() for phone in phones}
        for phone in (phone for phone in PHONES[2:] if phone not in known):
            first = made.phone(made.start, GARBAGE + phone, len(words) + 1, word_cost)
            made.free(first, inside)
            made.free(made.phone(inside, f"{phone}_I", cost=phone_cost), inside)
            made.end(made.phone(inside, f"{phone}_E", cost=phone_cost), many)
    return made.transducer()


def loud(seconds: float, rate: int = 8000) -> NDArray[np.int16]:
    noise = np.random.default_rng(7).normal(0, 3000, int(seconds * rate))
    return noise.astype(np.int16)


def quiet(seconds: float, rate: int = 8000) -> NDArray[np.int16]:
    return np.zeros(int(seconds * rate), np.int16)


def pdf(phone: str) -> int:
    return 2 * PHONES.index(phone)


def mfcc(sound: NDArray[np.int16]) -> Floats:
    """Kaldi's MFCCs of 8000 Hz sound, written from its definitions: 40 from 40 bands."""
    wave = sound.astype(np.float64)
    frames = np.stack([wave[at : at + 200] for at in range(0, len(wave) - 199, 80)])
    frames -= frames.mean(axis=1, keepdims=True)
    frames -= 0.97 * np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    frames *= (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(200) / 199)) ** 0.85
    power = np.abs(np.fft.rfft(frames, 256)[:, :128]) ** 2
    edges = np.linspace(_mel(20.0), _mel(3800.0), 42)
    at = _mel(np.arange(128) * 8000 / 256)[:, None]
    rising = (at - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - at) / (edges[2:] - edges[1:-1])
    bands = power @ np.clip(np.minimum(rising, falling), 0, None)
    logs = np.log(np.maximum(bands, np.finfo(np.float32).eps))
    rows, columns = np.arange(40)[:, None], np.arange(40)
    cosines = np.sqrt(2 / 40) * np.cos(np.pi / 40 * (columns + 0.5) * rows)
    cosines[0] = np.sqrt(1 / 40)
    lifter = 1 + 11 * np.sin(np.pi * np.arange(40) / 22)
    return np.asarray(logs @ cosines.T * lifter, np.float32)


def _mel(hertz: Any) -> Any:
    return 1127 * np.log(1 + hertz / 700)


def best_score(scores: Floats, phones: Sequence[str]) -> float:
    """Log likelihood of the best way through the phones: their first frame 2k, later 2k + 1."""
    reached = np.full(len(phones), -np.inf)
    first = np.array([pdf(phone.partition("_")[0]) for phone in phones])
    reached[0] = scores[0, first[0]]
    for frame in scores[1:]:
        before = np.concatenate([[-np.inf], reached[:-1]])
        reached = np.maximum(before + frame[first], reached + frame[first + 1])
    return float(reached[-1])
