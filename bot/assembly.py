"""Puts the parts of a turn together, from the settings."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import structlog

from bot.content.editing import Editing
from bot.content.importing import Importing
from bot.content.rules import Rules, measured_questions
from bot.danish.masking.lexicon import load_lexicon
from bot.danish.masking.masker import Masker
from bot.dialogue.embedded import EmbeddedDialogue
from bot.donation.giving import Giving
from bot.donation.strict import StrictMasker
from bot.errors import DialogueError, ModelNotFoundError
from bot.inbox.collector import Collector
from bot.knowledge import get_live_content, get_masker, get_normaliser, get_topics
from bot.live.room import LiveRoom, build_live_room
from bot.publishing.candidates import candidates
from bot.publishing.signing import opened
from bot.settings import Settings
from bot.staff.resealing import reseal
from bot.staff.secret_box import SecretBox
from bot.statistics.roll_up import keep_figures
from bot.store.calls import CallStore
from bot.store.conversations import ConversationStore
from bot.store.database import Database
from bot.store.deletion_list import DeletionJournal
from bot.store.locks import MemoryLocks
from bot.store.news import News
from bot.store.recordings import Recordings
from bot.store.redis_link import RedisLink
from bot.store.redis_locks import RedisLocks
from bot.timed import TimedDialogue, TimedLocks, TimedMasker, TimedStore
from bot.turn import Turn

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Bot:
    """Everything that answers, ready to use."""

    settings: Settings
    masker: Masker
    dialogue: EmbeddedDialogue
    database: Database
    store: ConversationStore
    calls: CallStore
    recordings: Recordings
    locks: MemoryLocks | RedisLocks
    news: News
    turn: Turn
    editing: Editing
    importing: Importing
    live: LiveRoom
    collector: Collector
    giving: Giving
    stop_following: Callable[[], None]
    """Stops looking for published content in the database."""

    async def warm_up(self) -> None:
        """Make now what is made at first use, a quarter of a second that nobody waits for."""
        await asyncio.to_thread(self.masker.mask, "Jeg bor i Skanderborg")
        await self.dialogue.parse("hej")

    def close(self) -> None:
        """Let go of the database."""
        self.stop_following()
        self.database.close()


def build_dialogue(settings: Settings) -> EmbeddedDialogue:
    """The dialogue with the published model, or the nearest that can be used.

    Raises ModelNotFoundError, and ModelRefusedError when the one in the settings isn't signed.
    """
    trusted = partial(opened, key_file=settings.model_key_file)
    for model in candidates(settings):
        try:
            return EmbeddedDialogue(model, settings.actions_package, get_topics, trusted)
        except DialogueError as refused:
            if settings.model:
                raise
            log.error("model_refused", model=model.name, why=str(refused))
    raise ModelNotFoundError(str(settings.models_folder))


def build_bot(settings: Settings) -> Bot:
    """Load language, knowledge, model and database.

    Raises ModelNotFoundError, ContentError, KeyFileError, SQLAlchemyError.
    """
    masker = get_masker()
    database = Database(settings.database_url, settings.database_threads)
    database.migrate()
    database.run_here(partial(reseal, box=SecretBox.of(settings)))
    live = get_live_content()
    stop_following = live.follow(database)
    dialogue = build_dialogue(settings)
    recordings = Recordings(settings.recordings_folder)
    journal = DeletionJournal(settings.deletions_file)
    store = ConversationStore(database, recordings, keep_figures, journal)
    calls = CallStore(database)
    link = RedisLink(settings.redis_url) if settings.redis_url else None
    locks, news = RedisLocks(link) if link else MemoryLocks(), News(link)
    turn = Turn(
        TimedMasker(masker),
        TimedDialogue(dialogue),
        TimedStore(store),
        TimedLocks(locks),
        settings.turn_seconds,
    )
    rules = Rules(masker, measured_questions(settings.data_folder))
    editing, importing = Editing(database, live, rules), Importing(database, live, rules)
    collector = Collector(database, get_normaliser(), _examples)
    return Bot(
        settings,
        masker,
        dialogue,
        database,
        store,
        calls,
        recordings,
        locks,
        news,
        turn,
        editing,
        importing,
        build_live_room(database, masker, settings.live_contact_days, news),
        collector,
        Giving(database, store, StrictMasker(lambda text: masker.mask(text).text, load_lexicon())),
        stop_following,
    )


def _examples() -> list[str]:
    return [text for texts in get_live_content().content.raw.examples.values() for text in texts]
