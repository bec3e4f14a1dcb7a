"""The user agent: answers calls from allowed peers, and gives each request to whom it concerns."""

from __future__ import annotations

import logging

from voice.sip.call_requests import ABOUT_US, CallRequests
from voice.sip.checking import SDP, Ids, Refusal, read_ids, refusal
from voice.sip.client_transactions import ClientTransactions
from voice.sip.message import Headers, MalformedError, Request, Response, UnreadableError, parse
from voice.sip.rare_log import RareLog
from voice.sip.reception import Pick, Reception
from voice.sip.replies import reply
from voice.sip.server_transactions import (
    ServerTransaction,
    ServerTransactions,
    reply_hop,
    transaction_key,
)
from voice.sip.settings import AgentSettings, TransportName
from voice.sip.transport import Hop, Transport
from voice.sip.values import read_via

_FAREWELL_S = 5.0
"""How long the answers to our BYEs are waited for when the server stops."""


class UserAgent:
    """Listens on the settings' ports from ``open`` until ``close``."""

    def __init__(self, settings: AgentSettings, pick: Pick) -> None:
        self._log = RareLog(logging.getLogger(__name__))
        self._transport = Transport(settings, self._receive)
        self._servers = ServerTransactions(
            self._transport, settings.timers, settings.transactions_limit
        )
        self._clients = ClientTransactions(self._transport, settings.timers)
        self._requests = CallRequests(settings)
        self._reception = Reception(settings, pick, self._transport, self._clients, self._log)

    @property
    def calls(self) -> int:
        """Calls that are up, being answered, or not yet rid of."""
        return len(self._reception)

    def port(self, transport: TransportName) -> int:
        """The port listened on; 0 when that transport is off."""
        return self._transport.port(transport)

    async def open(self) -> None:
        """Start listening. Raises ``LineError`` when a port is taken."""
        await self._transport.open()

    def drain(self) -> None:
        """Take no more calls, and say so to probes (503 to OPTIONS), so that others get them."""
        self._reception.closed = True

    async def close(self) -> None:
        """Take no more calls, end every one with BYE, and give the ports back."""
        await self._reception.close(_FAREWELL_S)
        self._servers.close()
        await self._transport.close()

    def _receive(self, data: bytes, source: Hop) -> None:
        if not data.strip(b"\r\n\x00"):
            return
        try:
            message = parse(data)
        except UnreadableError:
            self._log.warning("a packet that is not SIP", peer=source.address[0])
            return
        except MalformedError as error:
            self._log.warning("a malformed request", peer=source.address[0])
            if error.method != "ACK":
                self._refuse(error.headers, Refusal(error.status), source)
            return
        if isinstance(message, Response):
            self._clients.receive(message)
        else:
            self._serve(message, source)

    def _serve(self, request: Request, source: Hop) -> None:
        try:
            ids = read_ids(request)
        except ValueError:
            self._log.warning("a malformed request", peer=source.address[0])
            if request.method != "ACK":
                self._refuse(request.headers, Refusal(400), source)
            return
        key = transaction_key(request, ids)
        known = self._servers.find(key)
        if request.method == "ACK":
            self._acknowledge(request, ids, known)
        elif known is not None and request.method != "CANCEL":
            known.repeated()
        elif (why_not := self._why_not(request, ids, source)) is not None:
            self._refuse(request.headers, why_not, source)
        elif request.method == "CANCEL":
            self._refuse(request.headers, Refusal(200 if known else 481), source)
            if known is not None:
                known.cancel()
        elif (transaction := self._servers.begin(key, request, ids, source)) is None:
            self._log.warning("too many requests at once", peer=source.address[0])
        else:
            self._dispatch(transaction)

    def _dispatch(self, transaction: ServerTransaction) -> None:
        ids = transaction.ids
        if ids.to_tag:
            self._requests.serve(
                self._reception.calls[ids.call_id, ids.to_tag, ids.from_tag], transaction
            )
        elif ids.method == "OPTIONS":
            transaction.answer(200, (*ABOUT_US, ("Accept", SDP)))
        else:
            self._reception.take(transaction)

    def _why_not(self, request: Request, ids: Ids, source: Hop) -> Refusal | None:
        """What can be refused without a memory of it."""
        why_not = refusal(request)
        if why_not is not None or request.method == "CANCEL":
            return why_not
        if ids.to_tag:
            known = (ids.call_id, ids.to_tag, ids.from_tag) in self._reception.calls
            return None if known else Refusal(481)
        if request.method == "OPTIONS":
            return self._reception.unavailable if self._reception.closed else None
        if request.method == "INVITE":
            return self._reception.why_not(request, ids, source)
        return Refusal(481)

    def _acknowledge(self, ack: Request, ids: Ids, known: ServerTransaction | None) -> None:
        call = self._reception.calls.get((ids.call_id, ids.to_tag, ids.from_tag))
        invite = call.unacknowledged.pop(ids.cseq, None) if call is not None else None
        if call is not None and invite is not None:
            self._requests.acknowledge(call, ack, invite)
        elif known is not None:
            known.acknowledge()

    def _refuse(self, headers: Headers, why: Refusal, source: Hop) -> None:
        try:
            via = read_via(headers.listed("via")[0])
            response = reply(headers, why.status, source.address, why.headers)
        except (ValueError, IndexError):
            return
        self._transport.send(response.encode(), reply_hop(source, via))
