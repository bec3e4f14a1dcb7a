"""What a telephone network does to speech: codecs, narrow band, lost packets, 16 bits."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Final, Literal

import numpy as np
import soundfile
from numpy.typing import NDArray
from scipy import signal

from voice.danish.corpus.levels import Samples

Codec = Literal["alaw", "mulaw", "gsm", "adpcm"]
Shape = Literal["butterworth", "chebyshev", "elliptic", "fir"]
Concealment = Literal["repeat", "silence"]

CODECS: Final[tuple[Codec, ...]] = ("alaw", "mulaw", "gsm", "adpcm")
SHAPES: Final[tuple[Shape, ...]] = ("butterworth", "chebyshev", "elliptic", "fir")

_FULL: Final = 32768.0
_LAWS: Final = ("alaw", "mulaw")
_SUBTYPES: Final = {"gsm": "GSM610", "adpcm": "IMA_ADPCM"}


def to_16_bit(samples: Samples) -> NDArray[np.int16]:
    """The samples as 16-bit integers; what lies outside -1 to 1 is clipped."""
    return np.rint(np.clip(samples * _FULL, -_FULL, _FULL - 1)).astype(np.int16)


def clip_16_bit(samples: Samples) -> Samples:
    """The samples as 16 bits carry them: rounded, and clipped at full scale."""
    return to_16_bit(samples).astype(np.float32) / np.float32(_FULL)


def encode_g711(samples: NDArray[np.int16], law: Literal["alaw", "mulaw"]) -> NDArray[np.uint8]:
    """One byte a sample, by ITU-T G.711."""
    return np.take(_g711_encoder(law), samples.view(np.uint16))


def decode_g711(data: NDArray[np.uint8], law: Literal["alaw", "mulaw"]) -> NDArray[np.int16]:
    """16-bit samples of G.711 bytes."""
    return np.take(_g711_decoder(law), data)


def through_codec(samples: Samples, codec: Codec) -> Samples:
    """Speech at 8 kHz, coded and decoded again; nothing is delayed.

    ``gsm`` is GSM 06.10 full rate (13 kbit/s). ``adpcm`` is IMA ADPCM with 4 bits: it stands for
    the G.726 of cordless (DECT) telephones, with about its noise at a tenth of the time.
    """
    if len(samples) == 0:
        return samples
    integers = to_16_bit(samples)
    if codec in _LAWS:
        return np.take(_g711_round_trip(codec), integers.view(np.uint16))
    file = io.BytesIO()
    soundfile.write(file, integers, 8000, format="WAV", subtype=_SUBTYPES[codec])
    file.seek(0)
    decoded, _ = soundfile.read(file, frames=len(samples), dtype="float32")
    short = len(samples) - len(decoded)
    return np.pad(decoded, (0, short)) if short else np.asarray(decoded, np.float32)


def limit_band(
    samples: Samples,
    rate: int,
    shape: Shape = "butterworth",
    low: float = 300.0,
    high: float = 3400.0,
) -> Samples:
    """Only what lies between ``low`` and ``high`` Hz (taken to the next 25 Hz).

    ``butterworth`` falls gently (the corners are 3 dB down), ``chebyshev`` and ``elliptic`` steeply
    (0.5 dB ripple), ``fir`` has linear phase and loses 3 dB a little inside the corners.
    """
    if len(samples) == 0:
        return samples
    corners = (round(low / 25) * 25.0, min(round(high / 25) * 25.0, rate * 0.485))
    design = _band_filter(shape, *corners, rate)
    if shape == "fir":
        filtered = signal.oaconvolve(samples, design, mode="full")
        half = len(design) // 2
        return np.asarray(filtered[half : half + len(samples)], np.float32)
    return np.asarray(signal.sosfilt(design, samples), np.float32)


def lose_packets(
    samples: Samples,
    rate: int,
    rng: np.random.Generator,
    share: float,
    burst: float = 1.0,
    concealment: Concealment = "repeat",
) -> Samples:
    """Packets of 20 ms lost by Gilbert's model: ``share`` of them, ``burst`` in a row on average.

    A ``burst`` of 1 loses each packet by itself. ``repeat`` plays the last packet again and fades
    it as G.711 Appendix I does (from 10 ms on, silence after 60 ms).
    """
    size = max(rate // 50, 1)
    count = -(-len(samples) // size)
    lost = _lost_packets(count, rng, share, burst)
    if not lost.any():
        return samples
    frames = np.zeros((count, size), np.float32)
    frames.reshape(-1)[: len(samples)] = samples
    numbers = np.arange(count)
    last_heard = np.maximum.accumulate(np.where(lost, -1, numbers))
    gone = numbers[lost]
    source = last_heard[gone]
    if concealment == "silence":
        frames[gone] = 0.0
    else:
        since = (gone - source - 1)[:, None] * size + np.arange(size)
        fade = np.clip(1.2 - 20.0 * since / rate, 0.0, 1.0).astype(np.float32)
        fade[source < 0] = 0.0
        frames[gone] = frames[np.maximum(source, 0)] * fade
    return frames.reshape(-1)[: len(samples)]


def _lost_packets(
    count: int, rng: np.random.Generator, share: float, burst: float
) -> NDArray[np.bool_]:
    """Which of ``count`` packets are lost: runs of heard and lost ones in turn."""
    if count == 0 or share <= 0.0:
        return np.zeros(count, np.bool_)
    share = min(share, 0.95)
    burst = max(burst, 1.0 / (1.0 - share))
    heard = burst * (1.0 - share) / share
    pairs = int(count / (heard + burst) * 2) + 8
    first_lost = bool(rng.random() < share)
    lost = np.zeros(0, np.bool_)
    while len(lost) < count:
        runs = np.empty(2 * pairs, np.int64)
        runs[first_lost::2] = rng.geometric(1.0 / heard, pairs) if heard > 1.0 else 1
        runs[1 - first_lost :: 2] = rng.geometric(1.0 / burst, pairs)
        states = np.arange(2 * pairs) % 2 != first_lost
        lost = np.concatenate([lost, np.repeat(states, runs)])
    return lost[:count]


@lru_cache(maxsize=512)
def _band_filter(shape: Shape, low: float, high: float, rate: int) -> NDArray[np.float64]:
    band = [low, high]
    if shape == "butterworth":
        design = signal.butter(4, band, "bandpass", fs=rate, output="sos")
    elif shape == "chebyshev":
        design = signal.cheby1(5, 0.5, band, "bandpass", fs=rate, output="sos")
    elif shape == "elliptic":
        design = signal.ellip(5, 0.5, 45.0, band, "bandpass", fs=rate, output="sos")
    else:
        design = signal.firwin(161, band, pass_zero=False, fs=rate).astype(np.float32)
    return np.asarray(design)


@lru_cache(maxsize=2)
def _g711_encoder(law: str) -> NDArray[np.uint8]:
    """The byte for each 16-bit sample; its bits, read without a sign, are the index (G.191)."""
    values = np.arange(65536, dtype=np.uint16).view(np.int16).astype(np.int64)
    magnitude = np.where(values < 0, ~values, values)
    sign = np.where(values < 0, 0, 0x80)
    if law == "alaw":
        magnitude >>= 4
        segment = np.maximum(np.frexp(magnitude)[1].astype(np.int64) - 4, 0)
        mantissa = (magnitude >> np.maximum(segment - 1, 0)) & 0x0F
        return np.asarray((sign | (segment << 4) | mantissa) ^ 0x55, np.uint8)
    magnitude = np.minimum((magnitude >> 2) + 33, 0x1FFF)
    segment = np.frexp(magnitude)[1].astype(np.int64) - 5
    mantissa = (magnitude >> segment) & 0x0F
    return np.asarray(sign | ((8 - segment) << 4) | (0x0F - mantissa), np.uint8)


@lru_cache(maxsize=2)
def _g711_decoder(law: str) -> NDArray[np.int16]:
    data = np.arange(256, dtype=np.int64)
    if law == "alaw":
        bits = data ^ 0x55
        segment, mantissa = (bits >> 4) & 7, bits & 0x0F
        whole = ((mantissa + np.where(segment > 0, 16, 0)) << 4) + 8
        value = whole << np.maximum(segment - 1, 0)
        return np.where(bits & 0x80, value, -value).astype(np.int16)
    bits = ~data
    segment, mantissa = (bits >> 4) & 7, bits & 0x0F
    value = (((mantissa << 3) + 0x84) << segment) - 0x84
    return np.where(data & 0x80, value, -value).astype(np.int16)


@lru_cache(maxsize=2)
def _g711_round_trip(law: str) -> Samples:
    decoded = np.take(_g711_decoder(law), _g711_encoder(law))
    return np.asarray(decoded / np.float32(_FULL), np.float32)
