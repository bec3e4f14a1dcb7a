"""What happens when the server is killed or stopped in the middle of a conversation."""

import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.outside.conftest import Server


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server of the test's own, since it is killed."""
    server = Server(tmp_path)
    server.start()
    yield server
    server.stop()


def _begin(server: Server) -> tuple[str, dict[str, str]]:
    begun = httpx.post(f"{server.url}/api/v1/conversations", json={}).json()
    url = f"{server.url}/api/v1/conversations/{begun['id']}"
    return url, {"Authorization": f"Bearer {begun['token']}"}


def test_after_kill_9_the_citizen_goes_on_and_nothing_stored_is_lost(own_server: Server) -> None:
    url, headers = _begin(own_server)
    answered: list[str] = []
    client_ids = [uuid.uuid4().hex for _ in range(200)]

    def write() -> None:
        for number, client_id in enumerate(client_ids):
            body = {"text": f"hvordan melder jeg flytning nummer {number}", "client_id": client_id}
            try:
                response = httpx.post(f"{url}/messages", json=body, headers=headers, timeout=10)
            except httpx.HTTPError:
                return
            if response.status_code == 200:
                answered.append(body["text"])

    writer = threading.Thread(target=write)
    writer.start()
    while len(answered) < 10:
        assert writer.is_alive()
    own_server.kill()
    writer.join()
    own_server.start()

    stored = httpx.get(url, headers=headers).json()["messages"]
    asked = [m["text"] for m in stored if m["role"] == "citizen"]
    assert asked[: len(answered)] == answered
    assert len(asked) - len(answered) <= 1
    assert [m["role"] for m in stored[1:]] == ["citizen", "bot"] * len(asked)
    # The one that was cut off is sent again, as the widget does: it is answered, once.
    again = {"text": "sendt igen", "client_id": client_ids[len(answered)]}
    assert httpx.post(f"{url}/messages", json=again, headers=headers).status_code == 200
    # The talk goes on where it was: the bot still waits for the municipality.
    answer = httpx.post(f"{url}/messages", json={"text": "8660"}, headers=headers).json()
    assert "Skanderborg Kommune" in answer["messages"][0]["text"]


def test_a_clean_stop_finishes_open_turns(own_server: Server) -> None:
    url, headers = _begin(own_server)
    statuses: list[int] = []

    def write() -> None:
        with httpx.Client(timeout=20) as client:
            while not stopped.is_set():
                try:
                    response = client.post(
                        f"{url}/messages", json={"text": "hvad koster et pas"}, headers=headers
                    )
                except httpx.ConnectError:
                    return
                statuses.append(response.status_code)

    stopped = threading.Event()
    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    while len(statuses) < 20:
        assert any(writer.is_alive() for writer in writers)
    status = own_server.stop()
    stopped.set()
    for writer in writers:
        writer.join()
    own_server.start()
    assert status == 0
    assert set(statuses) == {200}
