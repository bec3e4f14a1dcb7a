"""`muni lines` in a process of its own, with the SIP line on a free port."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from tests.outside.telephone.ports import HOST, free_ports

NUMBER: Final = "1010"
"""What callers ring; belongs to no municipality unless a test says so."""
_RTP_PORTS: Final = 1000
_START_S: Final = 180.0
_STOP_S: Final = 30.0


class Hotline:
    """Started inside ``with``, on a database of its own. ``environment`` adds settings."""

    def __init__(self, folder: Path, **environment: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.port = free_ports()
        self._log = folder / "lines.log"
        rtp = free_ports(_RTP_PORTS)
        self._environment = {
            **os.environ,
            "MUNI_DATABASE_URL": f"sqlite:///{folder / 'muni.db'}",
            "MUNI_LINES": "sip",
            "MUNI_SIP_HOST": HOST,
            "MUNI_SIP_PORT": str(self.port),
            "MUNI_SIP_PEERS": HOST,
            "MUNI_RTP_PORTS": f"{rtp}-{rtp + _RTP_PORTS - 1}",
            **environment,
        }
        self._database = Path(self._environment["MUNI_DATABASE_URL"].removeprefix("sqlite:///"))

    @property
    def address(self) -> str:
        """Where it is rung, directly."""
        return f"sip:{NUMBER}@{HOST}:{self.port}"

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    @property
    def log(self) -> str:
        """What it wrote."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def __enter__(self) -> Self:
        muni = Path(sys.executable).parent / "muni"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [str(muni), "lines"],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + _START_S
        while self.alive and time.monotonic() < end:
            if "lines_ready" in self.log:
                return self
            time.sleep(0.2)
        self.__exit__(None, None, None)
        raise RuntimeError(f"`muni lines` did not start:\n{self.log[-3000:]}")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.alive:
            self._process.terminate()
        try:
            self._process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def stored(self, query: str) -> list[dict[str, Any]]:
        """Rows of its database, as they are right now."""
        with closing(sqlite3.connect(f"file:{self._database}?mode=ro", uri=True)) as database:
            database.row_factory = sqlite3.Row
            return [dict(row) for row in database.execute(query)]

    def resources(self) -> dict[str, float]:
        """What the process holds: ``sockets``, ``threads``, ``memory_mb``."""
        process = Path(f"/proc/{self.pid}")
        links = []
        for entry in (process / "fd").iterdir():
            try:
                links.append(str(entry.readlink()))
            except FileNotFoundError:
                continue
        status = (process / "status").read_text(encoding="utf-8")
        return {
            "sockets": float(sum(link.startswith("socket:") for link in links)),
            "threads": float(_number(status, "Threads")),
            "memory_mb": _number(status, "VmRSS") / 1024,
        }


def _number(status: str, name: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+)", status, re.MULTILINE)
    assert found is not None, name
    return int(found[1])
