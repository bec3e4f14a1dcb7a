"""The least switchboard there is: a stateless SIP proxy that knows numbers (RFC 3261, 16.11).

It stays out of the call once it is begun: sound, REFER and BYE go directly.
"""

from __future__ import annotations

import hashlib
import re
import socket
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Final, Self

from tests.outside.telephone.ports import HOST

Address = tuple[str, int]

_REQUEST: Final = re.compile(r"([A-Z]+) sips?:(?:([^@\s]+)@)?\S+ SIP/2\.0")
_BRANCH: Final = re.compile(r"branch=([^;,\s]+)")
_SENT_BY: Final = re.compile(r"SIP/2\.0/UDP ([^:;\s]+):(\d+)")


class Forwarding:
    """Listens on UDP on loopback, inside ``with``.

    ``numbers``: what is rung (the part before @) and the SIP address where it is.
    """

    def __init__(self, numbers: Mapping[str, str]) -> None:
        self._numbers = dict(numbers)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((HOST, 0))
        self.rung: list[str] = []
        """The numbers that were rung, in order."""

    @property
    def port(self) -> int:
        """Where it listens."""
        port: int = self._socket.getsockname()[1]
        return port

    def address(self, number: str) -> str:
        """What a telephone dials to reach the number by way of here."""
        return f"sip:{number}@{HOST}:{self.port}"

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # An empty datagram wakes the thread, which a mere close would not.
        self._socket.sendto(b"", (HOST, self.port))
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while datagram := self._socket.recvfrom(65536)[0]:
            head, _, body = datagram.decode("utf-8", errors="replace").partition("\r\n\r\n")
            lines = head.split("\r\n")
            passed = self._response(lines) if lines[0].startswith("SIP/2.0") else self._ask(lines)
            if passed:
                self._socket.sendto("\r\n".join([*passed[0], "", body]).encode(), passed[1])

    def _ask(self, lines: list[str]) -> tuple[list[str], Address] | None:
        found = _REQUEST.match(lines[0])
        branch = next((_BRANCH.search(line) for line in lines if _is_via(line)), None)
        place = self._numbers.get(found[2]) if found else None
        if not found or not branch or not place:
            return None
        if found[1] == "INVITE":
            self.rung.append(found[2])
        # The same for whatever belongs to one transaction: also its CANCEL and its ACK.
        ours = hashlib.sha256(branch[1].encode()).hexdigest()[:24]
        via = f"Via: SIP/2.0/UDP {HOST}:{self.port};branch=z9hG4bK{ours}"
        host, port = place.rpartition("@")[2].split(":")
        return [f"{found[1]} {place} SIP/2.0", via, *lines[1:]], (host, int(port))

    @staticmethod
    def _response(lines: list[str]) -> tuple[list[str], Address] | None:
        vias = [line for line in lines if _is_via(line)]
        sent_by = _SENT_BY.search(vias[1]) if len(vias) > 1 else None
        if sent_by is None:
            return None
        lines.remove(vias[0])
        return lines, (sent_by[1], int(sent_by[2]))


def _is_via(line: str) -> bool:
    return line.lower().startswith(("via:", "v:"))
