"""espeak-ng's names of sounds become the model's phones, and what is not Danish is told apart."""

from __future__ import annotations

import pytest

from voice.danish.espeak import get_espeak
from voice.danish.phones import (
    CONSONANTS,
    NOISE,
    PHONES,
    SILENCE,
    VOWELS,
    is_pause,
    pronunciation,
    switches_language,
    to_phones,
)


def test_the_inventory_has_each_phone_once_silence_and_noise_first() -> None:
    assert len(PHONES) == len(set(PHONES)) == 51
    assert PHONES[:2] == (SILENCE, NOISE)
    assert set(VOWELS).isdisjoint(CONSONANTS)


@pytest.mark.parametrize("phone", PHONES[2:])
def test_each_phone_stands_for_itself_with_any_stress(phone: str) -> None:
    for mark in ("", "'", ",", "%", "''", "="):
        assert to_phones(mark + phone) == (phone,)


@pytest.mark.parametrize(
    ("mnemonic", "phones"),
    [("dZ", ("d", "j")), ("'eI", ("?E", "j")), ("@L", ("@-", "l")), ("z", ("s",)), ("@", ("@-",))],
)
def test_other_sounds_become_the_nearest_danish_ones(
    mnemonic: str, phones: tuple[str, ...]
) -> None:
    assert to_phones(mnemonic) == phones


def test_a_closing_or_a_mark_of_language_is_part_of_the_sound_before() -> None:
    assert [to_phones(name) for name in ("_!", "?", "", "(da)")] == [()] * 4


def test_a_sound_that_is_not_danish_makes_the_word_unsayable() -> None:
    assert to_phones("q!") is None
    assert pronunciation(["s", "q!", "a"]) is None


def test_a_pronunciation_leaves_pauses_out() -> None:
    assert pronunciation(["_", "t", "'?A", "k", "_:", "_"]) == ("t", "?A", "k")
    assert pronunciation(["_:"]) == ()
    assert all(is_pause(name) for name in ("_", "_:", "_|"))
    assert not is_pause("_!")


def test_only_another_language_counts_as_switching() -> None:
    assert switches_language(["(en)", "k", "(da)"])
    assert not switches_language(["(da)", "k"])
    assert not switches_language(["k", "'a"])


def test_all_that_espeak_says_in_danish_has_phones() -> None:
    text = (
        "Høje bjerge, gule blomster og yngre søstre. Kære kunde: jeg køber otte æbler, ni pærer og "
        "tyve nødder hver uge. Chaufføren kørte gennem Ribe, Ærø og Ålborg. Er quizzen forbi? "
        "Journalisten fik champignon, yoghurt og pizza. Hvad siger psykologen om xylofonen?"
    )
    sounds = [sound.mnemonic for sound in get_espeak().speak(text).sounds]
    assert not switches_language(sounds)
    phones = pronunciation(sounds)
    assert phones is not None
    assert len(set(phones)) > 30
    assert set(phones) <= set(PHONES[2:])
