"""OpenTelemetry, if it is asked for: a turn and its steps as a trace, without a word of it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bot.request_id import current_request_id


class _Tracing:
    """Of this process."""

    tracer: Any = None
    provider: Any = None


_tracing = _Tracing()


def start_tracing(endpoint: str) -> None:
    """Send traces to ``endpoint`` from now on; nothing when it is empty.

    Raises ModuleNotFoundError when the extra ``otel`` is not installed.
    """
    if not endpoint:
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(
        resource=Resource.create({"service.name": "muni"}), id_generator=_Ids()
    )
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))
    _tracing.tracer, _tracing.provider = provider.get_tracer("muni"), provider


def stop_tracing() -> None:
    """Send what is left."""
    if _tracing.provider is not None:
        _tracing.provider.shutdown()
        _tracing.tracer = _tracing.provider = None


@contextmanager
def span(name: str, **attributes: str) -> Iterator[None]:
    """A step of a trace; costs nothing while nobody asks for traces."""
    if _tracing.tracer is None:
        yield
        return
    # An exception's text may quote the citizen, so it stays out.
    with _tracing.tracer.start_as_current_span(
        name, attributes=attributes, record_exception=False, set_status_on_exception=False
    ):
        yield


class _Ids:
    """A trace has the id of its request, so that the log's lines are found by it."""

    def generate_trace_id(self) -> int:
        known = (current_request_id() or "").replace("-", "")
        return int(known, 16) if known else random.getrandbits(128)

    def generate_span_id(self) -> int:
        return random.getrandbits(64) or 1

    def is_trace_id_random(self) -> bool:
        return True
