"""espeak-ng as a library: Danish speech with the sample at which every sound begins."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import espeakng_loader
import numpy as np
from numpy.typing import NDArray

from voice.errors import SynthesisError

_SYNCHRONOUS = 2
_PHONEME_EVENTS = 1
_UTF8 = 1
_PHONEME_MARKUP = 0x100
_EVENT_END, _EVENT_WORD, _EVENT_PHONEME = 0, 1, 7
_RATE, _VOLUME, _PITCH, _RANGE, _WORDGAP = 1, 2, 3, 4, 7


class _Identity(ctypes.Union):
    _fields_ = [
        ("number", ctypes.c_int),
        ("name", ctypes.c_char_p),
        ("string", ctypes.c_char * 8),
    ]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Identity),
    ]


_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


@dataclass(frozen=True)
class Speaker:
    """A voice and how it speaks.

    ``variant`` is one of espeak-ng's voice variants ("f2", "klatt3"); ``rate`` is in words a
    minute; ``pitch`` and ``range`` run from 0 to 99; ``gap`` is the pause between words in 10 ms.
    """

    variant: str = ""
    rate: int = 160
    pitch: int = 50
    range: int = 50
    gap: int = 0


@dataclass(frozen=True)
class Sound:
    """One sound as espeak-ng names it, from sample ``start`` on.

    ``position`` is where its word begins in the text, in characters; -1 when in no word.
    """

    mnemonic: str
    start: int
    position: int


@dataclass(frozen=True)
class Speech:
    """Samples (16-bit, mono, ``rate`` Hz) with the sounds in them, in order."""

    samples: NDArray[np.int16]
    rate: int
    sounds: tuple[Sound, ...]


class Espeak:
    """The library, loaded once a process; it speaks one text at a time (it is not thread-safe)."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path()
        self.rate = self._library.espeak_Initialize(
            _SYNCHRONOUS, 500, data.encode(), _PHONEME_EVENTS
        )
        if self.rate <= 0:
            raise SynthesisError(f"espeak-ng did not start (data in {data})")
        self._variants = Path(data) / "voices" / "!v"
        self._callback = _CALLBACK(self._receive)
        self._library.espeak_SetSynthCallback(self._callback)
        self._pieces: list[NDArray[np.int16]] = []
        self._sounds: list[Sound] = []
        self._position = -1
        self._speaker: Speaker | None = None

    def speak(self, text: str, speaker: Speaker | None = None) -> Speech:
        """``text`` as speech; ``[[...]]`` in it holds espeak-ng phonemes instead of spelling.

        Raises ``SynthesisError`` when the voice is unknown or the library refuses the text.
        """
        self._choose(speaker or Speaker())
        self._pieces, self._sounds, self._position = [], [], -1
        encoded = text.encode()
        status = self._library.espeak_Synth(
            encoded, len(encoded) + 1, 0, 1, 0, _UTF8 | _PHONEME_MARKUP, None, None
        )
        if status != 0:
            raise SynthesisError(f"espeak-ng returned {status} for {text[:60]!r}")
        samples = np.concatenate(self._pieces) if self._pieces else np.zeros(0, np.int16)
        return Speech(samples, self.rate, tuple(self._sounds))

    def seed_noise(self, seed: int) -> None:
        """Let breath and hiss be the same each time; they depend on the clock else."""
        self._library.espeak_ng_SetRandSeed(ctypes.c_long(seed))

    def _choose(self, speaker: Speaker) -> None:
        if speaker == self._speaker:
            return
        name = f"da+{speaker.variant}" if speaker.variant else "da"
        # The library takes an unknown variant for none, and says nothing.
        known = not speaker.variant or (self._variants / speaker.variant).is_file()
        if not known or self._library.espeak_SetVoiceByName(name.encode()) != 0:
            raise SynthesisError(f"espeak-ng has no voice {name!r}")
        for parameter, value in (
            (_RATE, speaker.rate),
            (_VOLUME, 100),
            (_PITCH, speaker.pitch),
            (_RANGE, speaker.range),
            (_WORDGAP, speaker.gap),
        ):
            self._library.espeak_SetParameter(parameter, value, 0)
        self._speaker = speaker

    def _receive(self, samples: object, count: int, events: object) -> int:
        if samples and count:
            view = np.ctypeslib.as_array(samples, shape=(count,))
            self._pieces.append(view.copy())
        index = 0
        while (event := events[index]).type != _EVENT_END:  # type: ignore[index]
            if event.type == _EVENT_WORD:
                self._position = event.text_position - 1
            elif event.type == _EVENT_PHONEME:
                name = event.id.string.decode("utf-8", "replace")
                self._sounds.append(Sound(name, event.sample, self._position))
            index += 1
        return 0


@lru_cache(maxsize=1)
def get_espeak() -> Espeak:
    """The one espeak-ng of this process."""
    return Espeak()
