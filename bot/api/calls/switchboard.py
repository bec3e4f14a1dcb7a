"""Puts a switchboard together: the speech model, the voice and the bot of this process."""

from __future__ import annotations

import asyncio

from bot.api.calls.desk import BotDesk
from bot.api.calls.ears import Ears
from bot.assembly import Bot
from bot.request_id import new_request_id, request_of
from bot.settings import Settings
from voice.call.desk_elsewhere import DeskElsewhere
from voice.call.wording import COMMON
from voice.danish.inverse.written import written
from voice.desk import Desk
from voice.line import Line
from voice.speech.choose import synthesizer
from voice.speech.reading import read
from voice.switchboard import Switchboard

TELEPHONE_RATE = 8000


def build_switchboard(
    bot: Bot,
    settings: Settings,
    bot_loop: asyncio.AbstractEventLoop | None = None,
    ears: Ears | None = None,
) -> Switchboard:
    """The switchboard of this process; ``bot_loop`` is where turns run, if not with the sound.

    ``ears`` are the caller's, who has them follow the model; without, calls are heard as they
    are now. Takes a second or two. Raises ``ModelError``, ``SynthesisError``,
    UnknownMunicipalityError.
    """
    ears = ears or Ears(settings, bot.dialogue.model)
    desk: Desk = BotDesk(bot)
    if bot_loop is not None:
        desk = DeskElsewhere(desk, bot_loop)
    voice = synthesizer(settings.synthesizer, settings.piper_voice)
    voice.warm([said for text in COMMON for said in sentences(text)], TELEPHONE_RATE)
    return _Traced(
        desk,
        ears.model,
        voice,
        sentences,
        written,
        settings.calls_at_once,
    )


class _Traced(Switchboard):
    async def take(self, line: Line) -> None:
        with request_of(new_request_id()):
            await super().take(line)


def sentences(text: str) -> list[str]:
    """The text's sentences as a voice is to say them."""
    return [sentence.said for sentence in read(text)]
