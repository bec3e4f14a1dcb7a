"""Linear prediction: speech taken apart into mouth (a filter each 10 ms) and throat (residual)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy import fft

from voice.danish.corpus.levels import Samples

Rows = NDArray[np.float32]
"""One row a frame."""

_OVERLAP: Final = 3
"""Frames of 30 ms every 10 ms: with Hann windows they add up to a constant, 1.5."""
_FLOOR: Final = 1e-4
"""White noise 40 dB down in the autocorrelation, so that the filter stays tame."""


@dataclass(frozen=True)
class Parts:
    """Speech of ``count`` samples taken apart; frame ``i`` is around sample ``centres[i]``.

    ``spectra`` are the windowed frames' spectra, ``predictors`` the filters (first coefficient
    1) and ``mouth`` their spectra, ``gains`` how much more power speech has than its residual,
    ``loudness`` the residual's RMS.
    """

    count: int
    hop: int
    size: int
    spectra: NDArray[np.complex64]
    predictors: Rows
    mouth: NDArray[np.complex64]
    gains: Rows
    loudness: Rows

    @property
    def centres(self) -> NDArray[np.float64]:
        """The sample in the middle of each frame."""
        return np.arange(len(self.loudness)) * self.hop - self.hop / 2.0

    def over_time(self, values: NDArray[np.floating[Any]]) -> Samples:
        """One value a frame, drawn out to one value a sample."""
        return np.interp(np.arange(self.count), self.centres, values).astype(np.float32)


def take_apart(samples: Samples, rate: int, order: int = 12) -> Parts:
    """The parts of speech, by the autocorrelation method with ``order`` coefficients."""
    hop = max(rate // 100, order + 1)
    width = _OVERLAP * hop
    size = 2 * width
    spectra = _spectra(samples, hop, size)
    correlations = _correlations(power(spectra), order + 1)
    predictors, errors = levinson(correlations)
    total = np.maximum(correlations[:, 0], 1e-12)
    window_energy = 0.375 * width
    return Parts(
        count=len(samples),
        hop=hop,
        size=size,
        spectra=spectra,
        predictors=predictors,
        mouth=_responses(predictors, size),
        gains=total / errors,
        loudness=np.sqrt(errors / window_energy),
    )


def power(spectra: NDArray[np.complex64]) -> Rows:
    """The square of the magnitude (numpy's ``abs`` takes ten times as long)."""
    return np.asarray(np.square(spectra.real) + np.square(spectra.imag), np.float32)


def levinson(correlations: NDArray[np.floating[Any]]) -> tuple[Rows, Rows]:
    """(predictors, error powers) of all rows of autocorrelations at once (Levinson-Durbin)."""
    rows = correlations.T.astype(np.float64)
    error = rows[0] * (1.0 + _FLOOR) + 1e-9
    order = len(rows) - 1
    found = np.zeros_like(rows)
    found[0] = 1.0
    for step in range(1, order + 1):
        reflection = -np.einsum("ij,ij->j", found[:step], rows[step:0:-1]) / error
        found[1 : step + 1] += reflection * found[step - 1 :: -1][:step]
        error = np.maximum(error * (1.0 - reflection * reflection), 1e-12)
    return found.T.astype(np.float32), error.astype(np.float32)


def residual(parts: Parts) -> Samples:
    """What the throat gives: the speech without the mouth's resonances."""
    return _overlap_add(fft.irfft(parts.spectra * parts.mouth, parts.size), parts)


def put_together(
    parts: Parts,
    excitation: Samples | None = None,
    moved: NDArray[np.floating[Any]] | None = None,
    broaden: float = 0.0,
) -> Samples:
    """Speech again: the residual, or another ``excitation``, through the filters.

    ``moved`` says for each bin of the spectrum (one row for all frames, or one a frame; bin
    ``size // 2`` is half the rate) from which bin its resonances come; each frame keeps its
    loudness. ``broaden`` makes every resonance wider, in parts of the sampling rate.
    """
    spectra = (
        parts.spectra * parts.mouth
        if excitation is None
        else _spectra(excitation, parts.hop, parts.size)
    )
    predictors, gains = parts.predictors, parts.gains
    if moved is not None:
        predictors, gains = _move(parts.mouth, moved, parts.predictors.shape[1])
    if broaden > 0.0:
        powers = np.arange(predictors.shape[1], dtype=np.float32)
        predictors = predictors * np.exp(np.float32(-np.pi * broaden) * powers)
    same = predictors is parts.predictors
    spectra /= parts.mouth if same else _responses(predictors, parts.size)
    if moved is not None:
        spectra *= np.sqrt(parts.gains / gains)[:, None]
    return _overlap_add(fft.irfft(spectra, parts.size), parts)


def _move(
    mouth: NDArray[np.complex64], moved: NDArray[np.floating[Any]], width: int
) -> tuple[Rows, Rows]:
    """The filters (and their gains) whose resonances lie elsewhere, fitted to the moved curve."""
    last = mouth.shape[1] - 1
    curve = np.float32(1.0) / power(mouth)
    places = np.clip(np.atleast_2d(moved), 0.0, last).astype(np.float32)
    lower = np.minimum(places.astype(np.int64), last - 1)
    share = places - lower
    if len(places) == 1:
        new = curve[:, lower[0]] * (1.0 - share) + curve[:, lower[0] + 1] * share
    else:
        new = np.take_along_axis(curve, lower, 1) * (1.0 - share)
        new += np.take_along_axis(curve, lower + 1, 1) * share
    correlations = _correlations(new, width)
    predictors, errors = levinson(correlations)
    return predictors, np.maximum(correlations[:, 0], 1e-12) / errors


def _correlations(powers: Rows, width: int) -> Rows:
    """The first ``width`` autocorrelations: for so few, sums are faster than a transform."""
    return np.asarray(powers @ _cosines(powers.shape[1], width), np.float32)


def _responses(predictors: Rows, size: int) -> NDArray[np.complex64]:
    """The spectra of short filters."""
    return np.asarray((predictors @ _waves(predictors.shape[1], size)).view(np.complex64))


@lru_cache(maxsize=16)
def _cosines(bins: int, width: int) -> Rows:
    size = 2 * (bins - 1)
    waves = np.cos(2.0 * np.pi / size * np.outer(np.arange(bins), np.arange(width)))
    waves[1:-1] *= 2.0
    return np.asarray(waves / size, np.float32)


@lru_cache(maxsize=16)
def _waves(width: int, size: int) -> Rows:
    turns = np.outer(np.arange(width), np.arange(size // 2 + 1)) / size
    return np.asarray(np.exp(-2j * np.pi * turns).astype(np.complex64).view(np.float32))


def _spectra(samples: Samples, hop: int, size: int) -> NDArray[np.complex64]:
    width = _OVERLAP * hop
    frames = -(-len(samples) // hop) + _OVERLAP - 1
    padded = np.zeros((frames + _OVERLAP - 1) * hop, np.float32)
    padded[width - hop : width - hop + len(samples)] = samples
    angles = np.arange(width, dtype=np.float32) * np.float32(2.0 * np.pi / width)
    window = np.float32(0.5) - np.float32(0.5) * np.cos(angles)
    return np.asarray(fft.rfft(sliding_window_view(padded, width)[::hop] * window, size))


def _overlap_add(frames: Rows, parts: Parts) -> Samples:
    hop, number = parts.hop, len(frames)
    pieces = -(-parts.size // hop)
    total = np.zeros((number + pieces, hop), np.float32)
    for piece in range(pieces):
        part = frames[:, piece * hop : (piece + 1) * hop]
        total[piece : piece + number, : part.shape[1]] += part
    start = (_OVERLAP - 1) * hop
    sound = total.reshape(-1)[start : start + parts.count]
    return np.asarray(sound / np.float32(1.5), np.float32)
