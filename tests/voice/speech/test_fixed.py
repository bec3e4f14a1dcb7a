"""What is said again and again is kept as sound, within bounds."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from voice.errors import SynthesisError
from voice.speech.espeak import EspeakSynthesizer
from voice.speech.fixed import SpokenCache
from voice.synthesizer import Manner

USUAL = Manner()


class _Counting:
    """A synthesizer of ten bytes a letter that counts how often it had to work."""

    def __init__(self) -> None:
        self.made: list[tuple[str, int, Manner]] = []

    def speak(self, text: str, sample_rate: int, manner: Manner = USUAL) -> Iterator[bytes]:
        self.made.append((text, sample_rate, manner))
        for letter in text:
            if letter == "!":
                raise SynthesisError("Den kan ikke siges.")
            yield letter.encode() * 10


def test_from_the_second_time_on_it_is_kept() -> None:
    behind = _Counting()
    cache = SpokenCache(behind)
    said = [list(cache.speak("ja", 8000)) for _ in range(4)]
    assert said == [[b"j" * 10, b"a" * 10]] * 4
    assert len(behind.made) == 2
    assert cache.size == 20


def test_a_sentence_said_once_is_not_kept() -> None:
    cache = SpokenCache(_Counting())
    list(cache.speak("dit nummer er tolv", 8000))
    assert cache.size == 0


def test_what_every_call_needs_is_made_beforehand() -> None:
    behind = _Counting()
    cache = SpokenCache(behind)
    cache.warm(["ja", "nej", "ja"], 8000)
    assert len(behind.made) == 2
    assert b"".join(cache.speak("nej", 8000)) == b"n" * 10 + b"e" * 10 + b"j" * 10
    assert len(behind.made) == 2


def test_another_rate_or_manner_is_another_sound() -> None:
    behind = _Counting()
    cache = SpokenCache(behind)
    cache.warm(["ja"], 8000)
    cache.warm(["ja"], 16000)
    cache.warm(["ja"], 8000, Manner(speed=0.8))
    assert len(set(behind.made)) == len(behind.made) == 3


def test_what_was_not_said_for_longest_goes_first() -> None:
    behind = _Counting()
    cache = SpokenCache(behind, limit_bytes=40)
    cache.warm(["aa", "bb"], 8000)
    list(cache.speak("aa", 8000))
    cache.warm(["cc"], 8000)
    assert cache.size == 40
    behind.made.clear()
    list(cache.speak("aa", 8000))
    list(cache.speak("cc", 8000))
    assert not behind.made
    list(cache.speak("bb", 8000))
    assert behind.made


def test_a_sentence_larger_than_all_room_is_said_but_not_kept() -> None:
    cache = SpokenCache(_Counting(), limit_bytes=40)
    cache.warm(["aa", "bbbbb"], 8000)
    assert cache.size == 20


def test_a_sentence_broken_off_or_failed_is_not_kept() -> None:
    behind = _Counting()
    cache = SpokenCache(behind)
    for _ in range(3):
        pieces = cache.speak("abc", 8000)
        next(pieces)
        del pieces
        with pytest.raises(SynthesisError):
            list(cache.speak("ab!", 8000))
    assert cache.size == 0


def test_the_first_piece_comes_while_the_rest_is_not_made() -> None:
    cache = SpokenCache(_Counting())
    assert next(cache.speak("a!", 8000)) == b"a" * 10


def test_many_threads_share_it_with_a_real_voice() -> None:
    cache = SpokenCache(EspeakSynthesizer(), limit_bytes=200_000)
    texts = [f"vil du høre mere, {word}?" for word in ("ja", "nej", "tak", "måske")]
    heard: list[int] = []

    def call() -> None:
        heard.extend(len(b"".join(cache.speak(text, 8000))) for text in texts * 3)

    threads = [threading.Thread(target=call) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(heard) == 48
    assert min(heard) > 8000
    assert 0 < cache.size <= 200_000
