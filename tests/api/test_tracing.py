"""A turn as a trace, at a real collector's address: its steps, its id, and none of its words."""

import threading
import uuid
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from bot.tracing import start_tracing, stop_tracing
from tests.api.chatting import Citizen


class _Collector(BaseHTTPRequestHandler):
    bodies: list[bytes] = []

    def do_POST(self) -> None:
        self.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def collector() -> Iterator[str]:
    """Where traces are taken in."""
    _Collector.bodies.clear()
    server = HTTPServer(("127.0.0.1", 0), _Collector)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/traces"
    server.shutdown()
    server.server_close()


async def test_a_turn_is_a_trace_with_the_requests_id_and_without_its_words(
    client: httpx.AsyncClient, collector: str
) -> None:
    citizen = await Citizen.arrive(client)
    given = uuid.uuid4().hex
    start_tracing(collector)
    headers = {**citizen.headers, "X-Request-Id": given}
    body = {"text": "jeg hedder Vibeke, hvad koster et pas"}
    await client.post(f"{citizen.url}/messages", json=body, headers=headers)
    stop_tracing()
    sent = b"".join(_Collector.bodies)
    found = ExportTraceServiceRequest.FromString(sent)
    spans = [one for part in found.resource_spans for scope in part.scope_spans
             for one in scope.spans]  # fmt: skip
    assert {"turn", "mask", "nlu", "municipality", "answer", "store"} <= {one.name for one in spans}
    assert {one.trace_id.hex() for one in spans} == {given}
    assert b"Vibeke" not in sent
    assert b"koster" not in sent


async def test_without_a_collector_nothing_is_traced(
    client: httpx.AsyncClient, collector: str
) -> None:
    start_tracing("")
    await Citizen.arrive(client)
    assert _Collector.bodies == []
