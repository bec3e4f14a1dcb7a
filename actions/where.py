"""A caller says which municipality, and it is not understood: asks once more."""

from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.context import Context
from actions.fallback import PATIENCE, fall_back
from actions.replies import remember, say
from bot.answers.phrases import load_phrases
from bot.settings import get_settings
from bot.turn import Message

_LONGEST_PLACE = 4
"""Words; who says more asks something else."""


def unknown_place(context: Context) -> bool:
    """Is it likely the name of a place, misheard on the telephone?"""
    short = len(context.text.split()) <= _LONGEST_PLACE
    return context.channel == "voice" and context.pending_topic is not None and short


def ask_again_where(dispatcher: CollectingDispatcher, context: Context) -> list[EventType]:
    """Ask once more, then give up."""
    misses = context.misses + 1
    if misses >= PATIENCE:
        return fall_back(dispatcher, context, "fallback", [])
    phrase = load_phrases(get_settings().data_folder)["municipality_not_found"]
    asked = Message(kind="clarify", text=phrase.on(context.channel))
    return say(dispatcher, context, asked) + remember(misses=misses)
