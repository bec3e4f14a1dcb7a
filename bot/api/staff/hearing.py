"""Hearing a text as the telephone says it."""

import asyncio
import io
import wave
from typing import Annotated, cast

from fastapi import APIRouter, Form, Request, Response

from bot.api.staff.editorial import ReaderDep
from bot.api.staff.route import StaffRoute
from bot.errors import EmptyTextError, TextTooLongError
from bot.settings import get_settings
from bot.turn import MAX_CHARACTERS
from voice.errors import SynthesisError
from voice.speech.choose import synthesizer
from voice.speech.reading import read
from voice.synthesizer import Synthesizer

router = APIRouter(prefix="/personale/oplaesning", include_in_schema=False, route_class=StaffRoute)
RATE = 16_000
"""Hz; a headset has no telephone line to spare."""


@router.post("")
async def hear(request: Request, reader: ReaderDep, text: Annotated[str, Form()] = "") -> Response:
    """The text as audio/wav, 16-bit mono; at most 2,000 characters."""
    if len(text) > MAX_CHARACTERS:
        raise TextTooLongError
    try:
        sound = await asyncio.to_thread(_sound, request, text)
    except SynthesisError:
        return Response("Stemmen virker ikke lige nu. Prøv igen om lidt", 503,
                        media_type="text/plain")  # fmt: skip
    return Response(sound, media_type="audio/wav")


def _sound(request: Request, text: str) -> bytes:
    sentences = [sentence.said for sentence in read(text)]
    if not sentences:
        raise EmptyTextError
    speaker, file = _speaker(request), io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        for sentence in sentences:
            for piece in speaker.speak(sentence, RATE):
                sound.writeframes(piece)
    return file.getvalue()


def _speaker(request: Request) -> Synthesizer:
    """The voice of the settings, loaded at the first use in this process."""
    state = request.app.state
    if getattr(state, "synthesizer", None) is None:
        settings = get_settings()
        state.synthesizer = synthesizer(settings.synthesizer, settings.piper_voice)
    return cast(Synthesizer, state.synthesizer)
