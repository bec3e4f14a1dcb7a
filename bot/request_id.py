"""The id that ties together what one request, call or job wrote in the logs."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import structlog

ENVIRONMENT: Final = "MUNI_REQUEST_ID"
"""Hands it on to a process that does a job."""
_KEY: Final = "request_id"


def new_request_id() -> str:
    """One that nobody has."""
    return uuid.uuid4().hex


def current_request_id() -> str | None:
    """The one of what is going on here, if any."""
    found: str | None = structlog.contextvars.get_contextvars().get(_KEY)
    return found


@contextmanager
def request_of(request_id: str | None) -> Iterator[None]:
    """Inside, every line of the log carries ``request_id``; none changes nothing."""
    if request_id is None:
        yield
        return
    with structlog.contextvars.bound_contextvars(**{_KEY: request_id}):
        yield


def take_up_from_environment() -> None:
    """In a process that was started for a job: go on under the id of who asked for it."""
    if given := os.environ.get(ENVIRONMENT):
        structlog.contextvars.bind_contextvars(**{_KEY: given})
