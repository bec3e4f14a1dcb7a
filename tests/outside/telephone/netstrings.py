"""baresip's remote control: JSON in netstrings over TCP, commands one way, events the other."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable
from typing import Any, Final

CONNECT_S: Final = 20.0
ANSWER_S: Final = 20.0

Event = dict[str, Any]


class Control:
    """The connection to one running baresip. Safe to use from several threads."""

    def __init__(self, host: str, port: int, alive: Callable[[], bool]) -> None:
        """Connect as soon as it listens; raises ``RuntimeError`` when ``alive`` turns false."""
        self.events: list[Event] = []
        """All that it told, in order of arrival; ``type`` says what, ``at`` when (monotonic)."""
        self._answers: dict[str, Event] = {}
        self._news = threading.Condition()
        self._socket = _connect(host, port, alive)
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def command(self, name: str, parameter: str = "") -> str:
        """Have it carried out; gives what baresip says to it. Raises ``RuntimeError``."""
        with self._news:
            token = str(time.monotonic_ns())
            order = {"command": name, "params": parameter, "token": token}
            body = json.dumps(order).encode()
            self._socket.sendall(b"%d:%s," % (len(body), body))
            if not self._news.wait_for(lambda: token in self._answers, ANSWER_S):
                raise RuntimeError(f"baresip did not answer to {name}")
            answer = self._answers.pop(token)
        if not answer["ok"]:
            raise RuntimeError(f"baresip refuses {name} {parameter}: {answer.get('data')}")
        return str(answer.get("data", ""))

    def wait_for(self, kind: str, timeout_s: float, before: int = 0) -> Event:
        """The first event of that type with ``before`` others of it before it.

        Raises ``TimeoutError``.
        """

        def found() -> list[Event]:
            return [event for event in self.events if event["type"] == kind][before:]

        with self._news:
            if not self._news.wait_for(lambda: bool(found()), timeout_s):
                told = ", ".join(event["type"] for event in self.events)
                raise TimeoutError(f"no {kind} within {timeout_s} s, but {told}")
            return found()[0]

    def close(self) -> None:
        """Hang up the remote control; the program goes on."""
        self._socket.close()

    def _read(self) -> None:
        held = b""
        while True:
            try:
                piece = self._socket.recv(65536)
            except OSError:
                return
            if not piece:
                return
            held += piece
            while (split := held.partition(b":"))[1] and len(split[2]) > int(split[0]):
                self._take(json.loads(split[2][: int(split[0])]))
                held = split[2][int(split[0]) + 1 :]

    def _take(self, message: Event) -> None:
        with self._news:
            if message.get("response"):
                self._answers[str(message.get("token"))] = message
            else:
                self.events.append(message | {"at": time.monotonic()})
            self._news.notify_all()


def _connect(host: str, port: int, alive: Callable[[], bool]) -> socket.socket:
    end = time.monotonic() + CONNECT_S
    while alive():
        try:
            connected = socket.create_connection((host, port), timeout=CONNECT_S)
        except ConnectionRefusedError:
            if time.monotonic() > end:
                break
            time.sleep(0.05)
        else:
            connected.settimeout(None)
            # It answers and sends events in small pieces, one after another.
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return connected
    raise RuntimeError(f"baresip did not open its remote control on port {port}")
