"""How words are said: by rule, as heard inside sentences, and as Danes shorten them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from voice.danish.corpus.reductions import reduced
from voice.danish.espeak import Espeak, Sound, Speaker
from voice.danish.graph.pronunciation import Pronunciation
from voice.danish.phones import is_pause, pronunciation, switches_language

Phones = tuple[str, ...]

MOST_VARIANTS = 5
_REDUCED = 0.25
"""How likely a shortened form is beside the full one."""
_RARE_SHARE = 0.06
_SECOND = 0.9
"""How much less likely each further correction is than the one before."""
_BY_RULE = 0.5
_QUICK = Speaker(rate=350)


class Pronouncer:
    """Gives each word its pronunciations, the likeliest first, with 1.0 for the likeliest.

    ``corrections`` say for a word how it sounds, each in ordinary spelling ("borger sørvis"); they
    come before what espeak-ng would say. ``observed`` are pronunciations counted inside sentences.
    """

    def __init__(
        self,
        espeak: Espeak,
        corrections: Mapping[str, Sequence[str]] | None = None,
        observed: Mapping[str, Counter[Phones]] | None = None,
    ) -> None:
        self._espeak = espeak
        self._corrections = corrections or {}
        self._observed = observed or {}

    def pronounce(self, word: str) -> tuple[Pronunciation, ...]:
        """The word's pronunciations; empty when it can't be said in Danish sounds."""
        corrected = self._said(self._corrections.get(word, ()))
        chances = {phones: _SECOND**rank for rank, phones in enumerate(corrected)}
        full = [*corrected, *self._said([word])]
        for phones in full:
            chances.setdefault(phones, _BY_RULE if corrected else 1.0)
        counted = self._observed.get(word, Counter())
        if counted and not corrected:
            most = max(counted.values())
            for phones, count in counted.items():
                if count / sum(counted.values()) >= _RARE_SHARE:
                    chances[phones] = max(chances.get(phones, 0.0), count / most)
        for phones in full:
            for shorter in reduced(phones):
                chances.setdefault(shorter, _REDUCED)
        ranked = sorted(chances.items(), key=lambda item: (-item[1], item[0]))[:MOST_VARIANTS]
        return tuple(Pronunciation(phones, round(chance, 3)) for phones, chance in ranked)

    def is_danish(self, word: str) -> bool:
        """Whether espeak-ng reads the word by Danish rules, not by those of another language."""
        sounds = self._espeak.speak(word, _QUICK).sounds
        return not switches_language(sound.mnemonic for sound in sounds)

    def _said(self, spellings: Sequence[str]) -> list[Phones]:
        forms: list[Phones] = []
        for spelling in spellings:
            sounds = self._espeak.speak(spelling, _QUICK).sounds
            phones = pronunciation(sound.mnemonic for sound in sounds)
            if phones and phones not in forms:
                forms.append(phones)
        return forms


def observe(espeak: Espeak, sentences: Iterable[str]) -> dict[str, Counter[Phones]]:
    """How often each word was said in each way when espeak-ng read ``sentences`` aloud.

    Sentences are in spoken words (letters and single spaces), so that a position tells the word.
    """
    counted: dict[str, Counter[Phones]] = defaultdict(Counter)
    for sentence in sentences:
        words = {}
        place = 0
        for word in sentence.split(" "):
            words[place] = word
            place += len(word) + 1
        for position, sounds in _by_word(espeak.speak(sentence, _QUICK).sounds).items():
            word = words.get(position, "")
            phones = pronunciation(sounds)
            if word and phones and not switches_language(sounds):
                counted[word][phones] += 1
    return dict(counted)


def _by_word(sounds: Sequence[Sound]) -> dict[int, list[str]]:
    words: dict[int, list[str]] = defaultdict(list)
    for sound in sounds:
        if sound.position >= 0 and not is_pause(sound.mnemonic):
            words[sound.position].append(sound.mnemonic)
    return words
