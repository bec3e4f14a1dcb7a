"""After a conversation full of personal data, none of it is in database, tracker or log."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.outside.conftest import Server

PRIVATE = {
    "mit cpr nummer er 170485-3323, kan I se min sag": ["170485", "3323"],
    "cpr nul to nul fire otteoghalvfjerds femogtyve fyrre, hvad koster et pas": ["femogtyve fyrre"],
    "ring til mig på 28 91 34 57 eller +4528913458": ["28 91 34 57", "28913458"],
    "min mail er zenobia.quist@firma-xyz.dk": ["zenobia", "firma-xyz"],
    "jeg hedder Zenobia Quistgaard og vil melde flytning": ["Zenobia", "Quistgaard"],
    "jeg bor Krokusvænget 117, 4. tv, 8660 Skanderborg": ["Krokusvænget", "117, 4. tv"],
    "mit kort er 4571 7360 0000 0008": ["4571 7360"],
    "overfør til reg 7612 konto 0012345678": ["0012345678"],
    "iban DK5000400440116243": ["DK5000400440116243"],
}
_DRAWN = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}|\d\d:\d\d:\d\d\.\d{6}"
)


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server that logs as much as it can."""
    server = Server(tmp_path, MUNI_LOG_LEVEL="DEBUG")
    server.start()
    yield server
    server.stop()


def test_nothing_personal_is_stored_or_logged(own_server: Server) -> None:
    begun = httpx.post(f"{own_server.url}/api/v1/conversations", json={}).json()
    url = f"{own_server.url}/api/v1/conversations/{begun['id']}"
    headers = {"Authorization": f"Bearer {begun['token']}"}
    for text in PRIVATE:
        answer = httpx.post(f"{url}/messages", json={"text": text}, headers=headers)
        assert answer.status_code == 200
        answer_id = answer.json()["messages"][0]["id"]
        comment = {"rating": "down", "comment": text}
        rated = httpx.post(f"{url}/messages/{answer_id}/feedback", json=comment, headers=headers)
        assert rated.status_code == 204
        webhook = {"sender": "zenobia.quist@firma-xyz.dk", "message": text}
        assert httpx.post(f"{own_server.url}/webhooks/rest/webhook", json=webhook).is_success
        assert httpx.post(f"{url}/messages", json={"tekst": text}, headers=headers).is_client_error
    with sqlite3.connect(own_server.database) as database:
        kept = "\n".join(database.iterdump())
    # The tracker is the column `state`, and lies in the same dump.
    assert "last_said" in kept
    logged = own_server.log.read_text(encoding="utf-8")
    assert "ready" in logged
    raw = b"".join(f.read_bytes() for f in own_server.folder.iterdir() if "muni.db" in f.name)
    for secrets in PRIVATE.values():
        for secret in secrets:
            assert secret not in _said(kept), secret
            assert secret not in _said(logged), secret
            assert secret.encode() not in _said(raw.decode("latin-1")).encode("latin-1"), secret


def _said(everything: str) -> str:
    """Without ids, hashes and times of day, which may hold any four digits."""
    return _DRAWN.sub("", everything)
