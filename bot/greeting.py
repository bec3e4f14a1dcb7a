"""The first words of a conversation: they say at once that a robot answers (AI Act art. 50)."""

from bot.answers.phrases import load_phrases
from bot.knowledge import get_municipalities
from bot.settings import get_settings
from bot.turn import Channel, Message


def greetings(
    municipality: str | None, language: str, channel: Channel = "web"
) -> tuple[Message, ...]:
    """The greeting; raises UnknownMunicipalityError."""
    phrases = load_phrases(get_settings().data_folder)
    place = get_municipalities().get(municipality)
    if language == "en":
        phrase, text = phrases["greeting_english"], phrases["greeting_english"].text
    elif place:
        phrase = phrases[f"greeting_{channel}_municipality"]
        text = phrase.on(channel).format(kommune=place.full_name)
    else:
        phrase = phrases[f"greeting_{channel}"]
        text = phrase.on(channel)
    return (
        Message(kind="smalltalk", text=text, links=list(phrase.links), municipality=municipality),
    )
