"""One id leads from a request through the log of its turn, its call or its job."""

import json
import uuid
from pathlib import Path

import httpx
import pytest

from bot.jobs.queue import build_queue
from bot.logs import configure_logs
from bot.request_id import current_request_id, request_of
from bot.settings import Settings
from tests.api.chatting import Citizen


async def test_the_id_that_came_in_goes_out_and_stands_in_the_log_of_the_turn(
    client: httpx.AsyncClient, settings: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    configure_logs(settings)
    citizen = await Citizen.arrive(client)
    capfd.readouterr()
    given = uuid.uuid4().hex
    headers = {**citizen.headers, "X-Request-Id": given}
    answer = await client.post(f"{citizen.url}/messages", json={"text": "hej"}, headers=headers)
    assert answer.headers["x-request-id"] == given
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines() if line[:1] == "{"]
    [turn] = [line for line in lines if line["event"] == "turn"]
    assert (turn["request_id"], turn["conversation"]) == (given, citizen.id)
    assert turn["spent_ms"] > 0


@pytest.mark.parametrize("chosen", ["010190-1234", "Vibeke-Troelsen", "a" * 31, "x" * 32])
async def test_an_id_that_may_be_a_name_or_a_number_is_replaced(
    client: httpx.AsyncClient, chosen: str
) -> None:
    answer = await client.get("/healthz", headers={"X-Request-Id": chosen})
    assert answer.headers["x-request-id"] != chosen
    assert len(answer.headers["x-request-id"]) == 32


def test_a_job_goes_on_under_the_id_of_who_asked(tmp_path: Path, settings: Settings) -> None:
    own = settings.copy(update={"jobs_file": tmp_path / "jobs.db", "redis_url": ""})
    seen: list[str | None] = []
    queue, train = build_queue(own, lambda _: seen.append(current_request_id()))
    with request_of("0" * 32):
        train(1, current_request_id())
    train(2)
    for _ in range(2):
        queue.execute(queue.dequeue())
    assert seen == ["0" * 32, None]
    queue.storage.close()
