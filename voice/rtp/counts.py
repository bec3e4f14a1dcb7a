"""What became of a call's packets, for whoever watches over the line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Counts:
    """Packets, unless said otherwise."""

    received: int = 0
    lost: int = 0
    """Sound that never came, or too late."""
    late: int = 0
    """Came too late, or twice, or from a source that another has taken the place of."""
    foreign: int = 0
    """From others than the caller."""
    unusable: int = 0
    """No RTP, or none that was agreed on."""
    flooded: int = 0
    """Pieces of sound, 20 ms each, that came faster than anyone speaks."""
