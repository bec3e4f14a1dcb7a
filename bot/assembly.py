"""Puts the parts of a turn together, from the settings."""

from dataclasses import dataclass

from bot.danish.masking.masker import Masker
from bot.dialogue.embedded import EmbeddedDialogue
from bot.knowledge import get_composer, get_masker, get_topics
from bot.settings import Settings
from bot.store.calls import CallStore
from bot.store.conversations import ConversationStore
from bot.store.database import Database
from bot.store.locks import MemoryLocks
from bot.store.recordings import Recordings
from bot.turn import Turn


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
    locks: MemoryLocks
    turn: Turn

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()


def build_dialogue(settings: Settings) -> EmbeddedDialogue:
    """The dialogue with the model in the settings; raises ModelNotFoundError."""
    return EmbeddedDialogue(
        settings.model or settings.models_folder, settings.actions_package, get_topics()
    )


def build_bot(settings: Settings) -> Bot:
    """Load language, knowledge, model and database.

    Raises ModelNotFoundError, ContentError, SQLAlchemyError.
    """
    get_composer()
    masker = get_masker()
    dialogue = build_dialogue(settings)
    database = Database(settings.database_url, settings.database_threads)
    database.migrate()
    recordings = Recordings(settings.recordings_folder)
    store = ConversationStore(database, recordings)
    calls = CallStore(database)
    locks = MemoryLocks()
    turn = Turn(masker, dialogue, store, locks, settings.turn_seconds)
    return Bot(settings, masker, dialogue, database, store, calls, recordings, locks, turn)
