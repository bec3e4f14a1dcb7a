"""A call's sound as baresip writes it while it goes on: read it before the file is closed."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

RATE: Final = 8000
FRAME_S: Final = 0.02
LOUD: Final = 200.0
"""Root mean square, in 16-bit steps, above which a frame is speech and not the line's own noise."""

_FRAME: Final = round(RATE * FRAME_S)
_HEADER_BYTES: Final = 44
_LOOK_S: Final = 0.05


class Recording:
    """A WAV file with 16-bit mono at 8 kHz that grows as the call goes on."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def samples(self, start_s: float = 0.0) -> NDArray[np.int16]:
        """What is in it from ``start_s`` seconds on."""
        skip = _HEADER_BYTES + 2 * round(start_s * RATE)
        with self._path.open("rb") as file:
            file.seek(skip)
            sound = file.read()
        return np.frombuffer(sound[: len(sound) // 2 * 2], "<i2")

    @property
    def seconds(self) -> float:
        """How long it is so far."""
        return max(0, self._path.stat().st_size - _HEADER_BYTES) / 2 / RATE

    def loud(self, start_s: float = 0.0) -> NDArray[np.bool_]:
        """For every 20 ms from ``start_s`` seconds on, whether somebody speaks in it."""
        return loud_frames(self.samples(start_s))

    def wait_for_speech(self, start_s: float, timeout_s: float) -> float:
        """Until somebody speaks; gives when, in seconds from the beginning of the file.

        Raises ``TimeoutError``.
        """
        end = time.monotonic() + timeout_s
        while time.monotonic() < end:
            loud = self.loud(start_s)
            if loud.any():
                return start_s + float(loud.argmax()) * FRAME_S
            time.sleep(_LOOK_S)
        raise TimeoutError(f"nobody spoke within {timeout_s} s; heard {self.seconds:.1f} s in all")

    def wait_for_end(self, start_s: float, quiet_s: float, timeout_s: float) -> float:
        """Until somebody has spoken and then been silent for ``quiet_s``; gives when it was over.

        Seconds from the beginning of the file. Raises ``TimeoutError``.
        """
        end = time.monotonic() + timeout_s
        self.wait_for_speech(start_s, timeout_s)
        frames = round(quiet_s / FRAME_S)
        while time.monotonic() < end:
            loud = self.loud(start_s)
            if len(loud) > frames and loud.any() and not loud[-frames:].any():
                return start_s + float(np.flatnonzero(loud)[-1] + 1) * FRAME_S
            time.sleep(_LOOK_S)
        raise TimeoutError(f"they were still speaking after {timeout_s} s")


def loud_frames(samples: NDArray[np.int16]) -> NDArray[np.bool_]:
    """For every whole 20 ms of 8 kHz sound, whether somebody speaks in it."""
    frames = samples[: len(samples) // _FRAME * _FRAME].reshape(-1, _FRAME).astype(np.float64)
    levels = np.sqrt(np.mean(frames**2, axis=1))
    return np.asarray(levels > LOUD)
