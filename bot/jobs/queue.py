"""The queue of jobs: on Redis when there is one, else in an SQLite file."""

import json
from collections.abc import Callable
from typing import Any

from huey import Huey, RedisHuey, SqliteHuey
from huey.registry import Message
from huey.serializer import Serializer

from bot.request_id import request_of
from bot.settings import Settings

_NAME = "muni"


class PlainSerializer(Serializer):  # type: ignore[misc]
    """Jobs as JSON. Huey's own pickles would let whoever writes in the queue run code here."""

    def _serialize(self, data: Message) -> bytes:
        return json.dumps(data).encode()

    def _deserialize(self, data: bytes) -> Message:
        return Message(*json.loads(data))


def build_queue(settings: Settings, train: Callable[[int], None]) -> tuple[Huey, Any]:
    """The queue that the settings name, and what puts a training (by its run's id) into it.

    With it goes the id of the request that asked, so that the job's log can be found by it.

    ``train`` is the work; only the process that serves the queue does it.
    """
    plain = {"results": False, "serializer": PlainSerializer()}
    if settings.redis_url:
        queue: Huey = RedisHuey(_NAME, url=settings.redis_url, **plain)
    else:
        settings.jobs_file.parent.mkdir(parents=True, exist_ok=True)
        queue = SqliteHuey(_NAME, filename=str(settings.jobs_file), **plain)

    def work(identity: int, request_id: str | None = None) -> None:
        with request_of(request_id):
            train(identity)

    return queue, queue.task(name="train")(work)
