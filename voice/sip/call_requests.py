"""What the far end may ask within a call, and what it gets."""

from __future__ import annotations

from voice.sip.call import Call
from voice.sip.checking import ALLOWED, SDP, SUPPORTED, media_type
from voice.sip.keys import KEY_TYPES, read_key
from voice.sip.message import Request
from voice.sip.offer_answer import NotAcceptableError
from voice.sip.server_transactions import ServerTransaction
from voice.sip.session_timer import TooSmallError, terms_for
from voice.sip.settings import AgentSettings

ABOUT_US = (("Allow", ", ".join(ALLOWED)), ("Supported", ", ".join(SUPPORTED)))


class CallRequests:
    """Serves them; one for all calls."""

    def __init__(self, settings: AgentSettings) -> None:
        self._settings = settings

    def serve(self, call: Call, transaction: ServerTransaction) -> None:
        """Answer a new request in the call's dialog (an ACK is none: see ``acknowledge``)."""
        request, ids = transaction.request, transaction.ids
        if ids.cseq <= call.dialog.remote_cseq:
            transaction.answer(500)
            return
        call.dialog.remote_cseq = ids.cseq
        if request.method == "BYE":
            transaction.answer(200)
            call.leave()
        elif call.ended is not None:
            transaction.answer(481)
        elif request.method in {"INVITE", "UPDATE"}:
            self._renegotiate(call, transaction)
        elif request.method == "INFO":
            _take_info(call, transaction)
        elif request.method == "NOTIFY":
            _take_notify(call, transaction)
        else:
            transaction.answer(200, ABOUT_US)

    def acknowledge(self, call: Call, ack: Request, invite: ServerTransaction) -> None:
        """The first ACK for a 2xx of ours; it holds the answer when the offer was ours."""
        invite.acknowledge()
        if call.ended is not None:
            return
        if not invite.request.body:
            try:
                call.apply(call.negotiation.accept(ack.body))
            except NotAcceptableError:
                call.end("refused")
                return
        call.begin()

    def _renegotiate(self, call: Call, transaction: ServerTransaction) -> None:
        request = transaction.request
        is_invite = request.method == "INVITE"
        if call.inviting and (is_invite or request.body):
            transaction.answer(491)
            return
        settings = self._settings
        body, agreed = b"", None
        try:
            terms = terms_for(request.headers, settings.session_expires_s, settings.min_session_s)
            if request.body:
                body, agreed = call.negotiation.answer(request.body)
            elif is_invite:
                body = call.negotiation.offer()
            if agreed is not None:
                call.apply(agreed)
        except TooSmallError:
            transaction.answer(422, (("Min-SE", str(settings.min_session_s)),))
            return
        except ValueError:
            transaction.answer(400)
            return
        except NotAcceptableError:
            transaction.answer(488)
            return
        call.dialog.renew_target(request)
        call.confirm(terms)
        more = (("Contact", call.dialog.contact), *ABOUT_US, *terms.as_answer())
        if body:
            more = (*more, ("Content-Type", SDP))
        if is_invite:
            call.unacknowledged[transaction.ids.cseq] = transaction
            transaction.on_no_ack = lambda: call.end("lost")
        transaction.answer(200, more, body)


def _take_info(call: Call, transaction: ServerTransaction) -> None:
    if not transaction.request.body:
        transaction.answer(200)
        return
    if media_type(transaction.request) not in KEY_TYPES:
        transaction.answer(415, (("Accept", ", ".join(KEY_TYPES)),))
        return
    key = read_key(transaction.request)
    transaction.answer(200 if key else 400)
    if key:
        call.callee.key(key)


def _take_notify(call: Call, transaction: ServerTransaction) -> None:
    event = (transaction.request.headers.get("event") or "").partition(";")[0]
    if event.strip().lower() != "refer":
        transaction.answer(489)
    elif call.transfer_under_way is None:
        transaction.answer(481)
    else:
        transaction.answer(200)
        call.transfer_under_way.notified(transaction.request)
