"""One caller's conversation with the bot, turn by turn."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.answers.opening_hours import COPENHAGEN
from bot.api.calls import metrics
from bot.api.calls.people import contact_of
from bot.api.calls.spoken_reply import spoken_reply
from bot.api.measuring import count_turn, measured
from bot.assembly import Bot
from bot.errors import ConversationMovedError, MuniError, SmsError
from bot.knowledge import get_municipalities
from bot.sms.message import pages_message
from bot.sms.number import e164
from bot.sms.port import SmsSender
from bot.store.calls import Heard
from bot.turn import MAX_CHARACTERS, Link, Prepared, TurnReply, TurnRequest
from voice.desk import Contact, Draft, Hearing, HowItEnded, Page
from voice.errors import DeskError

log = structlog.get_logger(__name__)
MOST_SMS = 3
"""In one call: more would serve somebody who pesters another's telephone."""


class CallerConversation:
    """The :class:`voice.desk.Conversation` of a bot."""

    def __init__(
        self,
        bot: Bot,
        sms: SmsSender | None,
        identity: tuple[str, str],
        line: str,
        municipality: str | None,
    ) -> None:
        """``identity`` is the stored conversation's id and its token."""
        self._bot = bot
        self._sms = sms
        self._id, self._token = identity
        self._line = line
        self._municipality = municipality
        self._sms_left = MOST_SMS
        self._over = False

    @property
    def id(self) -> str:
        """The stored conversation's id."""
        return self._id

    @property
    def token(self) -> str:
        """With it the caller's page may read and delete the conversation."""
        return self._token

    @property
    def municipality(self) -> str | None:
        """The kommunekode, once a kept turn has told it."""
        return self._municipality

    async def draft(self, text: str) -> Draft:
        """What the bot would answer; nothing is stored. Raises DeskError."""
        return await self._draft(TurnRequest(self._id, text=text[:MAX_CHARACTERS], channel="voice"))

    async def choose(self, payload: str) -> Draft:
        """What the bot would answer to a choice; nothing is stored. Raises DeskError."""
        return await self._draft(TurnRequest(self._id, payload=payload, channel="voice"))

    async def keep(self, draft: Draft, hearing: Hearing) -> None:
        """Store question and answers; raises DeskError."""
        prepared: Prepared = draft.handle
        try:
            with measured("voice"):
                prepared, reply = await self._commit(prepared)
            await self._bot.calls.hear(reply.citizen.id, _heard(hearing))
        except (MuniError, SQLAlchemyError) as wrong:
            raise self._trouble("turn_not_kept", wrong) from wrong
        self._municipality = prepared.said.municipality
        self._count(prepared, reply, hearing)

    @property
    def recording(self) -> Path | None:
        """Where the recording of a caller who agreed is to lie; none when it can't be kept."""
        try:
            return self._bot.recordings.path(self._id)
        except OSError as wrong:
            log.error("recordings_folder", error=type(wrong).__name__)
            return None

    def contact(self) -> Contact | None:
        """The people of the municipality; None while that is not known."""
        place = get_municipalities().get(self._municipality)
        return contact_of(place, datetime.now(COPENHAGEN)) if place else None

    async def send_sms(self, number: str, pages: tuple[Page, ...]) -> bool:
        """Send the pages; False when it can't be done, or was done often enough in this call."""
        if self._sms is None or not pages or self._sms_left == 0:
            return False
        self._sms_left -= 1
        place = get_municipalities().get(self._municipality)
        links = [Link(title=page.title, url=page.url) for page in pages]
        try:
            await self._sms.send(number, pages_message(links, place.full_name if place else None))
        except SmsError as wrong:
            # The text of the error names a status, never the number.
            log.warning("sms_not_sent", conversation=self._id, error=str(wrong))
            metrics.SMS.labels("failed").inc()
            return False
        metrics.SMS.labels("sent").inc()
        return True

    async def end(self, how: HowItEnded, seconds: float, transferred_to: str | None = None) -> None:
        """The call is over; told once."""
        if self._over:
            return
        self._over = True
        metrics.CALLS_OPEN.labels(self._line).dec()
        metrics.CALLS.labels(self._line, how).inc()
        metrics.CALL_SECONDS.labels(self._line).observe(seconds)
        log.info("call_ended", line=self._line, ending=how, conversation=self._id)
        try:
            await self._bot.calls.end(self._id, how, seconds, self._own(transferred_to))
        except SQLAlchemyError as wrong:
            # Nobody is there any more to be told.
            log.error("call_end_not_stored", error=type(wrong).__name__)

    async def _commit(self, prepared: Prepared) -> tuple[Prepared, TurnReply]:
        try:
            return prepared, await self._bot.turn.commit(prepared)
        except ConversationMovedError:
            fresh = await self._again(prepared)
            return fresh, await self._bot.turn.commit(fresh)

    async def _again(self, early: Prepared) -> Prepared:
        """A draft that was made before another turn was kept, made to follow that turn.

        The caller has heard it, so what was said stays; where the conversation stands is new.
        """
        fresh = await self._bot.turn.prepare(early.request)
        return replace(fresh, said=replace(fresh.said, messages=early.said.messages))

    async def _draft(self, request: TurnRequest) -> Draft:
        try:
            with measured("voice"):
                prepared = await self._bot.turn.prepare(request)
        except (MuniError, SQLAlchemyError) as wrong:
            raise self._trouble("turn_failed", wrong) from wrong
        said = prepared.said
        replies = tuple(spoken_reply(message, said.topic) for message in said.messages)
        return Draft(replies, prepared)

    def _own(self, number: str | None) -> str | None:
        """The number if it is the municipality's own; another's is personal data."""
        contact = self.contact()
        same = number and contact and contact.number and e164(number) == contact.number
        return contact.number if contact and same else None

    def _count(self, prepared: Prepared, reply: TurnReply, hearing: Hearing) -> None:
        count_turn("voice", reply.messages, prepared.spent_ms / 1000, self._id)
        if hearing.endpoint_ms is not None:
            metrics.ENDPOINT_SECONDS.labels(self._line).observe(hearing.endpoint_ms / 1000)
        if hearing.reply_ms is not None:
            metrics.REPLY_SECONDS.labels(self._line).observe(hearing.reply_ms / 1000)

    def _trouble(self, event: str, wrong: Exception) -> DeskError:
        log.error(event, line=self._line, conversation=self._id, error=type(wrong).__name__)
        return DeskError(type(wrong).__name__)


def _heard(hearing: Hearing) -> Heard:
    return Heard(
        confidence=hearing.confidence,
        endpoint_ms=hearing.endpoint_ms,
        draft_ms=hearing.draft_ms,
        reply_ms=hearing.reply_ms,
        interrupted=hearing.interrupted,
    )
