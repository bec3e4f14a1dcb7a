"""A process is killed in a call: the caller isn't left hanging, and nothing is stuck."""

import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import httpx
import pytest
from httpx_ws import HTTPXWSException, WebSocketSession, connect_ws
from wsproto.events import TextMessage

from tests.outside.conftest import Server

SILENCE = bytes(640)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """With calls from the browser; of the test's own, since it is killed."""
    running = Server(tmp_path, MUNI_LINES="browser")
    running.start()
    yield running
    running.stop()


@contextmanager
def _call(server: Server) -> Iterator[WebSocketSession]:
    """A page that rings, and sends the sound of a quiet room until the line is closed."""
    over = threading.Event()
    with (
        httpx.Client(headers={"Origin": server.url}, timeout=30) as page,
        suppress(HTTPXWSException),
        ExitStack() as opened,
    ):
        address = f"{server.url.replace('http', 'ws')}/voice/browser"
        line: WebSocketSession = opened.enter_context(connect_ws(address, page))
        line.send_text(json.dumps({"type": "start", "sample_rate": 16000, "municipality": "0751"}))

        def breathe() -> None:
            with suppress(HTTPXWSException):
                while not over.wait(0.02):
                    line.send_bytes(SILENCE)

        room = threading.Thread(target=breathe, daemon=True)
        room.start()
        yield line
        over.set()
        room.join()


def _hear(line: WebSocketSession, until: str) -> None:
    """Listen until an event of this kind comes."""
    while True:
        event = line.receive(timeout=30)
        if isinstance(event, TextMessage) and json.loads(event.data)["type"] == until:
            return


def test_a_kill_in_a_call_ends_the_line_at_once_and_the_caller_can_ring_again(
    server: Server,
) -> None:
    with _call(server) as line:
        _hear(line, "bot")
        server.kill()
        began = time.monotonic()
        with pytest.raises(HTTPXWSException):
            while True:
                line.receive(timeout=10)
        assert time.monotonic() - began < 2
    # The call is long over before anybody starts the server again.
    with closing(sqlite3.connect(server.database)) as database, database:
        assert database.execute("SELECT ended FROM calls").fetchall() == [(None,)]
        database.execute("UPDATE calls SET started = datetime(started, '-3 hours')")
        database.execute("UPDATE conversations SET created = datetime(created, '-3 hours')")
    server.start()
    with _call(server) as again:
        _hear(again, "bot")

    def endings() -> set[str]:
        with closing(sqlite3.connect(server.database)) as database:
            found = database.execute("SELECT ending FROM calls WHERE ended IS NOT NULL")
            return {row[0] for row in found}

    def counted() -> bool:
        with closing(sqlite3.connect(server.database)) as database:
            [(open_now,)] = database.execute("SELECT count(*) FROM calls WHERE ended IS NULL")
        return bool(open_now == 0)

    end = time.monotonic() + 20
    while not counted():
        assert time.monotonic() < end
        time.sleep(0.1)
    assert "lost" in endings()
    figures = httpx.get(f"{server.url}/metrics").text
    assert 'muni_calls_open{line="browser"} 0.0' in figures
