"""What the bot knows, read once a process from the data folder in the settings."""

from functools import lru_cache

from bot.answers.compose import Composer
from bot.answers.content import load_answers
from bot.answers.municipalities import Municipalities
from bot.answers.topics import TopicList
from bot.answers.yaml_files import read_yaml
from bot.danish.masking.masker import Masker
from bot.danish.masking.public import public_values
from bot.danish.normalise import Normaliser, fold
from bot.danish.pipeline import load_pipeline
from bot.danish.places import Places
from bot.settings import get_settings


@lru_cache(maxsize=1)
def get_municipalities() -> Municipalities:
    """All municipalities; raises ContentError."""
    return Municipalities.load(get_settings().data_folder / "municipalities")


@lru_cache(maxsize=1)
def get_topics() -> TopicList:
    """All topics; raises ContentError."""
    return TopicList.load(get_settings().data_folder / "topics.yml")


@lru_cache(maxsize=1)
def get_composer() -> Composer:
    """All answers; raises ContentError."""
    answers = load_answers(get_settings().data_folder / "answers")
    return Composer(get_topics(), answers, get_municipalities())


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
