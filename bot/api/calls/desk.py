"""Where calls are answered from: the bot of this process behind voice/desk.py's port."""

from datetime import datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.answers.opening_hours import COPENHAGEN
from bot.api import metrics as chat_metrics
from bot.api.calls import metrics
from bot.api.calls.conversation import CallerConversation
from bot.api.calls.dialled import DialledNumbers
from bot.api.calls.people import contact_of
from bot.assembly import Bot
from bot.errors import MuniError
from bot.greeting import greetings
from bot.knowledge import get_municipalities
from bot.sms.chosen import chosen_sms
from voice.desk import Contact
from voice.errors import DeskError

log = structlog.get_logger(__name__)


class BotDesk:
    """The :class:`voice.desk.Desk` of a bot; one for all lines of a process."""

    def __init__(self, bot: Bot) -> None:
        """Numbers, SMS and recording are as in the bot's settings.

        Raises UnknownMunicipalityError when they name one that is not there.
        """
        settings = bot.settings
        self._bot = bot
        self._sms = chosen_sms(settings)
        self._dialled = DialledNumbers(settings.dialled_numbers)
        self._recording = frozenset(settings.listed(settings.recording_municipalities))
        for code in (*settings.dialled_numbers.values(), *self._recording):
            get_municipalities().get(code)

    async def begin(
        self, line: str, dialled: str | None, caller: str | None, municipality: str | None
    ) -> tuple[CallerConversation, tuple[str, ...]]:
        """A new conversation and its greeting; ``caller`` is not kept. Raises DeskError."""
        known = get_municipalities().by_code
        code = municipality if municipality in known else self._dialled.municipality(dialled)
        first = greetings(code, "da", "voice")
        state = {"municipality": code} if code else {}
        try:
            begun = await self._bot.store.begin(code, "da", "voice", state, first)
            identity, token, messages = begun
            await self._bot.calls.begin(identity, line, code)
        except (SQLAlchemyError, MuniError) as wrong:
            log.error("call_not_begun", line=line, error=type(wrong).__name__)
            raise DeskError("the call can't be stored") from wrong
        chat_metrics.CONVERSATIONS.labels("voice").inc()
        metrics.CALLS_OPEN.labels(line).inc()
        log.info("call_begun", line=line, municipality=code, conversation=identity)
        conversation = CallerConversation(self._bot, self._sms, (identity, token), line, code)
        return conversation, tuple(message.text for message in messages)

    @property
    def can_send_sms(self) -> bool:
        """Whether SMS is set up."""
        return self._sms is not None

    def busy(self, dialled: str | None) -> Contact | None:
        """The people behind the number dialled, for a caller who finds all lines busy."""
        metrics.CALLS_BUSY.inc()
        place = get_municipalities().get(self._dialled.municipality(dialled))
        return contact_of(place, datetime.now(COPENHAGEN)) if place else None

    def records(self, municipality: str | None) -> bool:
        """Whether this municipality records calls of those who agree."""
        return municipality in self._recording
