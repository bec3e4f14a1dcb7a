"""Log mel energies as Kaldi computes them, and the step from them to the model's cepstra."""

from __future__ import annotations

import math
from typing import Final

import kaldi_native_fbank as knf
import numpy as np
from numpy.typing import NDArray

RATE: Final = 8000
BINS: Final = 40
FRAME_SHIFT: Final = 80
"""Samples: 10 ms."""
FRAME_LENGTH: Final = 200
"""Samples: 25 ms."""
LOW_HZ: Final = 20.0
HIGH_HZ: Final = 3800.0
CEPSTRAL_LIFTER: Final = 22.0


def log_mel(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """(frames, 40) log mel energies of 8 kHz samples in -1..1; no frame reaches past the end.

    The options are those of the model's ``conf/mfcc.conf``: energies of 16-bit samples, no dither.
    """
    options = knf.FbankOptions()
    options.frame_opts.samp_freq = RATE
    options.frame_opts.dither = 0.0
    options.frame_opts.snip_edges = True
    options.mel_opts.num_bins = BINS
    options.mel_opts.low_freq = LOW_HZ
    options.mel_opts.high_freq = HIGH_HZ
    options.use_energy = False
    bank = knf.OnlineFbank(options)
    bank.accept_waveform(RATE, samples * 32768.0)
    bank.input_finished()
    count = bank.num_frames_ready
    frames = np.empty((count, BINS), np.float32)
    for index in range(count):
        frames[index] = bank.get_frame(index)
    return frames


def cepstra_matrix() -> NDArray[np.float64]:
    """C so that ``C @ log_mel_frame`` is Kaldi's MFCC frame of 40 cepstra (DCT and lifter)."""
    index = np.arange(BINS)
    dct = np.sqrt(2.0 / BINS) * np.cos(math.pi / BINS * np.outer(index, index + 0.5))
    dct[0] = math.sqrt(1.0 / BINS)
    lifter = 1.0 + 0.5 * CEPSTRAL_LIFTER * np.sin(math.pi * index / CEPSTRAL_LIFTER)
    matrix: NDArray[np.float64] = lifter[:, None] * dct
    return matrix
