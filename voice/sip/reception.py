"""New calls: which are refused, how one is answered, and the table of those that are up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from voice.errors import LineError
from voice.sip.authentication import Authenticator
from voice.sip.call import Call
from voice.sip.call_requests import ABOUT_US
from voice.sip.callee import Callee
from voice.sip.checking import SDP, Ids, Refusal
from voice.sip.client_transactions import ClientTransactions
from voice.sip.credentials import Credentials
from voice.sip.dialog import Dialog, DialogKey
from voice.sip.message import Request
from voice.sip.offer_answer import Negotiation, NotAcceptableError
from voice.sip.rare_log import RareLog
from voice.sip.server_transactions import ServerTransaction
from voice.sip.session_timer import TooSmallError, terms_for
from voice.sip.settings import AgentSettings
from voice.sip.transport import Hop, Transport

Pick = Callable[[str], Awaitable[Callee]]
"""Gives what stands behind a new call; takes the IP address that the caller reaches us at.
Raises ``LineError`` when there is no room: the caller gets 503.
"""

_NO_SOUND = Refusal(488, (("Warning", '304 muni "Only G.711 over RTP/AVP"'),))


class Reception:
    """Takes new calls; ``closed`` makes it refuse every one."""

    def __init__(
        self,
        settings: AgentSettings,
        pick: Pick,
        transport: Transport,
        clients: ClientTransactions,
        log: RareLog,
    ) -> None:
        self.calls: dict[DialogKey, Call] = {}
        self.closed = False
        self._settings = settings
        self._pick = pick
        self._transport = transport
        self._clients = clients
        self._log = log
        self._answering: dict[asyncio.Task[None], Ids] = {}
        self._authenticator: Authenticator | None = None
        self._credentials: Credentials | None = None
        if settings.user:
            password = settings.password or ""
            self._authenticator = Authenticator(settings.realm, settings.user, password)
            self._credentials = Credentials(settings.user, password)

    def __len__(self) -> int:
        """Calls that are up, being answered, or not yet rid of."""
        return len(self.calls) + len(self._answering)

    @property
    def unavailable(self) -> Refusal:
        """What is said while there is no room."""
        return Refusal(503, (("Retry-After", str(self._settings.retry_after_s)),))

    def why_not(self, invite: Request, ids: Ids, source: Hop) -> Refusal | None:
        """Why this call is not taken; None when it is."""
        if self.closed or len(self) >= 2 * self._settings.calls_limit:
            return self.unavailable
        if self._authenticator is not None and not self._authenticator.accepts(invite):
            if "authorization" in invite.headers:
                self._log.warning("a call without valid credentials", peer=source.address[0])
            return Refusal(401, self._authenticator.challenges())
        if self._is_merged(ids):
            return Refusal(482)
        return self._why_no_session(invite, source)

    def take(self, transaction: ServerTransaction) -> None:
        """Answer the call; the 200 goes out once its sound has a port."""
        task = asyncio.create_task(self._answer(transaction))
        self._answering[task] = transaction.ids
        task.add_done_callback(lambda done: self._answering.pop(done, None))

    async def close(self, patience_s: float) -> None:
        """End every call with BYE, and wait for the answers, but not for long."""
        self.closed = True
        answering = list(self._answering)
        for task in answering:
            task.cancel()
        await asyncio.gather(*answering, return_exceptions=True)
        farewells = [asyncio.create_task(call.hang_up()) for call in self.calls.values()]
        if farewells:
            await asyncio.wait(farewells, timeout=patience_s)
        self._clients.close()
        await asyncio.gather(*farewells)

    def _is_merged(self, ids: Ids) -> bool:
        """The same call has come by another way too (RFC 3261, 8.2.2.2)."""
        same = (ids.call_id, ids.from_tag)
        up = any((call_id, remote) == same for call_id, _, remote in self.calls)
        return up or any((i.call_id, i.from_tag) == same for i in self._answering.values())

    def _why_no_session(self, invite: Request, source: Hop) -> Refusal | None:
        settings = self._settings
        try:
            terms_for(invite.headers, settings.session_expires_s, settings.min_session_s)
            if invite.body:
                Negotiation(settings.host, 1, source.address[0]).answer(invite.body)
        except TooSmallError:
            return Refusal(422, (("Min-SE", str(settings.min_session_s)),))
        except ValueError:
            return Refusal(400)
        except NotAcceptableError:
            return _NO_SOUND
        return None

    async def _answer(self, transaction: ServerTransaction) -> None:
        source = transaction.source
        refused = self.unavailable
        try:
            callee = await self._pick(self._transport.local_ip(source.address[0]))
        except LineError as error:
            self._log.warning(f"a call can't be taken: {error}")
            transaction.answer(refused.status, refused.headers)
            return
        except BaseException:
            # Whatever else went wrong, or the server stops: nobody is left ringing.
            transaction.answer(refused.status, refused.headers)
            raise
        if transaction.cancelled:
            callee.media.close()
            callee.ended("caller")
            return
        try:
            self._establish(transaction, callee)
        except NotAcceptableError:
            callee.media.close()
            callee.ended("refused")
            transaction.answer(_NO_SOUND.status, _NO_SOUND.headers)

    def _establish(self, transaction: ServerTransaction, callee: Callee) -> None:
        invite, source, settings = transaction.request, transaction.source, self._settings
        negotiation = Negotiation(*callee.media.local_address(), source.address[0])
        body, agreed = negotiation.answer(invite.body) if invite.body else (None, None)
        terms = terms_for(invite.headers, settings.session_expires_s, settings.min_session_s)
        dialog = Dialog(
            invite, transaction.ids, source, self._transport, self._clients, self._credentials
        )
        call = Call(transaction, dialog, callee, negotiation, settings, self._forget)
        if agreed is not None:
            call.apply(agreed)
        call.confirm(terms)
        self.calls[dialog.key] = call
        self._transport.keep_open(source, 1)
        transaction.on_no_ack = lambda: call.end("lost")
        more = (("Contact", dialog.contact), *ABOUT_US, *terms.as_answer(), ("Content-Type", SDP))
        transaction.answer(200, more, body or negotiation.offer(), dialog.local_tag)

    def _forget(self, call: Call) -> None:
        if self.calls.pop(call.dialog.key, None) is not None:
            self._transport.keep_open(call.dialog.source, -1)
