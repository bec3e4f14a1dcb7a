"""Other speakers out of one: mouth, throat, pace, tilt and tremor of a voice, changed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from voice.danish.corpus.levels import Samples, speech_power
from voice.danish.corpus.lpc import Parts, put_together, residual, take_apart
from voice.danish.corpus.tempo import Retimed, change_speed, change_tempo
from voice.danish.corpus.throat import breath_noise, pulses, track_pitch

_REGIONS = (400.0, 1200.0, 2200.0, 3400.0)


@dataclass(frozen=True)
class Voice:
    """How a voice differs from the one given; as it stands, not at all.

    ``speed`` and ``tempo`` are factors (``change_speed``, ``change_tempo``). ``tract`` moves all
    formants up by this factor, ``formants`` those around 400, 1200, 2200 and 3400 Hz besides (in
    parts of their frequency), ``wander`` all of them to and fro while speaking, ``broaden_hz``
    widens them. Of the voiced sound, ``pulses`` is the share made anew, with the pitch times
    ``pitch`` and its ups and downs times ``melody``, and ``breath`` the share that is air (1 with
    ``whisper``: no voice at all). ``tilt_db`` an octave makes a voice brighter or darker,
    ``tremor`` (in parts of the pitch) lets it shake ``tremor_hz`` times a second.
    """

    speed: float = 1.0
    tempo: float = 1.0
    tract: float = 1.0
    formants: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    wander: float = 0.0
    broaden_hz: float = 0.0
    pulses: float = 0.0
    pitch: float = 1.0
    melody: float = 1.0
    jitter: float = 0.01
    shimmer: float = 0.05
    breath: float = 0.0
    whisper: bool = False
    tilt_db: float = 0.0
    tremor: float = 0.0
    tremor_hz: float = 5.0
    order: int = 12


def draw_voice(rng: np.random.Generator, strength: float = 1.0) -> Voice:
    """A voice at random, from the one given (``strength`` 0) to quite another (1)."""
    strength = min(max(strength, 0.0), 1.0)

    def happens(share: float) -> bool:
        return bool(rng.random() < share * strength)

    def around(deviation: float, most: float) -> float:
        return float(np.clip(rng.normal(0.0, deviation * strength), -most, most))

    anew, whisper = happens(0.4), happens(0.03)
    share = rng.uniform(0.4, 1.0) if anew else 0.0
    airy = happens(0.35)
    breath = min(rng.uniform(0.03, 0.5), 1.0 - 0.5 * share) if airy else 0.0
    return Voice(
        speed=1.0 + around(0.06, 0.15) if happens(0.5) else 1.0,
        tempo=float(np.clip(1.0 + around(0.1, 0.2), 0.85, 1.2)) if happens(0.4) else 1.0,
        tract=1.0 + around(0.08, 0.2),
        formants=(around(0.03, 0.08), around(0.03, 0.08), around(0.03, 0.08), around(0.03, 0.08)),
        wander=rng.uniform(0.0, 0.03) if happens(0.6) else 0.0,
        broaden_hz=rng.uniform(0.0, 120.0) if happens(0.4) else 0.0,
        pulses=min(share, 1.0 - breath),
        pitch=2.0 ** around(0.35, 1.0),
        melody=rng.uniform(0.3, 1.8) if anew else 1.0,
        jitter=rng.uniform(0.003, 0.02),
        shimmer=rng.uniform(0.02, 0.12),
        breath=1.0 if whisper else breath,
        whisper=whisper,
        tilt_db=around(1.5, 4.0),
        tremor=rng.uniform(0.003, 0.02) if happens(0.25) else 0.0,
        tremor_hz=rng.uniform(3.5, 8.0),
        order=int(rng.integers(10, 15)),
    )


def reshape(samples: Samples, rate: int, voice: Voice, rng: np.random.Generator) -> Retimed:
    """The speech in that voice, as loud as before; times change by ``time_factor``."""
    sound, slower = change_speed(samples, rate, voice.speed)
    sound, longer = change_tempo(sound, rate, voice.tempo)
    if len(sound) > rate // 50:
        before = speech_power(sound, rate)
        sound = tilt(_speak_again(sound, rate, voice, rng), rate, voice.tilt_db)
        sound = tremble(sound, rate, rng, voice.tremor, voice.tremor_hz)
        after = speech_power(sound, rate)
        if after > 0.0:
            sound = sound * np.float32(np.sqrt(before / after))
    return Retimed(sound, slower * longer)


def tilt(samples: Samples, rate: int, decibels: float) -> Samples:
    """Each octave above 1 kHz louder by ``decibels``, below softer; even beyond 100 Hz."""
    if decibels == 0.0 or len(samples) == 0:
        return samples
    size = fft.next_fast_len(len(samples) + rate // 16, real=True)
    frequencies = np.linspace(0.0, rate / 2000.0, size // 2 + 1, dtype=np.float32)
    gains = np.maximum(frequencies, np.float32(0.1)) ** np.float32(decibels / 6.0206)
    return np.asarray(fft.irfft(fft.rfft(samples, size) * gains, size)[: len(samples)], np.float32)


def tremble(
    samples: Samples, rate: int, rng: np.random.Generator, depth: float, hertz: float = 5.0
) -> Samples:
    """Pitch up and down by ``depth`` (0.01: one percent), and loudness by ten times as much."""
    if depth <= 0.0 or len(samples) == 0:
        return samples
    count = len(samples)
    time = np.arange(count, dtype=np.float32)
    turns = np.float32(2.0 * np.pi * hertz / rate) * time + np.float32(rng.uniform(0.0, 6.2832))
    swing = np.sin(turns)
    places = time + swing * np.float32(depth * rate / (2.0 * np.pi * hertz))
    whole = np.floor(places)
    share = places - whole
    index = whole.astype(np.int64) + 1
    wide = np.pad(samples, (2, 3))
    a, b, c, d = (np.take(wide, index + step, mode="clip") for step in (0, 1, 2, 3))
    # Catmull-Rom: four samples on either side keep the high sounds that a line would lose.
    shaken = b + 0.5 * share * (
        c - a + share * (2.0 * a - 5.0 * b + 4.0 * c - d + share * (3.0 * (b - c) + d - a))
    )
    return np.asarray(shaken * (1.0 + np.float32(10.0 * depth) * np.cos(turns)), np.float32)


def _speak_again(samples: Samples, rate: int, voice: Voice, rng: np.random.Generator) -> Samples:
    mouth_changes = (
        voice.tract != 1.0 or any(voice.formants) or voice.wander > 0.0 or voice.broaden_hz > 0.0
    )
    throat_changes = voice.pulses > 0.0 or voice.breath > 0.0
    if not (mouth_changes or throat_changes):
        return samples
    parts = take_apart(samples, rate, voice.order)
    throat = _throat(samples, rate, parts, voice, rng) if throat_changes else None
    moved = _moved_bins(rate, parts, voice, rng) if mouth_changes else None
    return put_together(parts, throat, moved, voice.broaden_hz / rate)


def _moved_bins(
    rate: int, parts: Parts, voice: Voice, rng: np.random.Generator
) -> NDArray[np.float32]:
    bins = np.arange(parts.size // 2 + 1, dtype=np.float32)
    offsets = np.interp(bins * (rate / parts.size), _REGIONS, voice.formants)
    factors = voice.tract * (1.0 + offsets)
    if voice.wander == 0.0:
        return np.asarray(bins / factors, np.float32)
    frames = len(parts.loudness)
    knots = max(frames // 25, 1) + 2
    drift = rng.normal(0.0, voice.wander, knots)
    drift = np.interp(np.linspace(0, knots - 1, frames), np.arange(knots), drift)
    return np.asarray((bins / factors) * (1.0 - drift[:, None]).astype(np.float32), np.float32)


def _throat(
    samples: Samples, rate: int, parts: Parts, voice: Voice, rng: np.random.Generator
) -> Samples:
    """The residual where nobody voices; else residual, new pulses and air in their shares."""
    count = len(samples)
    pitch, voicing = track_pitch(samples, rate, parts)
    voiced = parts.over_time(np.ones_like(voicing) if voice.whisper else voicing)
    kept = 1.0 - min(voice.pulses + voice.breath, 1.0)
    loud = parts.over_time(parts.loudness) * np.sqrt(voiced)
    throat = residual(parts) * np.sqrt(1.0 - voiced * np.float32(1.0 - kept))
    air = breath_noise(count, rng, voice.whisper)
    throat += loud * air * np.float32(np.sqrt(voice.breath))
    if voice.pulses > 0.0 and not voice.whisper:
        usual = float(np.exp(np.mean(np.log(pitch))))
        sung = usual * voice.pitch * (pitch / usual) ** voice.melody
        height = parts.over_time(np.clip(sung, 55.0, 500.0))
        train = pulses(height, rate, rng, voice.jitter, voice.shimmer)
        throat += loud * train * np.float32(np.sqrt(voice.pulses))
    return np.asarray(throat, np.float32)
