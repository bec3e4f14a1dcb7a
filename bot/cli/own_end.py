"""A process that ends when the one that started it is gone, however that one ended."""

import ctypes
import os
import signal
import sys
from typing import Final

STARTED_BY: Final = "MUNI_STARTED_BY"
"""Names, in the environment of a process, the id of the one that keeps it."""
_PR_SET_PDEATHSIG: Final = 1


def end_with(parent: int) -> None:
    """Be told to stop (SIGTERM) when process ``parent`` ends; stops at once if it has ended."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit(0)


def end_with_keeper() -> None:
    """The same for whoever keeps this process; nothing if it was started by hand or by systemd."""
    keeper = os.environ.pop(STARTED_BY, None)
    if keeper is not None:
        end_with(int(keeper))
