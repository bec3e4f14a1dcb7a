"""All processes of one `muni serve`: told of in one place, and gone when it is gone."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.outside.conftest import Server
from tests.outside.telephone.ports import HOST, free_ports

ASKED = 12


@pytest.fixture
def whole(tmp_path: Path) -> Iterator[Server]:
    """Two web workers, the jobs and the telephone."""
    rtp = free_ports(100)
    server = Server(
        tmp_path,
        MUNI_LINES="sip",
        MUNI_SIP_HOST=HOST,
        MUNI_SIP_PORT=str(free_ports()),
        MUNI_RTP_PORTS=f"{rtp}-{rtp + 99}",
        MUNI_SPACY_PIPELINE=os.environ.get("MUNI_SPACY_PIPELINE", "models/da_muni"),
    )
    server.arguments = ("--workers", "2")
    server.start()
    yield server
    server.kill()


def _figures(server: Server) -> dict[str, float]:
    found: dict[str, float] = {}
    for family in text_string_to_metric_families(httpx.get(f"{server.url}/metrics").text):
        for sample in family.samples:
            found[sample.name] = found.get(sample.name, 0.0) + sample.value
            if sample.name in {"muni_workers", "muni_speech_model_info"}:
                key = f"{sample.name}:{sample.labels.get('kind', '')}"
                found[key] = found.get(key, 0.0) + sample.value
    return found


def _until(what: str, true: object, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, what
        time.sleep(0.1)


def _family(pid: int) -> set[int]:
    """The process and all that it started, and those."""
    parents = {}
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            try:
                fields = (place / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(place.name)] = (int(fields[1]), fields[0])
    found = {pid}
    while more := {one for one, (up, _) in parents.items() if up in found} - found:
        found |= more
    return {one for one in found if parents.get(one, (0, "Z"))[1] != "Z"}


def test_one_page_of_figures_tells_of_all_and_none_outlives_a_kill(whole: Server) -> None:
    for _ in range(ASKED):
        with httpx.Client() as alone:
            begun = alone.post(f"{whole.url}/api/v1/conversations", json={}).json()
            answer = alone.post(
                f"{whole.url}/api/v1/conversations/{begun['id']}/messages",
                json={"text": "hej"},
                headers={"Authorization": f"Bearer {begun['token']}"},
            )
            assert answer.status_code == 200
    # Whichever worker is asked, and however the kernel shared the questions out.
    assert [_figures(whole)["muni_turns_total"] for _ in range(4)] == [float(ASKED)] * 4
    _until("the telephone answers", lambda: "lines" in str(_kinds(whole)))
    _until("and is told of", lambda: _figures(whole).get("muni_speech_model_info", 0) >= 1)
    ready = httpx.get(f"{whole.url}/readyz").json()
    assert ready["parts"]["telephone"] == "ok"
    assert whole.process is not None
    family = _family(whole.process.pid)
    assert len(family) >= 5
    whole.kill()
    _until("all are gone", lambda: not _alive(family), 20.0)


def _kinds(server: Server) -> set[str]:
    return {name.partition(":")[2] for name in _figures(server) if name.startswith("muni_workers:")}


def _alive(pids: set[int]) -> set[int]:
    def lives(pid: int) -> bool:
        try:
            stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
        except OSError:
            return False
        return stat.rpartition(")")[2].split()[0] != "Z"

    return {pid for pid in pids if lives(pid)}
