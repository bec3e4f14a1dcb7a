"""Keeps sentences that are said again and again as sound, so that they begin at once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import Final

from voice.synthesizer import Manner, Synthesizer

DEFAULT_LIMIT: Final = 32 * 1024 * 1024
"""Bytes: half an hour of speech at 8000 Hz."""
_USUAL: Final = Manner()
_REMEMBERED: Final = 4096

_Key = tuple[str, int, Manner]


class SpokenCache(Synthesizer):
    """A synthesizer before another one; safe to use from several threads.

    A sentence is kept from the second time on that it is said to its end: what is said to one
    caller only, such as his own number, does not stay. What was not said for longest goes first.
    """

    def __init__(self, behind: Synthesizer, limit_bytes: int = DEFAULT_LIMIT) -> None:
        """``limit_bytes`` is how much sound is kept at most; a longer sentence is never kept."""
        self._behind = behind
        self._limit = limit_bytes
        self._lock = threading.Lock()
        self._kept: OrderedDict[_Key, tuple[bytes, ...]] = OrderedDict()
        self._size = 0
        self._once: OrderedDict[int, None] = OrderedDict()

    @property
    def size(self) -> int:
        """Bytes of sound kept."""
        return self._size

    def speak(self, text: str, sample_rate: int, manner: Manner = _USUAL) -> Iterator[bytes]:
        """As the synthesizer behind it, from memory where it can.

        Raises ``SynthesisError``, while iterating.
        """
        key = (text, sample_rate, manner)
        kept = self._recall(key)
        if kept is not None:
            yield from kept
            return
        pieces = []
        for piece in self._behind.speak(text, sample_rate, manner):
            pieces.append(piece)
            yield piece
        if self._again(key):
            self._keep(key, tuple(pieces))

    def warm(self, texts: Iterable[str], sample_rate: int, manner: Manner = _USUAL) -> None:
        """Make the sound of sentences that every call needs; takes as long as to make it.

        Raises ``SynthesisError``.
        """
        for text in texts:
            key = (text, sample_rate, manner)
            if self._recall(key) is None:
                self._keep(key, tuple(self._behind.speak(text, sample_rate, manner)))

    def _recall(self, key: _Key) -> tuple[bytes, ...] | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
            return kept

    def _again(self, key: _Key) -> bool:
        """Whether it was said before; only its hash is remembered."""
        with self._lock:
            if hash(key) in self._once:
                del self._once[hash(key)]
                return True
            self._once[hash(key)] = None
            if len(self._once) > _REMEMBERED:
                self._once.popitem(last=False)
            return False

    def _keep(self, key: _Key, pieces: tuple[bytes, ...]) -> None:
        size = _bytes(pieces)
        with self._lock:
            if size > self._limit or key in self._kept:
                return
            self._kept[key] = pieces
            self._size += size
            while self._size > self._limit:
                _, oldest = self._kept.popitem(last=False)
                self._size -= _bytes(oldest)


def _bytes(pieces: tuple[bytes, ...]) -> int:
    return sum(map(len, pieces))
