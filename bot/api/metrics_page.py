"""The metrics of this machine's processes, as Prometheus reads them.

`muni serve` names a folder in ``PROMETHEUS_MULTIPROC_DIR``, where each of its processes (web
workers, telephone, jobs) keeps its figures; any of them can then tell those of all.
"""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from prometheus_client import REGISTRY, CollectorRegistry, Metric, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_OWNER = re.compile(r"gauge_live\w+_(\d+)\.db")


def exposition(more: Iterable[Metric] = ()) -> bytes:
    """All figures, and ``more`` that were read just now."""
    folder = os.environ.get(FOLDER)
    registry = CollectorRegistry() if folder else REGISTRY
    if folder:
        _forget_dead(Path(folder))
        MultiProcessCollector(registry, folder)  # type: ignore[no-untyped-call]
    ready = CollectorRegistry()
    ready.register(_Given(more))
    return generate_latest(registry) + generate_latest(ready)


class _Given:
    def __init__(self, metrics: Iterable[Metric]) -> None:
        self._metrics = list(metrics)

    def collect(self) -> list[Metric]:
        return self._metrics


def _forget_dead(folder: Path) -> None:
    """A killed process has no open calls; what it counted stays counted."""
    for file in folder.glob("gauge_live*.db"):
        owner = _OWNER.fullmatch(file.name)
        if owner and not Path(f"/proc/{owner[1]}").exists():
            # Another worker may be asked at the same moment.
            with suppress(FileNotFoundError):
                mark_process_dead(int(owner[1]), str(folder))  # type: ignore[no-untyped-call]
