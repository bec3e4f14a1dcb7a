"""Speech as it arrives by telephone: room, noise, handset, line and codec, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

import numpy as np
import soxr

from voice.danish.corpus.codecs import (
    SHAPES,
    Codec,
    Concealment,
    Shape,
    clip_16_bit,
    limit_band,
    lose_packets,
    through_codec,
)
from voice.danish.corpus.levels import Samples
from voice.danish.corpus.noise import BRIEF, KINDS, Kind, make_noise, mix
from voice.danish.corpus.room import (
    Clipping,
    Handset,
    add_echo,
    change_gain,
    equalise,
    in_room,
    overload,
)

_T = TypeVar("_T")

RATE: Final = 8000
"""What the telephone gives, in Hz."""

_LINES: Final[tuple[tuple[float, tuple[Codec, ...]], ...]] = (
    (0.55, ("alaw",)),
    (0.07, ("mulaw",)),
    (0.10, ("gsm",)),
    (0.08, ("gsm", "alaw")),
    (0.12, ("adpcm", "alaw")),
    (0.08, ()),
)
"""How often a call takes which way; the last one is a call from a browser."""
_HANDSETS: Final[tuple[tuple[float, Handset], ...]] = (
    (0.45, "handset"),
    (0.15, "headset"),
    (0.17, "speakerphone"),
    (0.08, "car"),
    (0.15, "flat"),
)
_LINE_NOISES: Final[tuple[Kind, ...]] = ("hum", "white", "pink", "crackle")
_SEED: Final = 20260


@dataclass(frozen=True)
class Condition:
    """One call; as it stands, nothing is done to the speech but 8 kHz and 16 bits.

    ``rt60`` in seconds and ``direct_db`` are the room (0: none); ``noise`` is around the speaker
    and ``snr_db`` its ratio inside the telephone's band; ``handset``, ``ripple_db``, ``clipping``
    (with ``headroom_db``) and ``gain_db`` are the telephone; ``echo_db`` and ``echo_delay``
    (seconds) our own voice coming back; ``line_noise`` comes in on the way; ``shape``, ``low``
    and ``high`` (Hz) are the band; ``codecs`` stand in the order passed; ``loss`` is the share of
    packets that don't arrive, ``burst`` how many in a row.
    """

    rt60: float = 0.0
    direct_db: float = 6.0
    noise: Kind | None = None
    snr_db: float = 30.0
    handset: Handset = "flat"
    ripple_db: float = 0.0
    clipping: Clipping | None = None
    headroom_db: float = 9.0
    gain_db: float = 0.0
    echo_db: float | None = None
    echo_delay: float = 0.15
    line_noise: Kind | None = None
    line_snr_db: float = 35.0
    shape: Shape | None = None
    low: float = 300.0
    high: float = 3400.0
    codecs: tuple[Codec, ...] = ()
    loss: float = 0.0
    burst: float = 1.0
    concealment: Concealment = "repeat"


CLEAN: Final = Condition()
TELEPHONE: Final = Condition(
    handset="handset",
    ripple_db=2.0,
    gain_db=-6.0,
    shape="butterworth",
    codecs=("alaw",),
    loss=0.01,
)
TELEPHONE_NOISE_10DB: Final = replace(TELEPHONE, noise="pink", snr_db=10.0)


def draw(rng: np.random.Generator, strength: float = 1.0) -> Condition:
    """A call at random, from a clean one (``strength`` 0) to all that happens on the line (1)."""
    strength = min(max(strength, 0.0), 1.0)

    def happens(share: float) -> bool:
        return bool(rng.random() < share * strength)

    on_line = rng.random() < 2.0 * strength
    handset = _pick(_HANDSETS, rng) if on_line else "flat"
    far = handset in ("speakerphone", "car")
    noise = KINDS[int(rng.integers(len(KINDS)))] if happens(0.75) else None
    snr_db = rng.uniform(30.0 - 28.0 * strength, 30.0)
    return Condition(
        rt60=rng.uniform(0.1, 0.7) if happens(0.9 if far else 0.4) else 0.0,
        direct_db=rng.uniform(-3.0, 8.0) if far else rng.uniform(3.0, 18.0),
        noise=noise,
        snr_db=snr_db + 10.0 if noise in BRIEF else snr_db,
        handset=handset,
        ripple_db=rng.uniform(0.0, 8.0) * strength,
        clipping=("soft" if rng.random() < 0.7 else "hard") if happens(0.15) else None,
        headroom_db=rng.uniform(4.0, 12.0),
        gain_db=rng.triangular(-30.0, -8.0, 6.0) * strength,
        echo_db=rng.uniform(-40.0, -15.0) if happens(0.12) else None,
        echo_delay=rng.uniform(0.03, 0.4),
        line_noise=_LINE_NOISES[int(rng.integers(4))] if happens(0.25) else None,
        line_snr_db=rng.uniform(20.0, 45.0),
        shape=SHAPES[int(rng.integers(len(SHAPES)))] if on_line and rng.random() < 0.88 else None,
        low=rng.uniform(180.0, 380.0),
        high=rng.uniform(3000.0, 3700.0),
        codecs=_pick(_LINES, rng) if on_line else (),
        loss=rng.uniform(0.003, 0.06) if happens(0.25) else 0.0,
        burst=rng.uniform(1.0, 3.5),
        concealment="repeat" if rng.random() < 0.8 else "silence",
    )


def apply(
    samples: Samples,
    rate: int,
    condition: Condition,
    rng: np.random.Generator,
    others: Sequence[Samples] = (),
) -> Samples:
    """The speech after that call: round(len * 8000 / rate) samples at 8 kHz, nothing delayed.

    ``others`` is other speech at 8 kHz, for babble, television and the echo of our own voice;
    without it there is no echo, and the first two are made of noise with the rhythm of speech.
    """
    sound = to_8_khz(samples, rate)
    if len(sound) == 0:
        return sound
    sound = _in_band(in_room(sound, RATE, rng, condition.rt60, condition.direct_db), condition)
    if condition.noise:
        around = make_noise(condition.noise, len(sound), RATE, rng, others)
        sound = mix(sound, _in_band(around, condition), RATE, condition.snr_db)
    if condition.handset != "flat" or condition.ripple_db > 0.0:
        sound = equalise(sound, RATE, rng, condition.handset, condition.ripple_db)
    if condition.clipping:
        driven = overload(sound, RATE, condition.clipping, condition.headroom_db)
        sound = _in_band(driven, condition)
    if condition.echo_db is not None and others:
        ours = others[int(rng.integers(len(others)))]
        echo = _in_band(ours, condition)
        sound = add_echo(sound, RATE, rng, echo, condition.echo_db, condition.echo_delay)
    if condition.line_noise:
        on_the_way = make_noise(condition.line_noise, len(sound), RATE, rng, others)
        sound = mix(sound, _in_band(on_the_way, condition), RATE, condition.line_snr_db)
    sound = clip_16_bit(change_gain(sound, condition.gain_db))
    for codec in condition.codecs:
        sound = through_codec(sound, codec)
    sound = lose_packets(sound, RATE, rng, condition.loss, condition.burst, condition.concealment)
    return clip_16_bit(sound)


def apply_fixed(
    samples: Samples,
    rate: int,
    condition: Condition,
    number: int,
    others: Sequence[Samples] = (),
) -> Samples:
    """For tests: as ``apply``, and the same bytes each time for the recording of this number."""
    return apply(samples, rate, condition, np.random.default_rng((_SEED, number)), others)


def to_8_khz(samples: Samples, rate: int) -> Samples:
    """The samples at 8 kHz, round(len * 8000 / rate) of them."""
    if rate == RATE or len(samples) == 0:
        return samples
    count = round(len(samples) * RATE / rate)
    resampled = soxr.resample(samples, rate, RATE, quality="HQ")[:count]
    return np.asarray(np.pad(resampled, (0, count - len(resampled))), np.float32)


def _in_band(sound: Samples, condition: Condition) -> Samples:
    if condition.shape is None:
        return sound
    return limit_band(sound, RATE, condition.shape, condition.low, condition.high)


def _pick(choices: Sequence[tuple[float, _T]], rng: np.random.Generator) -> _T:
    shares = np.cumsum([share for share, _ in choices])
    place = int(np.searchsorted(shares, rng.random() * shares[-1], side="right"))
    return choices[min(place, len(choices) - 1)][1]
