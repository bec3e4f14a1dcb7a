"""Speech by espeak-ng that is the same, sample for sample, whenever and after whatever it is made.

What espeak-ng says depends on the clock (its breath is noise) and on all that it said before (the
phase of its waver, the tail of its echo), and no call takes it back to its beginning.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import espeakng_loader
import numpy as np
import soundfile

from voice.danish.espeak import Espeak, Speaker, get_espeak
from voice.errors import SynthesisError

_SEED: Final = 20260
_FAILED: Final = 1


@dataclass(frozen=True)
class Order:
    """``text`` by ``speaker`` into the WAV file at ``audio``.

    ``edge_s`` seconds come before and after it. ``floor`` is the level of a faint noise over all of
    it, as a share of full scale: no recording has digital silence, and a model need not know it.
    """

    text: str
    speaker: Speaker
    audio: Path
    edge_s: float = 0.3
    floor: float = 1e-4


def speak_all(orders: Sequence[Order]) -> None:
    """Carry them out, in some 20 ms each; raises ``SynthesisError`` when one can't be said.

    It takes a process of its own, from which each order forks one that has said nothing yet.
    """
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        failed = pool.apply(_speak_all, (orders,))
    if failed:
        raise SynthesisError(f"espeak-ng can't say {failed[0][:60]!r}; leave it out.")


def _speak_all(orders: Sequence[Order]) -> list[str]:
    """The texts that could not be said."""
    espeak = get_espeak()
    seed_noise = ctypes.CDLL(espeakng_loader.get_library_path()).espeak_ng_SetRandSeed
    failed = []
    for order in orders:
        child = os.fork()
        if child == 0:
            status = _FAILED
            try:
                seed_noise(ctypes.c_long(_SEED))
                _speak(espeak, order)
                status = 0
            finally:
                os._exit(status)
        if os.waitpid(child, 0)[1] != 0:
            failed.append(order.text)
    return failed


def _speak(espeak: Espeak, order: Order) -> None:
    speech = espeak.speak(order.text, order.speaker)
    if not len(speech.samples):
        raise SynthesisError(f"espeak-ng says nothing for {order.text[:60]!r}.")
    spoken = speech.samples.astype(np.float32) / 32768
    sound = np.pad(spoken, round(order.edge_s * speech.rate))
    sound += np.random.default_rng(len(sound)).normal(0.0, order.floor, len(sound))
    soundfile.write(order.audio, sound, speech.rate, subtype="PCM_16", format="WAV")
