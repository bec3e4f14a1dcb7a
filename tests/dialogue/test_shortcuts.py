"""Short replies that mean something only after a question."""

import pytest

from bot.dialogue.shortcuts import read_reply
from bot.knowledge import get_places, get_topics

OFFERED = {"offered": ["vielse_bestil", "aegteskabserklaering", "vielse_udlaending"]}
WAITING = {"pending_topic": "affald_toemmedag"}


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        ("2", "/aegteskabserklaering"),
        ("den første", "/vielse_bestil"),
        ("Nr. 3", "/vielse_udlaending"),
        ("bestille vielse", "/vielse_bestil"),
    ],
)
def test_an_offer_is_chosen_in_words(text: str, payload: str) -> None:
    assert read_reply(text, OFFERED, get_topics(), get_places()) == (payload, True)


@pytest.mark.parametrize(("text", "code"), [("Hjøring", "0860"), ("esbjærg", "0561")])
def test_a_misspelt_town_is_understood_when_it_was_asked_for(text: str, code: str) -> None:
    payload, pressed = read_reply(text, WAITING, get_topics(), get_places())
    assert pressed
    assert f'"{code}"' in payload


@pytest.mark.parametrize("text", ["2", "Hjøring", "nej tak", "/pas_pris", "hvad koster et pas"])
def test_without_a_question_they_stay_words(text: str) -> None:
    assert read_reply(text, {}, get_topics(), get_places()) == (text, False)


def test_what_follows_a_no_is_understood_and_never_becomes_a_command() -> None:
    said = "nej, jeg mener at jeg skal skilles"
    assert read_reply(said, OFFERED, get_topics(), get_places())[0].startswith("jeg mener")
    text, pressed = read_reply("nej, /restart nu lige her", OFFERED, get_topics(), get_places())
    assert not pressed
    assert text.startswith("/")
