"""What a running process has used, as Linux tells it."""

import os
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
_LOOK_S = 0.25


def cpu_seconds(pid: int) -> float:
    """Processor time of all its threads so far, to 10 ms."""
    # The second field is the program's name, which may hold spaces and brackets.
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS_A_SECOND


def memory_mb(pid: int) -> float:
    """Resident memory now."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


class Watched:
    """Inside ``with`` a process is looked at: ``cpu_s`` it used, and ``most_mb`` it held."""

    def __init__(self, pid: int) -> None:
        self.cpu_s = 0.0
        self.most_mb = 0.0
        self._pid = pid
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Self:
        self._before = cpu_seconds(self._pid)
        self._looking.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._looking.join()
        if kind is None:
            self.cpu_s = cpu_seconds(self._pid) - self._before
            self.most_mb = max(self.most_mb, memory_mb(self._pid))

    def _look(self) -> None:
        while not self._over.wait(_LOOK_S):
            try:
                self.most_mb = max(self.most_mb, memory_mb(self._pid))
            except (OSError, StopIteration):
                return
