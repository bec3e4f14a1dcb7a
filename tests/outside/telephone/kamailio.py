"""Kamailio with rtpengine before MUNI, from the very files that operators get."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from tests.outside.telephone.apt import program
from tests.outside.telephone.ports import HOST, free_ports

DEPLOY: Final = Path(__file__).parents[3] / "deploy"
_RTP_PORTS: Final = 100
_START_S: Final = 15.0
_STOP_S: Final = 10.0
_ANSWER_S: Final = 1.0
_LOCAL: Final = """\
#!define FOLDER "{folder}"
#!define RUN_FOLDER "{folder}"
#!define RTPENGINE "udp:{host}:{ng}"
#!define MUNI_NUMBERS "{numbers}"
#!define SWITCHBOARD_NUMBERS "{switchboard_numbers}"
listen=udp:{host}:{sip}
listen=tcp:{host}:{sip}
"""


class Kamailio:
    """Both programs in processes of their own, on loopback; used inside ``with``.

    ``workers``: ports of the MUNI workers; ``trunks``: ports that may ring; ``numbers`` and
    ``switchboard_numbers``: regular expressions over what is rung; ``switchboard``: its port.
    """

    def __init__(
        self,
        folder: Path,
        *,
        workers: Sequence[int],
        trunks: Sequence[int],
        numbers: str,
        switchboard: int | None = None,
        switchboard_numbers: str = "^$",
    ) -> None:
        self.port = free_ports(2)
        self._folder = folder
        self._processes: list[tuple[subprocess.Popen[bytes], IO[bytes]]] = []
        shutil.copytree(DEPLOY / "kamailio", folder)
        self._ng = free_ports()
        local = _LOCAL.format(
            folder=folder,
            host=HOST,
            ng=self._ng,
            sip=self.port,
            numbers=numbers,
            switchboard_numbers=switchboard_numbers,
        )
        places = [(1, port) for port in workers] + ([(2, switchboard)] if switchboard else [])
        (folder / "local.cfg").write_text(local, encoding="utf-8")
        (folder / "dispatcher.list").write_text(
            "".join(f"{group} sip:{HOST}:{port} 0 0\n" for group, port in places), encoding="utf-8"
        )
        (folder / "address.list").write_text(
            "".join(f"1 {HOST} 32 {port}\n" for port in trunks), encoding="utf-8"
        )
        first = free_ports(_RTP_PORTS)
        self._rtp_ports = range(first, first + _RTP_PORTS)
        (folder / "rtpengine.conf").write_text(
            _loopback(
                (DEPLOY / "rtpengine/rtpengine.conf").read_text(encoding="utf-8"),
                {
                    "interface": HOST,
                    "listen-ng": f"{HOST}:{self._ng}",
                    "port-min": str(first),
                    "port-max": str(self._rtp_ports[-1]),
                },
            ),
            encoding="utf-8",
        )

    def address(self, number: str) -> str:
        """What a telephone dials to reach the number by way of here."""
        return f"sip:{number}@{HOST}:{self.port}"

    @property
    def log(self) -> str:
        """What both wrote."""
        logs = (self._folder / f"{name}.log" for name in ("rtpengine", "kamailio"))
        return "\n".join(log.read_text(errors="replace") for log in logs if log.exists())

    def __enter__(self) -> Self:
        folder = str(self._folder)
        self._start("rtpengine", "--config-file", f"{folder}/rtpengine.conf", "-f", "-E")
        # Kamailio asks for rtpengine once at its start, and then not for a while.
        self._wait(self._rtpengine_answers)
        # -DD: it stays in the foreground, and its helpers are its children.
        self._start(
            "kamailio", "-f", f"{folder}/kamailio.cfg", "-DD", "-E",
            "-P", f"{folder}/kamailio.pid", "-Y", folder, "-m", "32", "-M", "8",
        )  # fmt: skip
        self._wait(lambda: bool(self.workers()))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def carries(self, port: int) -> bool:
        """Whether that is a port by which rtpengine carries sound."""
        return port in self._rtp_ports

    def workers(self) -> dict[str, bool]:
        """The SIP address of every place that calls may go to: does it answer?"""
        reply = self._ask_kamailio("dispatcher.list")
        groups = [one["SET"] for one in reply["result"]["RECORDS"]]
        places = [place["DEST"] for group in groups for place in group["TARGETS"]]
        return {place["URI"]: place["FLAGS"].startswith("A") for place in places}

    def _rtpengine_answers(self) -> bool:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            asking.settimeout(_ANSWER_S)
            asking.sendto(b"1 d7:command4:pinge", (HOST, self._ng))
            return b"pong" in asking.recv(4096)

    def _ask_kamailio(self, method: str) -> dict[str, Any]:
        mine = self._folder / "asking.sock"
        mine.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as asking:
            asking.bind(str(mine))
            asking.settimeout(_ANSWER_S)
            order = {"jsonrpc": "2.0", "method": method, "id": 1}
            asking.sendto(json.dumps(order).encode(), str(self._folder / "kamailio_rpc.sock"))
            reply: dict[str, Any] = json.loads(asking.recv(65536))
        return reply

    def _wait(self, ready: Callable[[], bool]) -> None:
        end = time.monotonic() + _START_S
        running = True
        while running and time.monotonic() < end:
            with suppress(OSError):
                if ready():
                    return
            running = all(process.poll() is None for process, _ in self._processes)
            time.sleep(0.1)
        self._stop()
        raise RuntimeError(f"Kamailio or rtpengine did not start:\n{self.log[-3000:]}")

    def _stop(self) -> None:
        for process, log in reversed(self._processes):
            process.terminate()
            try:
                process.wait(_STOP_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            log.close()

    def _start(self, name: str, *arguments: str) -> None:
        log = (self._folder / f"{name}.log").open("wb")
        process = subprocess.Popen(
            [program(name), *arguments], stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        self._processes.append((process, log))


def _loopback(text: str, values: Mapping[str, str]) -> str:
    """The file with some of its values changed; each must be in it."""
    for name, value in values.items():
        text, changed = re.subn(rf"(?m)^{name} = .*$", f"{name} = {value}", text)
        assert changed == 1, name
    return text
