"""Run as ``python -m voice.engines.probe FOLDER SECONDS``: load a model, let it hear some noise.

SECONDS is how much processor time it may take before the system ends it. A broken file can end
the process inside the native library, so this is a process of its own. What the library says goes
to standard error.
"""

from __future__ import annotations

import random
import resource
import sys
from pathlib import Path
from typing import Final

from voice.engines.kinds import kind_of
from voice.errors import VoiceError
from voice.pcm import BYTES_PER_SAMPLE, RATES

REFUSED: Final = 3
"""Exit status for a model that doesn't work; any other than 0 is an accident."""

_NOISE_S: Final = 0.5
_PIECE_S: Final = 0.1
_LEAST_BYTES, _BYTES_PER_BYTE = 2 << 30, 8


def main(folder: Path, processor_s: int) -> int:
    """0 when the model in ``folder`` hears at both rates."""
    resource.setrlimit(resource.RLIMIT_CPU, (processor_s, processor_s + 1))
    _limit_memory(folder)
    try:
        model = kind_of(folder).open_loudly(folder)
        for rate in RATES:
            recognizer = model.recognizer(rate)
            noise = random.Random(rate)  # noqa: S311  # a sound, not a secret
            for _ in range(round(_NOISE_S / _PIECE_S)):
                recognizer.accept(noise.randbytes(BYTES_PER_SAMPLE * round(rate * _PIECE_S)))
            recognizer.finish()
    except VoiceError:
        return REFUSED
    return 0


def _limit_memory(folder: Path) -> None:
    """A broken size in a file must not take the machine's memory, nor leave a core file."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    most = _LEAST_BYTES + _BYTES_PER_BYTE * size
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
