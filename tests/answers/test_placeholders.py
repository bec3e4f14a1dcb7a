"""A fact that is missing locally never shows a hole."""

from hypothesis import given
from hypothesis import strategies as st

from bot.answers.placeholders import NAMES, fill, used


def test_a_sentence_without_its_fact_falls_away() -> None:
    text = (
        "Meld flytning nu. Ring til {kommune} på {telefon}. Husk kl. 9 at møde.\n\nSe {hjemmeside}."
    )
    assert fill(text, {"kommune": "Odder Kommune"}) == "Meld flytning nu. Husk kl. 9 at møde."
    full = {"kommune": "Odder Kommune", "telefon": "87 80 33 33", "hjemmeside": "odder.dk"}
    assert fill(text, full) == (
        "Meld flytning nu. Ring til Odder Kommune på 87 80 33 33. Husk kl. 9 at møde."
        "\n\nSe odder.dk."
    )


def test_a_value_that_begins_a_sentence_gets_a_capital() -> None:
    assert fill("{kommune} svarer.", {"kommune": "din kommune"}) == "Din kommune svarer."


@given(st.sets(st.sampled_from(sorted(NAMES))))
def test_no_placeholder_is_ever_left(known: set[str]) -> None:
    text = " ".join(f"Her er {{{name}}} vist." for name in sorted(NAMES))
    filled = fill(text, dict.fromkeys(known, "noget"))
    assert not used(filled)
    assert filled.count("noget") == len(known)
