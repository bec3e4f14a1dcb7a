"""Sound as the recognizer takes it: 16-bit little-endian mono PCM at one of two rates."""

from __future__ import annotations

from typing import Final

from voice.errors import AudioError

RATES: Final = (8000, 16000)
"""In Hz: the telephone's rate and a browser's."""
BYTES_PER_SAMPLE: Final = 2


def check_rate(sample_rate: int) -> None:
    """Raises ``AudioError`` when it is none of ``RATES``."""
    if sample_rate not in RATES:
        raise AudioError(
            f"Talegenkendelsen hører 8000 eller 16000 Hz, ikke {sample_rate} Hz. Omregn lyden til "
            "en af dem først."
        )
