"""The first words of a conversation: they say at once that a robot answers (AI Act art. 50)."""

from bot.answers.phrases import load_phrases
from bot.knowledge import get_municipalities
from bot.settings import get_settings
from bot.turn import Message


def greetings(municipality: str | None, language: str) -> tuple[Message, ...]:
    """The greeting; raises UnknownMunicipalityError."""
    phrases = load_phrases(get_settings().data_folder)
    place = get_municipalities().get(municipality)
    if language == "en":
        phrase, text = phrases["greeting_english"], phrases["greeting_english"].text
    elif place:
        phrase = phrases["greeting_web_municipality"]
        text = phrase.text.format(kommune=place.full_name)
    else:
        phrase, text = phrases["greeting_web"], phrases["greeting_web"].text
    return (
        Message(kind="smalltalk", text=text, links=list(phrase.links), municipality=municipality),
    )
