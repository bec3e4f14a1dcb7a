"""Holds what was heard to given phrases: the one nearest to it, or ``[unk]``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from voice.danish.edits import distance
from voice.danish.spoken_text import spoken, spoken_variants
from voice.engines.words import UNKNOWN_WORD
from voice.errors import GraphError
from voice.recognizer import Word

MOST_READINGS: Final = 100
"""Ways to say one phrase that are compared with: "8660" can be read in 32."""
FARTHEST: Final = 1 / 3
"""Edits for each letter of the longer text past which they are no longer the same."""


class NearestPhrase:
    """A stand-in for a closed grammar, which transducers can't be given.

    What was heard freely is compared, letter by letter and whatever the spaces, with every way to
    read each phrase. The nearest is told, in the words it is read with. ``[unk]`` is told when none
    is near, or when two phrases are as near as each other. So, unlike with a grammar, that a phrase
    is expected doesn't help to hear it. A thousand phrases take some 40 ms.

    Raises ``GraphError`` when no phrase can be said.
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        self._ways: dict[str, str] = {}
        self._phrases: dict[str, str] = {}
        for phrase in phrases:
            for way in spoken_variants(phrase, MOST_READINGS):
                if letters := _letters(way):
                    self._ways.setdefault(letters, way)
                    self._phrases.setdefault(letters, phrase)
        if not self._ways:
            raise GraphError("Ingen af fraserne kan høres. Skriv dem med danske ord eller tal.")

    def choose(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """The words of the nearest phrase in the place of ``words``, an utterance.

        Their confidence is that of ``words`` times how alike they are. Where the phrase has
        another number of words, they share the time by their letters.
        """
        if not words:
            return ()
        conf = sum(word.conf for word in words) / len(words)
        found = self._nearest(_letters(spoken(" ".join(word.word for word in words))))
        if found is None:
            return (Word(UNKNOWN_WORD, words[0].start, words[-1].end, conf),)
        way, unlike = found
        said = way.split()
        likeness = 1 - unlike
        if len(said) == len(words):
            return tuple(
                Word(text, word.start, word.end, word.conf * likeness)
                for text, word in zip(said, words, strict=True)
            )
        return _shared_out(said, words[0].start, words[-1].end, conf * likeness)

    def _nearest(self, heard: str) -> tuple[str, float] | None:
        if heard in self._ways:
            return self._ways[heard], 0.0
        least = FARTHEST
        rivals: dict[str, str] = {}
        for letters, phrase in self._phrases.items():
            longest = max(len(letters), len(heard))
            if abs(len(letters) - len(heard)) > least * longest:
                continue
            unlike = distance(letters, heard) / longest
            if unlike < least:
                rivals.clear()
            if unlike <= least:
                least = unlike
                rivals.setdefault(phrase, letters)
        return (self._ways[next(iter(rivals.values()))], least) if len(rivals) == 1 else None


def _letters(text: str) -> str:
    return text.replace(" ", "")


def _shared_out(said: Sequence[str], start: float, end: float, conf: float) -> tuple[Word, ...]:
    letters = sum(map(len, said))
    words: list[Word] = []
    for text in said:
        stop = (words[-1].end if words else start) + (end - start) * len(text) / letters
        words.append(Word(text, words[-1].end if words else start, stop, conf))
    return tuple(words)
