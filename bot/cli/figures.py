"""Where the processes of one `muni serve` keep the figures that /metrics tells of all of them."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# As in bot/api/metrics_page.py, which must not be imported before this is set.
_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_NAME = "muni-figures-"
_MEMORY = Path("/dev/shm")  # noqa: S108 - a private folder is made in it


@contextmanager
def shared_figures() -> Iterator[None]:
    """Name a fresh folder, in memory where there is any; before prometheus_client is imported.

    The figures are mapped files: on a disk that is full, writing them would kill the process.
    """
    if os.environ.get(_FOLDER):
        yield
        return
    place = _MEMORY if os.access(_MEMORY, os.W_OK) else Path(tempfile.gettempdir())
    _forget_killed(place)
    with tempfile.TemporaryDirectory(
        prefix=f"{_NAME}{os.getpid()}-", dir=place, ignore_cleanup_errors=True
    ) as folder:
        os.environ[_FOLDER] = folder
        yield


def _forget_killed(place: Path) -> None:
    """Remove what services that were killed left behind."""
    for folder in place.glob(f"{_NAME}*"):
        owner = folder.name.removeprefix(_NAME).partition("-")[0]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists():
            shutil.rmtree(folder, ignore_errors=True)
