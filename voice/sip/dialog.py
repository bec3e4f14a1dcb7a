"""One dialog: who speaks with whom, by which way, and the requests we send in it (RFC 3261, 12)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from voice.sip.checking import Ids
from voice.sip.client_transactions import ClientTransactions
from voice.sip.credentials import Credentials
from voice.sip.message import Headers, Request, Response
from voice.sip.transport import Hop, Transport
from voice.sip.values import bracketed, ip_literal, read_name_address, read_uri

DialogKey = tuple[str, str, str]


class Dialog:
    """The dialog that an INVITE from outside began."""

    def __init__(
        self,
        invite: Request,
        ids: Ids,
        source: Hop,
        transport: Transport,
        clients: ClientTransactions,
        credentials: Credentials | None,
    ) -> None:
        headers = invite.headers
        self.call_id = ids.call_id
        self.local_tag = secrets.token_hex(10)
        self.remote_tag = ids.from_tag
        self.remote_cseq = ids.cseq
        self.source = source
        self._local = f"{headers.get('to')};tag={self.local_tag}"
        self._remote = headers.get("from") or ""
        self._target = read_name_address(headers.listed("contact")[0]).uri
        self._routes = headers.listed("record-route")
        self._cseq = secrets.randbelow(10_000) + 1
        self._transport = transport
        self._clients = clients
        self._credentials = credentials

    @property
    def key(self) -> DialogKey:
        """Call-ID, our tag, their tag."""
        return self.call_id, self.local_tag, self.remote_tag

    @property
    def contact(self) -> str:
        """Our Contact: where requests in this dialog reach us."""
        ip = self._transport.local_ip(self.source.address[0])
        port = self._transport.port(self.source.transport)
        tcp = ";transport=tcp" if self.source.reliable else ""
        return f"<sip:{bracketed(ip)}:{port}{tcp}>"

    @property
    def local_uri(self) -> str:
        """Our own URI, as the caller wrote it."""
        return read_name_address(self._local).uri

    def renew_target(self, request: Request) -> None:
        """Their Contact may change with every re-INVITE and UPDATE (12.2.2)."""
        contacts = request.headers.listed("contact")
        if len(contacts) == 1:
            self._target = read_name_address(contacts[0]).uri

    async def ask(
        self, method: str, more: Iterable[tuple[str, str]] = (), body: bytes = b""
    ) -> Response:
        """Send a request in this dialog, again with credentials when it is challenged; the final
        response (408 when none came).
        """
        response = await self._ask(method, more, body)
        if self._credentials is not None:
            proof = self._credentials.answer(response, method, self._target)
            if proof is not None:
                response = await self._ask(method, [*more, proof], body)
        return response

    async def _ask(self, method: str, more: Iterable[tuple[str, str]], body: bytes) -> Response:
        self._cseq += 1
        number = self._cseq
        request = self._request(method, number, more, body)
        hop = self._next_hop()
        response = await self._clients.ask(request, hop)
        if method == "INVITE" and 200 <= response.status < 300:
            self._clients.acknowledge(request, self._request("ACK", number, (), b""), hop)
        return response

    def _request(
        self, method: str, cseq: int, more: Iterable[tuple[str, str]], body: bytes
    ) -> Request:
        uri, routes = self._target, self._routes
        if routes:
            first = read_name_address(routes[0]).uri
            if "lr" not in read_uri(first).parameters:
                uri, routes = first, [*routes[1:], f"<{self._target}>"]
        headers = Headers([("max-forwards", "70")])
        for route in routes:
            headers.add("route", route)
        headers.add("from", self._local)
        headers.add("to", self._remote)
        headers.add("call-id", self.call_id)
        headers.add("cseq", f"{cseq} {method}")
        if method not in {"ACK", "BYE"}:
            headers.add("contact", self.contact)
        for name, value in more:
            headers.add(name, value)
        return Request(method, uri, headers, body)

    def _next_hop(self) -> Hop:
        """The first Route or the Contact when it is an allowed peer's IP address; otherwise where
        the INVITE came from: no name is ever looked up.
        """
        if self._transport.connected(self.source):
            return self.source
        first = read_name_address(self._routes[0]).uri if self._routes else self._target
        uri = read_uri(first)
        ip = ip_literal(uri.host)
        same_family = ip is not None and (":" in ip) == (":" in self.source.address[0])
        if ip is None or not same_family or not self._transport.peers.allows(ip):
            return self.source
        return Hop(self.source.transport, (ip, uri.port or 5060))
