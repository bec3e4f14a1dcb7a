"""What the bot knows: the data folder in the settings, and what staff have published over it."""

from functools import lru_cache
from pathlib import Path

import structlog
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.answers.compose import Composer
from bot.answers.municipalities import Municipalities
from bot.answers.topics import TopicList
from bot.answers.yaml_files import read_yaml
from bot.content.live import LiveContent
from bot.danish.masking.masker import Masker
from bot.danish.masking.public import public_values
from bot.danish.normalise import Normaliser, fold
from bot.danish.pipeline import load_pipeline
from bot.danish.places import Places
from bot.settings import Settings, get_settings
from bot.store.database import Database

log = structlog.get_logger(__name__)


@lru_cache(maxsize=1)
def get_live_content() -> LiveContent:
    """The content with what staff have published, once it follows a database.

    The functions below give its parts as they are now: ask again in each turn, keep nothing.
    Raises ContentError.
    """
    return LiveContent(get_settings().data_folder)


def use_published_content(settings: Settings) -> None:
    """For a command that has no bot: what staff have published counts in it too.

    A database that is not made yet has nothing published.
    """
    if not is_made(settings):
        return
    try:
        get_live_content().follow(Database(settings.database_url, 1))
    except SQLAlchemyError as wrong:
        log.warning("content_not_read", why=type(wrong).__name__)


def is_made(settings: Settings) -> bool:
    """Is there a database? To look into a SQLite file that is not there would make it."""
    url = make_url(settings.database_url)
    return url.get_backend_name() != "sqlite" or Path(url.database or "").exists()


def get_municipalities() -> Municipalities:
    """All municipalities; raises ContentError."""
    return get_live_content().content.municipalities


def get_topics() -> TopicList:
    """All topics; raises ContentError."""
    return get_live_content().content.topics


def get_composer() -> Composer:
    """All answers; raises ContentError."""
    return get_live_content().content.composer


@lru_cache(maxsize=1)
def get_places() -> Places:
    """All places; raises ContentError."""
    common = read_yaml(get_settings().data_folder / "lists" / "places_common_words.yml")
    return Places(get_municipalities(), frozenset(map(fold, common)))


@lru_cache(maxsize=1)
def get_normaliser() -> Normaliser:
    """Danish brought to one form; raises ContentError."""
    return Normaliser.load(get_settings().data_folder)


@lru_cache(maxsize=1)
def get_masker() -> Masker:
    """The masker, which leaves readable what public bodies publish of themselves.

    Raises PipelineNotFoundError, ContentError.
    """
    keep = public_values(get_municipalities(), get_settings().data_folder)
    return Masker(load_pipeline(), keep=keep)
