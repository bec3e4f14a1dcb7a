"""Server transactions: one request is served once, however often it comes (RFC 3261, 17.2)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from voice.sip.checking import Ids
from voice.sip.message import Request, Response
from voice.sip.replies import reply
from voice.sip.settings import Timers
from voice.sip.transport import Hop, Transport
from voice.sip.values import Via, read_via

Key = tuple[str, ...]
_TRYING_AFTER_S = 0.2


def transaction_key(request: Request, ids: Ids) -> Key:
    """What repetitions of a request, and the ACK and CANCEL that belong to it, have in common."""
    via = read_via(request.headers.listed("via")[0])
    method = "INVITE" if request.method in {"ACK", "CANCEL"} else request.method
    if via.branch is not None:
        return via.branch, via.host.lower(), str(via.port), method
    return ids.call_id, ids.from_tag, str(ids.cseq), str(via), method


class ServerTransaction:
    """One request and its response; repeats the response as the RFC says.

    A 2xx to INVITE is repeated here as well, until ``acknowledge`` is called (13.3.1.4).
    """

    def __init__(
        self,
        request: Request,
        ids: Ids,
        source: Hop,
        transport: Transport,
        timers: Timers,
        forget: Callable[[], None],
    ) -> None:
        self.request = request
        self.ids = ids
        self.source = source
        self.cancelled = False
        self.acknowledged = False
        self.on_no_ack: Callable[[], None] | None = None
        self._transport = transport
        self._timers = timers
        self._forget = forget
        self._last: Response | None = None
        self._handles: dict[str, asyncio.TimerHandle] = {}
        if request.method == "INVITE":
            self._later("trying", _TRYING_AFTER_S, self._try)

    @property
    def answered(self) -> bool:
        """Whether the final response was given."""
        return self._last is not None and self._last.status >= 200

    def answer(
        self,
        status: int,
        more: tuple[tuple[str, str], ...] = (),
        body: bytes = b"",
        tag: str | None = None,
    ) -> None:
        """Give a response; what comes after a final one is not sent."""
        if self.answered:
            return
        self._last = reply(
            self.request.headers, status, self.source.address, more, body, tag or self.ids.to_tag
        )
        self._send()
        if status < 200:
            return
        self._stop("trying")
        self._later("end", self._timers.give_up, self._end)
        if self.request.method == "INVITE" and (status < 300 or not self.source.reliable):
            self._later("repeat", self._timers.t1, self._repeat, self._timers.t1)

    def repeated(self) -> None:
        """The request came again: so does the response."""
        if self._last is not None:
            self._send()

    def acknowledge(self) -> None:
        """The ACK came."""
        self.acknowledged = True
        self._stop("repeat")

    def cancel(self) -> None:
        """The caller gave up (9.2); too late once a final response was given."""
        if not self.answered:
            self.cancelled = True
            self.answer(487)

    def close(self) -> None:
        """Stop every timer."""
        for handle in self._handles.values():
            handle.cancel()
        self._handles.clear()

    def _send(self) -> None:
        assert self._last is not None  # noqa: S101
        hop = reply_hop(self.source, read_via(self.request.headers.listed("via")[0]))
        self._transport.send(self._last.encode(), hop)

    def _try(self) -> None:
        if self._last is None:
            self.answer(100)

    def _repeat(self, interval: float) -> None:
        self._send()
        longer = min(2 * interval, self._timers.t2)
        self._later("repeat", longer, self._repeat, longer)

    def _end(self) -> None:
        self.close()
        self._forget()
        success = self._last is not None and self._last.status < 300
        if self.request.method == "INVITE" and success and not self.acknowledged and self.on_no_ack:
            self.on_no_ack()

    def _later(self, name: str, seconds: float, do: Callable[..., None], *args: object) -> None:
        self._stop(name)
        self._handles[name] = asyncio.get_running_loop().call_later(seconds, do, *args)

    def _stop(self, name: str) -> None:
        handle = self._handles.pop(name, None)
        if handle is not None:
            handle.cancel()


class ServerTransactions:
    """Every request that is being served, and those that may still come again."""

    def __init__(self, transport: Transport, timers: Timers, limit: int) -> None:
        self._transport = transport
        self._timers = timers
        self._limit = limit
        self._open: dict[Key, ServerTransaction] = {}

    def __len__(self) -> int:
        return len(self._open)

    def find(self, key: Key) -> ServerTransaction | None:
        """The transaction that a request belongs to."""
        return self._open.get(key)

    def begin(self, key: Key, request: Request, ids: Ids, source: Hop) -> ServerTransaction | None:
        """A new one; None when there are too many."""
        if len(self._open) >= self._limit:
            return None

        def forget() -> None:
            self._open.pop(key, None)

        made = ServerTransaction(request, ids, source, self._transport, self._timers, forget)
        self._open[key] = made
        return made

    def close(self) -> None:
        """Forget all."""
        for transaction in self._open.values():
            transaction.close()
        self._open.clear()


def reply_hop(source: Hop, via: Via) -> Hop:
    """Where a response goes: always to the address that the request came from, over UDP to the
    port of its Via unless ``rport`` asks otherwise (RFC 3261, 18.2.2; RFC 3581).
    """
    if source.reliable or "rport" in via.parameters:
        return source
    return Hop(source.transport, (source.address[0], via.port or 5060))
