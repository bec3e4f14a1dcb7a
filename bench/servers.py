"""Starts what is measured: MUNI's service, and `rasa run` with an action server beside it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

BIN = Path(sys.executable).parent
START_SECONDS = 240.0


@dataclass
class Running:
    """A started server."""

    url: str
    processes: list[subprocess.Popen[bytes]]
    start_seconds: float

    def memory_mb(self) -> float:
        """Resident memory of the serving process, MB (of the first, without action server)."""
        status = Path(f"/proc/{self.processes[0].pid}/status").read_text(encoding="ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


def free_port() -> int:
    """A port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def database_url(folder: Path) -> str:
    """The database of the service that :func:`muni` starts in ``folder``."""
    return f"sqlite:///{folder / 'bench.db'}"


@contextmanager
def muni(
    folder: Path, workers: int = 1, settings: Mapping[str, str] | None = None
) -> Iterator[Running]:
    """`muni serve` on a SQLite database in ``folder``, with ``settings`` in its environment."""
    port = free_port()
    environment = {
        **os.environ,
        "MUNI_DATABASE_URL": database_url(folder),
        "MUNI_RATE_LIMIT": "false",
        **(settings or {}),
    }
    command = [str(BIN / "muni"), "serve", "--port", str(port), "--workers", str(workers)]
    with _started([command], f"http://127.0.0.1:{port}/readyz", folder, environment) as running:
        running.url = f"http://127.0.0.1:{port}"
        yield running


@contextmanager
def rasa(model: Path, folder: Path) -> Iterator[Running]:
    """`rasa run` with the same model, and `rasa run actions` over HTTP."""
    port, actions = free_port(), free_port()
    endpoints = folder / "endpoints.yml"
    endpoints.write_text(f"action_endpoint:\n  url: http://127.0.0.1:{actions}/webhook\n")
    commands = [
        [
            *(str(BIN / "rasa"), "run", "--model", str(model), "--port", str(port)),
            *("--endpoints", str(endpoints), "--interface", "127.0.0.1"),
        ],
        [str(BIN / "rasa"), "run", "actions", "--port", str(actions)],
    ]
    ready = f"http://127.0.0.1:{port}/"
    with _started(commands, ready, folder, dict(os.environ)) as running:
        running.url = f"http://127.0.0.1:{port}"
        _wait(f"http://127.0.0.1:{actions}/health", running.processes)
        yield running


@contextmanager
def _started(
    commands: list[list[str]], ready: str, folder: Path, environment: dict[str, str]
) -> Iterator[Running]:
    began = time.perf_counter()
    with (folder / "server.log").open("ab") as log:
        processes = [
            subprocess.Popen(
                command, env=environment, stdout=log, stderr=log, start_new_session=True
            )
            for command in commands
        ]
    try:
        _wait(ready, processes)
        yield Running("", processes, time.perf_counter() - began)
    finally:
        for process in processes:
            os.killpg(process.pid, signal.SIGTERM)
        for process in processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def _wait(url: str, processes: list[subprocess.Popen[bytes]]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if any(process.poll() is not None for process in processes):
            raise RuntimeError(f"{url}: the server ended; see server.log")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"{url} did not answer in {START_SECONDS:.0f} s")
