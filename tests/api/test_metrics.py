"""The figures answer an operator's questions, and hold nothing of a citizen's."""

import re
from pathlib import Path

import httpx
from prometheus_client.parser import text_string_to_metric_families

from bot.api import metrics_page
from tests.api.chatting import Citizen


async def _figures(
    client: httpx.AsyncClient,
) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    text = (await client.get("/metrics")).text
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_each_step_of_a_turn_is_measured_by_itself(client: httpx.AsyncClient) -> None:
    before = await _figures(client)
    answer = await (await Citizen.arrive(client)).say("hvad koster et pas")
    after = await _figures(client)

    def grew(name: str, **labels: str) -> float:
        key = (name, tuple(sorted(labels.items())))
        return after.get(key, 0.0) - before.get(key, 0.0)

    steps = ("wait", "mask", "municipality", "nlu", "dialogue", "answer", "store")
    counted = [grew("muni_turn_step_seconds_count", step=s, channel="web") for s in steps]
    assert counted == [1.0] * len(steps)
    spent = sum(grew("muni_turn_step_seconds_sum", step=s, channel="web") for s in steps)
    whole = grew("muni_turn_seconds_sum", channel="web")
    assert 0.8 * whole <= spent <= whole
    kind = answer["kind"]
    assert grew("muni_turns_total", channel="web", outcome=kind) == 1.0


async def test_what_stands_in_the_database_is_told(client: httpx.AsyncClient) -> None:
    names = {name for name, _ in await _figures(client)}
    assert {
        "muni_database_up",
        "muni_live_waiting",
        "muni_live_longest_wait_seconds",
        "muni_jobs_queued",
        "muni_model_info",
        "muni_build_info",
        "muni_workers_refusing",
    } <= names


async def test_neither_words_nor_what_a_client_chooses_becomes_a_label(
    client: httpx.AsyncClient,
) -> None:
    citizen = await Citizen.arrive(client)
    said = "jeg hedder Vibeke Troelsen og mit nummer er 010190-1234"
    await citizen.send(text=said, client_id="egetvalg-1")
    await client.request("VIBEKE", "/healthz")
    await client.get("/vibeke", headers={"User-Agent": "Troelsen", "X-Request-Id": "troelsen-1"})
    text = (await client.get("/metrics")).text
    assert not re.search(r"vibeke|troelsen|010190|egetvalg", text, re.IGNORECASE)
    assert citizen.id not in text


async def test_a_killed_process_leaves_no_open_calls_behind(
    tmp_path: Path,
) -> None:
    gone, here = tmp_path / "gauge_livesum_999999.db", tmp_path / "gauge_livesum_1.db"
    gone.write_bytes(b"")
    here.write_bytes(b"")
    metrics_page._forget_dead(tmp_path)
    assert not gone.exists()
    assert here.exists()
