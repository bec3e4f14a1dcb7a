"""What a caller can always say, told from questions for the bot."""

from __future__ import annotations

import pytest

from voice.call.spoken_commands import Command, read_command, read_yes_or_no


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("gentag", Command.REPEAT),
        ("kan du gentage det", Command.REPEAT),
        ("hvad sagde du", Command.REPEAT),
        ("øh tal lidt langsommere tak", Command.SLOWER),
        ("kan du tale højere", Command.LOUDER),
        ("jeg vil gerne tale med et menneske", Command.PERSON),
        ("må jeg få lov at tale med en medarbejder", Command.PERSON),
        ("stil mig om til omstillingen", Command.PERSON),
        ("nej tak det var det hele", Command.GOODBYE),
        ("tak for hjælpen farvel", Command.GOODBYE),
        ("send mig en sms", Command.SMS),
    ],
)
def test_a_command_is_known_in_the_words_people_use(said: str, meant: Command) -> None:
    assert read_command(said) is meant


@pytest.mark.parametrize(
    "said",
    [
        "hvad koster et pas",
        "kan jeg tale med en medarbejder om mit pas på tirsdag",
        "jeg kan ikke høre min nabo for støj",
        "hvordan får jeg en sms når min skraldespand bliver tømt",
        "hej",
        "",
    ],
)
def test_a_question_is_no_command(said: str) -> None:
    assert read_command(said) is None


@pytest.mark.parametrize("said", ["ja", "ja tak", "jo tak gerne", "det er rigtigt", "okay"])
def test_a_yes_is_a_yes(said: str) -> None:
    assert read_yes_or_no(said) is True


@pytest.mark.parametrize("said", ["nej", "nej tak", "ellers tak", "nej det er forkert", "ikke nu"])
def test_a_no_is_a_no(said: str) -> None:
    assert read_yes_or_no(said) is False


@pytest.mark.parametrize("said", ["", "hvad koster et pas", "ja men hvad koster det"])
def test_anything_else_is_neither(said: str) -> None:
    assert read_yes_or_no(said) is None
