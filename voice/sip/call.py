"""One answered call: what we may do with it, and how it ends."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Coroutine
from typing import Any

from voice.errors import LineError
from voice.events import Ending
from voice.sip.callee import Callee
from voice.sip.callers import caller_number, dialled_number
from voice.sip.checking import SDP
from voice.sip.dialog import Dialog
from voice.sip.message import Response
from voice.sip.offer_answer import Agreed, Negotiation, NotAcceptableError
from voice.sip.server_transactions import ServerTransaction
from voice.sip.session_timer import SessionTimer, Terms, least_interval, terms_after_refresh
from voice.sip.settings import AgentSettings
from voice.sip.transfer import Transfer, transfer_target


class Call:
    """A call from its 200 on. ``ended`` says how it ended, None while it lasts."""

    def __init__(
        self,
        invite: ServerTransaction,
        dialog: Dialog,
        callee: Callee,
        negotiation: Negotiation,
        settings: AgentSettings,
        forget: Callable[[Call], None],
    ) -> None:
        self.caller = caller_number(invite.request)
        self.dialled = dialled_number(invite.request)
        self.unacknowledged = {invite.ids.cseq: invite}
        self.dialog = dialog
        self.callee = callee
        self.negotiation = negotiation
        self.ended: Ending | None = None
        self.transfer_under_way: Transfer | None = None
        self.inviting = False
        self._began = False
        self._settings = settings
        self._forget = forget
        self._terms = Terms(settings.session_expires_s, False, False)
        self._takes_update = "UPDATE" in invite.request.headers.listed("allow")
        self._timer = SessionTimer(self._begin_refresh, lambda: self.end("lost"))
        self._tasks: set[asyncio.Task[None]] = set()
        self._farewell: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """The ACK came; only the first one counts."""
        if not self._began and self.ended is None:
            self._began = True
            self.callee.begin(self)

    def apply(self, agreed: Agreed) -> None:
        """Send the sound where the negotiation says. Raises ``NotAcceptableError`` when it can't
        be sent there.
        """
        media = self.callee.media
        try:
            media.set_remote(agreed.ip, agreed.port, agreed.codec, agreed.event_payload)
        except LineError as error:
            raise NotAcceptableError(str(error)) from error
        media.hold(agreed.held)

    def confirm(self, terms: Terms) -> None:
        """The session was agreed, or refreshed."""
        self._terms = terms
        self._timer.start(terms)

    def leave(self) -> None:
        """Their BYE came. Who took a REFER and then leaves has gone to the other call."""
        transfer = self.transfer_under_way
        gone = transfer is not None and transfer.accepted
        if self._finish("transferred" if gone else "caller"):
            self._forget(self)

    def end(self, ending: Ending) -> None:
        """Say BYE without waiting for the answer to it."""
        if self._finish(ending):
            self._farewell = asyncio.create_task(self._say_bye())

    async def hang_up(self, ending: Ending = "caller") -> None:
        """Say BYE; returns when it was answered, or nobody was there to do so."""
        self.end(ending)
        if self._farewell is not None:
            await asyncio.shield(self._farewell)

    async def transfer(self, number: str) -> bool:
        """Put the call through by REFER; True once the other end has answered, and the call is over
        here. ``number`` is taken by the switchboard that sent us the call, or is a sip: URI.
        """
        if self.ended is not None or self.transfer_under_way is not None:
            return False
        try:
            target = transfer_target(number, self.dialog.source.address)
        except ValueError:
            return False
        self.transfer_under_way = transfer = Transfer()
        try:
            refer = [("Refer-To", f"<{target}>"), ("Referred-By", f"<{self.dialog.local_uri}>")]
            response = await self.dialog.ask("REFER", refer)
            if not 200 <= response.status < 300:
                return False
            transfer.accepted = True
            if self.ended is not None or not await transfer.outcome(self._settings.transfer_s):
                return False
        finally:
            self.transfer_under_way = None
        await self.hang_up("transferred")
        return True

    def _finish(self, ending: Ending) -> bool:
        if self.ended is not None:
            return False
        self.ended = ending
        self._timer.stop()
        for task in self._tasks:
            task.cancel()
        if self.transfer_under_way is not None:
            self.transfer_under_way.call_ended(put_through=ending == "transferred")
        self.callee.media.close()
        self.callee.ended(ending)
        return True

    async def _say_bye(self) -> None:
        try:
            await self.dialog.ask("BYE")
        finally:
            self._forget(self)

    def _begin_refresh(self) -> None:
        self._run(self._refresh())

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _refresh(self) -> None:
        response = await self._ask_for_refresh()
        if response.status == 422:
            wanted = least_interval(response.headers) or self._terms.interval_s
            self._terms = Terms(wanted, True, self._terms.peer_supports)
            response = await self._ask_for_refresh()
        elif self._takes_update and response.status in {405, 501}:
            self._takes_update = False
            response = await self._ask_for_refresh()
        elif response.status == 491:
            # Up to 2 s, in steps of 10 ms (RFC 3261, 14.1).
            await asyncio.sleep(secrets.randbelow(round(400 * self._settings.timers.t1)) / 100)
            response = await self._ask_for_refresh()
        if 200 <= response.status < 300:
            self._refreshed(response)
        elif response.status in {408, 481}:
            self.end("lost")
        elif not self._terms.peer_supports:
            # It promised nothing, and is alive: it answered.
            self.confirm(self._terms)

    async def _ask_for_refresh(self) -> Response:
        more = self._terms.as_request()
        if self._takes_update:
            return await self.dialog.ask("UPDATE", more)
        self.inviting = True
        try:
            more = (*more, ("Content-Type", SDP))
            return await self.dialog.ask("INVITE", more, self.negotiation.offer())
        finally:
            self.inviting = False

    def _refreshed(self, response: Response) -> None:
        try:
            if response.body:
                self.apply(self.negotiation.accept(response.body))
            self.confirm(terms_after_refresh(response.headers, self._terms))
        except (ValueError, NotAcceptableError):
            self.end("lost")
