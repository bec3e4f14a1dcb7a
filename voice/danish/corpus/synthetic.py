"""Speech made by espeak-ng, with the phone that is heard at every moment."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import numpy as np
import soxr
from numpy.typing import NDArray

from voice.danish.corpus.reductions import REDUCTIONS
from voice.danish.espeak import Espeak, Sound, Speaker
from voice.danish.phones import NOISE, PHONES, SILENCE, is_pause, switches_language, to_phones

RATE = 8000
_NUMBER = {phone: number for number, phone in enumerate(PHONES)}


@dataclass(frozen=True)
class Utterance:
    """8 kHz float samples; ``phones[i]`` (an index into PHONES) is heard from ``starts[i]`` on."""

    text: str
    samples: NDArray[np.float32]
    phones: NDArray[np.int16]
    starts: NDArray[np.int32]


def segments(sounds: tuple[Sound, ...], end: int) -> list[tuple[str, int]] | None:
    """(phone, first sample) of each phone in a synthesised text of ``end`` samples.

    None when one of them is no Danish sound. Sounds that stand for two phones share their time.
    """
    found: list[tuple[str, int]] = [(SILENCE, 0)]
    for index, sound in enumerate(sounds):
        until = sounds[index + 1].start if index + 1 < len(sounds) else end
        if is_pause(sound.mnemonic):
            if found[-1][0] != SILENCE:
                found.append((SILENCE, sound.start))
            continue
        phones = to_phones(sound.mnemonic)
        if phones is None:
            return None
        for part, phone in enumerate(phones):
            found.append((phone, sound.start + part * (until - sound.start) // len(phones)))
    # A first sound at sample 0 leaves the opening silence no time at all.
    if len(found) > 1 and found[1][1] == 0:
        found.pop(0)
    return found


def reduced_mnemonics(sounds: tuple[Sound, ...], rng: Random) -> str:
    """The same sounds as espeak-ng phoneme input, some words shortened as in running speech."""
    words: list[list[str]] = []
    place: int | None = None
    for sound in sounds:
        if is_pause(sound.mnemonic) or sound.mnemonic.startswith(("_", "(")):
            continue
        if sound.position != place:
            words.append([])
            place = sound.position
        words[-1].append(sound.mnemonic)
    for number, word in enumerate(words):
        if rng.random() < 0.5:
            bare = [m.lstrip("',%=") for m in word]
            for reduction in rng.sample(REDUCTIONS, 3):
                shorter = reduction(bare)
                if len(shorter) < len(bare) and _is_subsequence(shorter, bare):
                    words[number] = _keep(word, bare, shorter)
                    break
    return "[[" + " ".join("".join(word) for word in words) + "]]"


def _is_subsequence(shorter: tuple[str, ...], longer: list[str]) -> bool:
    rest = iter(longer)
    return all(phone in rest for phone in shorter)


def _keep(word: list[str], bare: list[str], shorter: tuple[str, ...]) -> list[str]:
    kept: list[str] = []
    wanted = list(shorter)
    for mnemonic, phone in zip(word, bare, strict=True):
        if wanted and phone == wanted[0]:
            kept.append(mnemonic)
            wanted.pop(0)
    return kept


def synthesise(
    espeak: Espeak, text: str, speaker: Speaker, rng: Random, *, warp: float = 1.0
) -> Utterance | None:
    """``text`` spoken, at 8 kHz, between silences of 0.1 to 1.2 s; None when it isn't Danish.

    ``warp`` makes the vocal tract shorter (over 1: a child) or longer, by resampling, so the speech
    gets as much faster or slower; espeak-ng's rate is set against it.
    """
    paced = Speaker(
        speaker.variant, round(speaker.rate / warp), speaker.pitch, speaker.range, speaker.gap
    )
    speech = espeak.speak(text, paced)
    if switches_language(sound.mnemonic for sound in speech.sounds):
        return None
    if rng.random() < 0.25:
        speech = espeak.speak(reduced_mnemonics(speech.sounds, rng), paced)
    if len(speech.samples) < speech.rate // 5:
        return None
    found = segments(speech.sounds, len(speech.samples))
    if found is None:
        return None
    scaled = soxr.resample(
        speech.samples.astype(np.float32) / 32768.0, speech.rate, RATE / warp, quality="MQ"
    )
    before, after = (_silence(rng) for _ in range(2))
    samples = np.concatenate([np.zeros(before, np.float32), scaled, np.zeros(after, np.float32)])
    factor = RATE / warp / speech.rate
    if found[0][0] == SILENCE:
        found.pop(0)
    phones = [SILENCE] + [phone for phone, _ in found]
    starts = [0] + [before + int(start * factor) for _, start in found]
    if phones[-1] != SILENCE:
        phones.append(SILENCE)
        starts.append(before + len(scaled))
    return Utterance(
        text,
        samples.astype(np.float32),
        np.array([_NUMBER[phone] for phone in phones], np.int16),
        np.array(starts, np.int32),
    )


def _silence(rng: Random) -> int:
    """Samples; some are long enough for a breath."""
    longest = 1.2 if rng.random() < 0.25 else 0.5
    return int(RATE * rng.uniform(0.1, longest))


def with_breaths(utterance: Utterance, rng: Random, breath: NDArray[np.float32]) -> Utterance:
    """A breath or click laid into the opening or closing silence, and labelled as noise."""
    ends = np.append(utterance.starts[1:], len(utterance.samples))
    silences = [
        i
        for i, phone in enumerate(utterance.phones)
        if phone == _NUMBER[SILENCE] and ends[i] - utterance.starts[i] > len(breath) + 400
    ]
    if not silences:
        return utterance
    chosen = rng.choice(silences)
    room = int(ends[chosen] - utterance.starts[chosen]) - len(breath) - 200
    start = int(utterance.starts[chosen]) + rng.randrange(100, max(101, room))
    samples = utterance.samples.copy()
    samples[start : start + len(breath)] += breath
    silence, noise = _NUMBER[SILENCE], _NUMBER[NOISE]
    phones = np.insert(utterance.phones, chosen + 1, [noise, silence]).astype(np.int16)
    starts = np.insert(utterance.starts, chosen + 1, [start, start + len(breath)]).astype(np.int32)
    return Utterance(utterance.text, samples, phones, starts)
