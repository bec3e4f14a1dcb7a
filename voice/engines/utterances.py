"""Where speech begins and ends, by its loudness over the line's own noise."""

from __future__ import annotations

import math
from collections import deque
from typing import Final

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

_QUIETEST_DB, _USUAL_DB, _LOUDEST_DB = -72.0, -50.0, -20.0
"""What noise is held within, and what it is taken for before it is heard; 0 is full scale."""
_OVER_NOISE_DB: Final = 9.0
_NOISE_RISES_DB: Final = 2.0
"""A second: slower than speech lasts, so that a long word doesn't become the noise."""
_AGAIN_S, _OF_THE_LAST_S = 0.06, 0.12
"""This much of the time must be loud for speech to begin: a click is shorter."""


class Loudness:
    """Follows one stream; ``speaking`` tells whether an utterance is going on.

    It is meant to begin too often rather than too seldom: what is no speech is given no words.
    """

    def __init__(self, block_s: float, pause_s: float) -> None:
        self._block_s = block_s
        self._pause_s = pause_s
        self._noise_db = _USUAL_DB
        self.reset()

    def reset(self) -> None:
        """Begin again between utterances; what is known of the noise is kept."""
        self.speaking = False
        self._quiet_s = 0.0
        self._lately: deque[bool] = deque(maxlen=round(_OF_THE_LAST_S / self._block_s))

    def hear(self, block: Samples) -> bool:
        """Take in the next block, samples within ±1; True when an utterance ends with it."""
        level = 10 * math.log10(float(block @ block) / len(block) + 1e-12)
        loud = level > self._noise_db + _OVER_NOISE_DB
        rising = self._noise_db + _NOISE_RISES_DB * self._block_s
        self._noise_db = max(min(level, rising, _LOUDEST_DB), _QUIETEST_DB)
        self._lately.append(loud)
        if not self.speaking:
            self.speaking = sum(self._lately) * self._block_s >= _AGAIN_S
            self._quiet_s = 0.0
            return False
        self._quiet_s = 0.0 if loud else self._quiet_s + self._block_s
        if self._quiet_s < self._pause_s:
            return False
        self.reset()
        return True
