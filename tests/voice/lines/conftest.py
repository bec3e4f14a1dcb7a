"""What the tests of telephone lines share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.voice.lines.serving import Service, serving
from voice.lines.socket_line import complaints


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    """The service with all WebSocket lines on."""
    with serving() as running:
        yield running


@pytest.fixture(autouse=True)
def fresh_complaints(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has its own share of log lines."""
    monkeypatch.setattr(complaints, "_said", 0)


@pytest.fixture(autouse=True)
def no_faults(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Nothing that a peer does is an error of ours."""
    yield
    wrong = [r.getMessage() for r in caplog.get_records("call") if r.levelname == "ERROR"]
    assert wrong == []
