"""Hears the clips of a manifest under fixed conditions and judges what was heard."""

from __future__ import annotations

import random
import time
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final, TypeVar

from voice.danish.corpus.clip_sound import read_clip
from voice.danish.corpus.codecs import to_16_bit
from voice.danish.corpus.manifest import Clip
from voice.danish.corpus.telephone import (
    CLEAN,
    RATE,
    TELEPHONE,
    TELEPHONE_NOISE_10DB,
    Condition,
    apply_fixed,
)
from voice.danish.scoring import Judged, judge
from voice.danish.spoken_text import spoken_variants
from voice.engines.words import UNKNOWN_WORD
from voice.errors import CorpusError
from voice.pcm import BYTES_PER_SAMPLE
from voice.recognizer import Final as FinalText
from voice.recognizer import SpeechModel

_T = TypeVar("_T")
_SEED: Final = 20260

CONDITIONS: Final[Mapping[str, Condition]] = {
    "clean": CLEAN,
    "telephone": TELEPHONE,
    "telephone-noise-10db": TELEPHONE_NOISE_10DB,
}
"""All at 8 kHz, since that is all a telephone gives; the last with pink noise around the caller."""
_MOST_READINGS: Final = 100
"""Ways to read one text aloud; only numbers have many."""
_PIECE: Final = BYTES_PER_SAMPLE * RATE // 5
"""0.2 s: the engine hears the same in smaller pieces."""


@dataclass(frozen=True)
class Heard:
    """One clip under one condition: what was heard, and how right that is.

    ``given_up`` counts the stretches of speech that were taken for no word of the vocabulary; each
    may hide several. ``audio_s`` is the clip's length and ``cpu_s`` the processor time that hearing
    it took, in seconds.
    """

    clip: Clip
    condition: str
    text: str
    judged: Judged
    given_up: int
    audio_s: float
    cpu_s: float


@dataclass(frozen=True)
class Listened:
    """What was heard in a sound; figures as in ``Heard``."""

    text: str
    given_up: int
    audio_s: float
    cpu_s: float


def evaluate(
    clips: Sequence[Clip],
    model: SpeechModel,
    *,
    conditions: Mapping[str, Condition] = CONDITIONS,
    phrases: Sequence[str] | None = None,
    vocabulary: Collection[str] | None = None,
    limit: int | None = None,
    threads: int = 1,
    told: Callable[[int, int], None] = lambda done, of: None,
) -> list[Heard]:
    """Every clip under every condition, condition by condition, the clips in order.

    With ``phrases`` only these are listened for; without, ``closed`` clips are heard with the
    texts of all closed clips of their source in ``clips``, the others openly. ``vocabulary`` is
    what an open model knows; words outside it are counted apart. A text that can be read aloud in
    several ways is right in any of them. With ``limit`` only ``some`` clips are heard. ``told`` is
    called with how many are done, of how many.

    Raises ``CorpusError`` for a clip that can't be read or when there is none, ``GraphError`` for
    phrases that can't be heard.
    """
    if not clips:
        raise CorpusError("There is nothing to hear: the manifest has no clip. Write one a line.")
    closed = phrases is not None
    lists = _lists(clips, phrases)
    orders = [
        (clip, name, condition, lists[clip.source] if closed or clip.closed else None)
        for name, condition in conditions.items()
        for clip in some(clips, limit)
    ]
    known = {source: _words_of(found) for source, found in lists.items()}

    def hear(order: tuple[Clip, str, Condition, Sequence[str] | None]) -> Heard:
        clip, name, condition, only = order
        listened = listen(clip, model, condition, only)
        words = vocabulary if only is None else known[clip.source]
        judged = judge(readings(clip), listened.text, words)
        return Heard(
            clip,
            name,
            listened.text,
            judged,
            listened.given_up,
            listened.audio_s,
            listened.cpu_s,
        )

    heard = []
    with ThreadPoolExecutor(threads) as pool:
        try:
            for found in pool.map(hear, orders):
                heard.append(found)
                told(len(heard), len(orders))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return heard


def listen(
    clip: Clip, model: SpeechModel, condition: Condition, phrases: Sequence[str] | None = None
) -> Listened:
    """One clip heard as a call in ``condition``, the same sound each time; raises as above."""
    samples, rate = read_clip(clip)
    sound = apply_fixed(samples, rate, condition, _number(clip))
    pcm = to_16_bit(sound).astype("<i2").tobytes()
    recognizer = model.recognizer(RATE)
    if phrases is not None:
        recognizer.use_phrases(phrases)
    # The thread's own time: decoding is done in it, and other threads don't count.
    began = time.thread_time()
    told = [recognizer.accept(pcm[at : at + _PIECE]) for at in range(0, len(pcm), _PIECE)]
    finals = [answer for answer in told if isinstance(answer, FinalText)]
    finals.append(recognizer.finish())
    spent = time.thread_time() - began
    text = " ".join(final.text for final in finals if final.text).lower()
    given_up = sum(word.word == UNKNOWN_WORD for final in finals for word in final.words)
    return Listened(text, given_up, len(sound) / RATE, spent)


def some(rows: Sequence[_T], limit: int | None) -> list[_T]:
    """``limit`` of the rows by chance, in their order and the same ones each time; None: all."""
    if limit is None or limit >= len(rows):
        return list(rows)
    chosen = random.Random(_SEED).sample(range(len(rows)), limit)  # noqa: S311  # no secret
    return [rows[at] for at in sorted(chosen)]


def readings(clip: Clip) -> list[str]:
    """The ways to say what is said in ``clip``, in words; the canonical one first."""
    every = (spoken_variants(text, _MOST_READINGS) for text in clip.texts)
    return list(dict.fromkeys(chain.from_iterable(every)))


def _number(clip: Clip) -> int:
    """Its own for every stretch of a recording, wherever it lies and whatever is heard with it."""
    return zlib.crc32(f"{Path(clip.audio).name} {clip.start or 0.0:g}".encode())


def _lists(clips: Iterable[Clip], phrases: Sequence[str] | None) -> dict[str, list[str]]:
    """The closed list of each source that needs one."""
    if phrases is not None:
        return {clip.source: list(phrases) for clip in clips}
    lists: dict[str, dict[str, None]] = {}
    for clip in clips:
        if clip.closed:
            lists.setdefault(clip.source, {}).update(dict.fromkeys(clip.texts))
    return {source: list(texts) for source, texts in lists.items()}


def _words_of(phrases: Iterable[str]) -> frozenset[str]:
    ways = chain.from_iterable(spoken_variants(phrase, _MOST_READINGS) for phrase in phrases)
    return frozenset(word for way in ways for word in way.split())
