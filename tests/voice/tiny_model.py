"""A real Vosk model in seconds: a linear classifier over espeak-ng's own voice, 20 words.

It hears the synthetic voice it was made from nearly always right, and that is all that tests of
the engine, the command and the calls ask of it.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.voice.spoken import RATE, VOICES, WORDS, speak
from voice.danish.espeak import Speaker, get_espeak
from voice.danish.export.folder import Decoding, write_acoustics
from voice.danish.export.network import Affine, LogSoftmax, Network
from voice.danish.graph.compose import build_graph
from voice.danish.graph.kneser_ney import estimate
from voice.danish.graph.pronunciation import Pronunciation
from voice.danish.lexicon import write_lexicon
from voice.danish.phones import NOISE, PHONES, SILENCE, is_pause, pronunciation, to_phones
from voice.engines.checksums import write_sums
from voice.engines.folder import LEXICON_FILE

SHIFT, WINDOW, FFT, BINS = 80, 200, 256, 40
CONTEXT = 4
TEMPER = 0.15
"""Nine frames side by side say much the same: taken as independent they would be far too sure."""
Floats = NDArray[np.float64]


def mfcc(samples: NDArray[np.int16]) -> Floats:
    """(frames, 40): Kaldi's MFCCs with the options that ``export.folder.Features`` writes."""
    count = max(0, 1 + (len(samples) - WINDOW) // SHIFT)
    places = SHIFT * np.arange(count)[:, None] + np.arange(WINDOW)
    frames = samples.astype(np.float64)[places]
    frames -= frames.mean(axis=1, keepdims=True)
    before = np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    frames -= 0.97 * before
    phase = 2 * np.pi * np.arange(WINDOW) / (WINDOW - 1)
    frames *= (0.5 - 0.5 * np.cos(phase)) ** 0.85
    power = np.abs(np.fft.rfft(frames, FFT)) ** 2
    energies = np.log(np.maximum(power @ _mel_bank().T, np.finfo(np.float32).eps))
    index = np.arange(BINS)
    dct = np.sqrt(2 / BINS) * np.cos(np.pi / BINS * np.outer(index, index + 0.5))
    dct[0] = np.sqrt(1 / BINS)
    lifter = 1 + 11 * np.sin(np.pi * index / 22)
    return np.asarray(energies @ (lifter[:, None] * dct).T, np.float64)


@lru_cache(maxsize=1)
def _mel_bank(low: float = 20.0, high: float = 3800.0) -> Floats:
    def mel(hertz: Floats) -> Floats:
        return np.asarray(1127 * np.log(1 + hertz / 700), np.float64)

    edges = np.linspace(mel(np.array(low)), mel(np.array(high)), BINS + 2)
    at = mel(np.arange(FFT // 2 + 1) * RATE / FFT)
    left, centre, right = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rising, falling = (at - left) / (centre - left), (right - at) / (right - centre)
    return np.asarray(np.minimum(rising, falling).clip(0), np.float64)


def network(words: Sequence[str]) -> Network:
    """Linear discriminants of the phones in ``words``, as all its voices say them."""
    frames, labels = _labelled(words)
    present = np.unique(labels)
    means = np.stack([frames[labels == k].mean(axis=0) for k in present])
    spread = frames - means[np.searchsorted(present, labels)]
    covariance = spread.T @ spread / len(frames) + 1.0 * np.eye(frames.shape[1])
    weights = np.linalg.solve(covariance, means.T).T
    bias = -0.5 * np.einsum("kd,kd->k", weights, means)
    every = np.zeros((2 * len(PHONES), frames.shape[1]), np.float32)
    offset = np.full(2 * len(PHONES), -1000.0, np.float32)
    for row, k in enumerate(present):
        every[2 * k : 2 * k + 2] = TEMPER * weights[row]
        offset[2 * k : 2 * k + 2] = TEMPER * bias[row]
    spliced = ", ".join(f"Offset(input, {at})" for at in range(-CONTEXT, CONTEXT + 1))
    layers = (
        Affine("phones", f"Append({spliced})", every, offset),
        LogSoftmax("scores", "phones", 2 * len(PHONES)),
    )
    return Network(BINS, layers, "scores")


def _labelled(words: Sequence[str]) -> tuple[Floats, NDArray[np.int64]]:
    draw = random.Random(7)
    inputs, labels = [], []
    for speaker, _ in itertools.product(VOICES, range(4)):
        shuffled = draw.sample(list(words), len(words))
        for start in range(0, len(shuffled), 5):
            frames, heard = _sentence(" ".join(shuffled[start : start + 5]), speaker)
            inputs.append(frames)
            labels.append(heard)
    hiss = np.random.default_rng(3).normal(0, 2000, 5 * RATE).astype(np.int16)
    inputs.append(_splice(mfcc(hiss)))
    labels.append(np.full(len(inputs[-1]), PHONES.index(NOISE)))
    return np.concatenate(inputs), np.concatenate(labels)


def _sentence(text: str, speaker: Speaker) -> tuple[Floats, NDArray[np.int64]]:
    speech = get_espeak().speak(text, speaker)
    frames = mfcc(speak(text, speaker))
    middle = (SHIFT * np.arange(len(frames)) + WINDOW / 2) / RATE - 1 / 3
    labels = np.full(len(frames), PHONES.index(SILENCE))
    sounds = [(s.mnemonic, s.start / speech.rate) for s in speech.sounds]
    sounds.append(("_", len(speech.samples) / speech.rate))
    for (mnemonic, start), (_, end) in itertools.pairwise(sounds):
        phones = (SILENCE,) if is_pause(mnemonic) else to_phones(mnemonic) or ()
        for part, phone in enumerate(phones):
            first = start + (end - start) * part / len(phones)
            last = start + (end - start) * (part + 1) / len(phones)
            labels[(middle >= first) & (middle < last)] = PHONES.index(phone)
    return _splice(frames), labels


def _splice(frames: Floats) -> Floats:
    padded = np.pad(frames, ((CONTEXT, CONTEXT), (0, 0)), mode="edge")
    count = len(frames)
    return np.concatenate([padded[at : at + count] for at in range(2 * CONTEXT + 1)], axis=1)


def write_model(folder: Path, words: Sequence[str] = WORDS) -> None:
    """The whole folder, as ``voice.engines.vosk`` loads it."""
    decoding = Decoding(beam=13.0, lattice_beam=6.0, acoustic_scale=1.0)
    write_acoustics(network(words), folder, decoding=decoding)
    draw = random.Random(5)
    sentences = [draw.choices(words, k=draw.randint(1, 6)) for _ in range(2000)]
    said = lexicon(words)
    build_graph(said, estimate(sentences, words)).write(folder / "graph")
    write_lexicon(said, folder / LEXICON_FILE)
    write_sums(folder)


def lexicon(words: Sequence[str] = WORDS) -> dict[str, list[Pronunciation]]:
    """Each word as espeak-ng says it alone."""
    said: dict[str, list[Pronunciation]] = {}
    for word in words:
        phones = pronunciation(sound.mnemonic for sound in get_espeak().speak(word).sounds)
        assert phones, f"espeak-ng says no Danish {word!r}"
        said[word] = [Pronunciation(phones)]
    return said
