"""Figures that are no counters of a process but stand in the database: queues, models, workers."""

import asyncio
import time
from collections import Counter
from datetime import datetime
from importlib.metadata import version
from typing import Any, Final

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.assembly import Bot
from bot.live.presence import THERE
from bot.publishing.registry import model_id
from bot.publishing.workers import Workers
from bot.store.live_tables import AgentPresenceRow, LiveChatRow
from bot.store.training_tables import TrainingRunRow

PATIENCE_S: Final = 2.0
"""A database that needs longer counts as down; Prometheus asks every 15 s."""


async def state_metrics(bot: Bot) -> list[Metric]:
    """What stands in the database now; with none of it ``muni_database_up`` is 0."""
    own = [
        _one("muni_build_info", "This version of MUNI.", {"version": version("muni")}, 1),
        _one("muni_model_info", "The model that answers in this process.",
             {"model": model_id(bot.dialogue.model)}, 1),
    ]  # fmt: skip
    began = time.perf_counter()
    try:
        async with asyncio.timeout(PATIENCE_S):
            stored = [*await bot.database.read(_queues), *await _workers(bot)]
    except (SQLAlchemyError, TimeoutError):
        return [*own, _one("muni_database_up", "1 when the database answers.", {}, 0)]
    spent = time.perf_counter() - began
    return [
        *own,
        *stored,
        _one("muni_database_up", "1 when the database answers.", {}, 1),
        _one("muni_database_read_seconds", "Time to read these figures.", {}, spent),
    ]


def _queues(session: Session) -> list[Metric]:
    now = datetime.utcnow()
    chats = select(LiveChatRow.state, func.count(), func.min(LiveChatRow.asked)).group_by(
        LiveChatRow.state
    )
    found = {state: (count, oldest) for state, count, oldest in session.execute(chats)}
    waiting, since = found.get("waiting", (0, None))
    there = session.scalar(select(func.count()).where(AgentPresenceRow.seen >= now - THERE))
    active = select(TrainingRunRow.state, TrainingRunRow.asked).where(TrainingRunRow.active)
    jobs = list(session.execute(active))
    failed = select(func.count()).where(TrainingRunRow.state == "failed")
    return [
        _one("muni_live_waiting", "Chats that wait for a person.", {}, waiting),
        _one("muni_live_taken", "Chats that a person has.", {}, found.get("taken", (0, None))[0]),
        _one("muni_live_longest_wait_seconds", "How long the first in the queue has waited.", {},
             _age(since, now)),
        _one("muni_live_agents", "Agents who are there.", {}, there or 0),
        _one("muni_jobs_queued", "Jobs that wait to be taken up.", {},
             sum(state == "queued" for state, _ in jobs)),
        _one("muni_jobs_running", "Jobs under way.", {},
             sum(state == "running" for state, _ in jobs)),
        _one("muni_jobs_oldest_seconds", "Age of the oldest job that is not over.", {},
             _age(min((asked for _, asked in jobs), default=None), now)),
        _one("muni_jobs_failed", "Jobs on record that failed.", {}, session.scalar(failed) or 0),
    ]  # fmt: skip


async def _workers(bot: Bot) -> list[Metric]:
    workers = await Workers(bot.database).all()
    answering = GaugeMetricFamily(
        "muni_workers", "Processes that answer, by kind and model.", labels=["kind", "model"]
    )
    for (kind, model), count in Counter((one.kind, one.model_id) for one in workers).items():
        answering.add_metric([kind, model], count)
    refusing = sum(one.note is not None for one in workers)
    return [
        answering,
        _one("muni_workers_refusing", "Processes that can't load the published model.", {},
             refusing),
    ]  # fmt: skip


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0


def _one(name: str, text: str, labels: dict[str, str], value: Any) -> Metric:
    family = GaugeMetricFamily(name, text, labels=list(labels))
    family.add_metric(list(labels.values()), float(value))
    return family
