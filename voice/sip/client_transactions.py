"""Client transactions: our requests, repeated until they are answered (RFC 3261, 17.1)."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field

from voice.sip.message import Headers, Request, Response
from voice.sip.settings import Timers
from voice.sip.transport import Hop, Transport
from voice.sip.values import bracketed, read_cseq, read_via

_BRANCH = "z9hG4bK"


@dataclass(slots=True)
class _Pending:
    request: Request
    octets: bytes
    hop: Hop
    outcome: asyncio.Future[Response]
    proceeding: bool = False
    ack: bytes | None = None
    handles: dict[str, asyncio.TimerHandle] = field(default_factory=dict)


class ClientTransactions:
    """Every request of ours that waits for its answer."""

    def __init__(self, transport: Transport, timers: Timers) -> None:
        self._transport = transport
        self._timers = timers
        self._pending: dict[str, _Pending] = {}

    def __len__(self) -> int:
        return len(self._pending)

    async def ask(self, request: Request, hop: Hop) -> Response:
        """Send the request; the final response, or one of our own with status 408 when none came.

        Puts the Via on top of ``request``.
        """
        branch = self._add_via(request, hop)
        loop = asyncio.get_running_loop()
        pending = _Pending(request, request.encode(), hop, loop.create_future())
        self._pending[branch.lower()] = pending
        self._send(pending.octets, hop)
        if not hop.reliable:
            self._repeat_later(pending, self._timers.t1)
        pending.handles["give up"] = loop.call_later(
            self._timers.give_up, self._give_up, pending.outcome
        )
        try:
            return await pending.outcome
        finally:
            for handle in pending.handles.values():
                handle.cancel()
            if request.method == "INVITE":
                loop.call_later(self._timers.give_up, self._pending.pop, branch.lower(), None)
            else:
                del self._pending[branch.lower()]

    def acknowledge(self, invite: Request, ack: Request, hop: Hop) -> None:
        """Send the ACK for a 2xx to our INVITE, now and whenever the 2xx comes again."""
        self._add_via(ack, hop)
        octets = ack.encode()
        pending = self._pending.get(_branch(invite.headers) or "")
        if pending is not None:
            pending.ack = octets
        self._send(octets, hop)

    def receive(self, response: Response) -> bool:
        """Take a response; False when it answers nothing that we asked."""
        try:
            _, method = read_cseq(response.headers.get("cseq") or "")
        except ValueError:
            return False
        if len(response.headers.listed("via")) != 1:
            return False
        pending = self._pending.get(_branch(response.headers) or "")
        if pending is None or pending.request.method != method:
            return False
        if response.status < 200:
            pending.proceeding = True
            return True
        if method == "INVITE" and response.status >= 300:
            pending.ack = _refusal_ack(pending.request, response)
            self._send(pending.ack, pending.hop)
        elif pending.outcome.done() and pending.ack is not None:
            self._send(pending.ack, pending.hop)
        if not pending.outcome.done():
            pending.outcome.set_result(response)
        return True

    def close(self) -> None:
        """Give up what is still asked."""
        for pending in list(self._pending.values()):
            self._give_up(pending.outcome)

    def _add_via(self, request: Request, hop: Hop) -> str:
        branch = _BRANCH + secrets.token_hex(12)
        host = bracketed(self._transport.local_ip(hop.address[0]))
        port = self._transport.port(hop.transport)
        request.headers.put_first(
            "via", f"SIP/2.0/{hop.transport} {host}:{port};branch={branch};rport"
        )
        return branch

    def _send(self, octets: bytes, hop: Hop) -> None:
        self._transport.send(octets, hop, may_connect=True)

    def _repeat_later(self, pending: _Pending, interval: float) -> None:
        loop = asyncio.get_running_loop()
        pending.handles["repeat"] = loop.call_later(interval, self._repeat, pending, interval)

    def _repeat(self, pending: _Pending, interval: float) -> None:
        is_invite = pending.request.method == "INVITE"
        if is_invite and pending.proceeding:
            return
        self._send(pending.octets, pending.hop)
        longer = 2 * interval if is_invite else min(2 * interval, self._timers.t2)
        self._repeat_later(pending, self._timers.t2 if pending.proceeding else longer)

    @staticmethod
    def _give_up(outcome: asyncio.Future[Response]) -> None:
        if not outcome.done():
            outcome.set_result(Response(408, "Request Timeout"))


def _branch(headers: Headers) -> str | None:
    vias = headers.listed("via")
    try:
        return read_via(vias[0]).branch if vias else None
    except ValueError:
        return None


def _refusal_ack(invite: Request, response: Response) -> bytes:
    headers = Headers([("via", invite.headers.listed("via")[0]), ("max-forwards", "70")])
    for route in invite.headers.every("route"):
        headers.add("route", route)
    headers.add("from", invite.headers.get("from") or "")
    headers.add("to", response.headers.get("to") or invite.headers.get("to") or "")
    headers.add("call-id", invite.headers.get("call-id") or "")
    number, _ = read_cseq(invite.headers.get("cseq") or "")
    headers.add("cseq", f"{number} ACK")
    return Request("ACK", invite.uri, headers).encode()
