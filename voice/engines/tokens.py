"""Pieces of words, as a transducer tells them, joined to words with times."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from voice.recognizer import Word

_BEGINS_WORD: Final = ("▁", " ")
_BYTE: Final = re.compile(r"<0x([0-9A-F]{2})>")
_NO_SPEECH: Final = re.compile(r"<.*>")
"""What is no byte and looks like this is a sign: unknown, a language, a turn."""
_MARKS: Final = ".,:;!?…\"'»«”“„’()[]–—-"

_LONGEST_S: Final = 0.24
"""A token has a start and no end: it lasts until the next, but no longer than this."""
_LEAST_S: Final = 0.01


@dataclass(frozen=True)
class Token:
    """A piece of a word; ``start`` in seconds from the stream's first sample, ``conf`` 0 to 1."""

    text: str
    start: float
    conf: float


def tokens_of(result: Any, since: float) -> tuple[Token, ...]:
    """The tokens of a result of sherpa-onnx that began at ``since`` seconds.

    Their confidence is the chance that the library gives each, and 1 where it gives none.
    """
    chances = getattr(result, "ys_log_probs", None) or getattr(result, "ys_probs", None) or ()
    confident = len(chances) == len(result.tokens)
    return tuple(
        Token(
            text,
            round(since + result.timestamps[at], 3),
            math.exp(min(chances[at], 0.0)) if confident else 1.0,
        )
        for at, text in enumerate(result.tokens[: len(result.timestamps)])
    )


def words_of(tokens: Sequence[Token], end: float) -> tuple[Word, ...]:
    """The words they make, in lower case and without the marks around them, in order.

    A word's confidence is the geometric mean of its tokens'. Words don't overlap, have a length,
    and none ends after ``end`` (in seconds) but where there is no room for them all before it.
    """
    starts = [at for at, token in enumerate(tokens) if token.text.startswith(_BEGINS_WORD)]
    edges = sorted({0, *starts, len(tokens)})
    words: list[Word] = []
    for first, after in itertools.pairwise(edges):
        pieces = tokens[first:after]
        spelled = _spelled(pieces)
        if not spelled:
            continue
        following = tokens[after].start if after < len(tokens) else end
        start = max(pieces[0].start, words[-1].end if words else 0.0)
        stop = min(pieces[-1].start + _LONGEST_S, following)
        chance = sum(math.log(max(piece.conf, 1e-9)) for piece in pieces) / len(pieces)
        words.append(Word(spelled, start, max(stop, start + _LEAST_S), math.exp(chance)))
    return _before(words, end)


def _spelled(pieces: Sequence[Token]) -> str:
    spelled = bytearray()
    for piece in pieces:
        text = piece.text.lstrip("".join(_BEGINS_WORD))
        if byte := _BYTE.fullmatch(text):
            spelled.append(int(byte[1], 16))
        elif not _NO_SPEECH.fullmatch(text):
            spelled += text.encode()
    return spelled.decode("utf-8", "ignore").strip(_MARKS).lower()


def _before(words: Sequence[Word], end: float) -> tuple[Word, ...]:
    """Moves the last words back until they end in time; the model may hear them a little late."""
    moved: list[Word] = []
    for word in reversed(words):
        stop = max(min(word.end, end), _LEAST_S)
        moved.append(Word(word.word, min(word.start, stop - _LEAST_S), stop, word.conf))
        end = min(end, moved[-1].start)
    return tuple(reversed(moved))
