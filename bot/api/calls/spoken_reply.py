"""A message of the bot as a reply for the ear."""

from bot.answers.keys import speaks_key
from bot.turn import Message
from voice.desk import Choice, Page, Reply


def spoken_reply(message: Message, intent: str | None) -> Reply:
    """The reply; ``intent`` is what was understood, and stands in for a topic where none is.

    So a farewell has the topic ``goodbye``. A choice is there only if the text tells its key, and
    a page only if it can be opened: ``tel:`` links can't.
    """
    # Asked for a person, the bot may first have to ask which municipality: nobody can be rung yet.
    asks_where = message.kind == "handover" and message.municipality is None
    return Reply(
        kind="clarify" if asks_where else message.kind,
        text=message.text,
        topic=message.topic or intent,
        choices=tuple(
            Choice(reply.title, reply.payload)
            for number, reply in enumerate(message.quick_replies, 1)
            if speaks_key(message.text, number, reply.title)
        ),
        pages=tuple(
            Page(link.title, link.url)
            for link in message.links
            if link.url.startswith(("https://", "http://"))
        ),
    )
