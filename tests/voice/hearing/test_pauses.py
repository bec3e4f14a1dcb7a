"""How long a pause is waited for after what kind of words."""

from __future__ import annotations

import pytest

from voice.hearing.digits_read import trailing_digits
from voice.hearing.pauses import Expect, Pauses

PAUSES = Pauses()


@pytest.mark.parametrize(
    "text",
    [
        "hvad koster et pas", "hvordan gør jeg", "kan jeg få et nyt pas uden dåbsattest", "ja",
        "nej", "nej tak", "farvel", "gentag", "tal langsommere", "hvad skal jeg have med",
        "hvem skal jeg tale med", "skal vi søge om noget", "hvordan får hun et personnummer",
    ],
)  # fmt: skip
def test_a_whole_question_order_or_answer_ends_soonest(text: str) -> None:
    assert PAUSES.needed(text) == PAUSES.whole


@pytest.mark.parametrize(
    "text",
    [
        "jeg vil gerne", "hvad koster det at", "jeg har mistet mit kørekort og", "jeg bor i",
        "jeg vil gerne have", "kan man", "det er", "hvor henvender jeg mig hvis", "jeg",
        "jeg vil gerne bestille et", "jeg bor på nørregade tolv",
    ],
)  # fmt: skip
def test_words_that_seldom_end_a_sentence_are_waited_after(text: str) -> None:
    assert PAUSES.needed(text) == PAUSES.hanging


@pytest.mark.parametrize(
    "text",
    ["jeg skal øh", "altså", "hvad hedder det", "øhm", "jeg vil gerne lige et øjeblik"],
)
def test_fillers_are_waited_after_for_long(text: str) -> None:
    assert PAUSES.needed(text) == PAUSES.searching


@pytest.mark.parametrize("text", ["jeg har mistet mit kørekort", "hej", "ja goddag", "goddag"])
def test_a_statement_or_a_greeting_leaves_time_for_the_question(text: str) -> None:
    assert PAUSES.needed(text) == PAUSES.telling


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("mit nummer er", "anything"),
        ("mit nummer er tolv", "anything"),
        ("mit nummer er tolv fireogtredive", "anything"),
        ("mit nummer er tolv fem sex", "anything"),
        ("tolv", "digits"),
        ("tolv fireogtredive seksoghalvtreds", "digits"),
        ("tolv fire og", "digits"),
        ("mit cpr nummer er tolv ti firs tolv", "anything"),
        ("seksogfirs", "municipality"),
    ],
)
def test_digits_are_never_cut_in_two(text: str, expect: Expect) -> None:
    assert PAUSES.needed(text, expect) == PAUSES.reading


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("tolv fireogtredive seksoghalvtreds otteoghalvfjerds", "digits"),
        ("mit nummer er en to tre fire fem seks syv otte", "anything"),
        ("mit cpr nummer er tolv ti firs tolv fireogtredive", "anything"),
        ("seksogfirs tres", "municipality"),
        ("mit postnummer er otte seks seks nul", "anything"),
        ("ja", "yes_no"),
        ("nej tak", "digits"),
        ("hinnerup", "municipality"),
    ],
)
def test_a_whole_number_or_what_was_asked_for_ends_soonest(text: str, expect: Expect) -> None:
    assert PAUSES.needed(text, expect) == PAUSES.whole


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("", 0),
        ("hvad koster et pas", 0),
        ("nummer tolv fire", 3),
        ("fem og tyve", 2),
        ("femogtyve nul tre", 4),
        ("otte tusind", 4),
        ("tolv øh fireogtredive", 4),
        ("8660", 4),
    ],
)
def test_digits_are_counted_as_they_are_read_out(text: str, digits: int) -> None:
    assert trailing_digits(text.split())[0] == digits
