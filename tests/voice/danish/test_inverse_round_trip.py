"""What is written, said aloud and recognised comes back as it was written."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from voice.danish.choice import ByChance
from voice.danish.figures import (
    MONTHS,
    clock,
    cpr,
    date,
    postal_code,
    short_date,
    telephone,
)
from voice.danish.inverse import written
from voice.danish.numbers import cardinal, variants
from voice.danish.spoken_text import spoken

SEEDS = st.integers(0, 2**32)
DAYS, MONTH_NUMBERS = st.integers(1, 28), st.integers(1, 12)
CONFUSING = (
    "en", "et", "to", "tre", "seks", "otte", "ni", "ti", "tyve", "halvtreds", "hundrede", "tusind",
    "og", "nul", "halv", "klokken", "kroner", "over", "i", "den", "første", "anden", "maj", "til",
    "vestergade", "komma", "procent", "streg", "øh", "plus", "kvart", "c", "p", "r", "mit", "id",
    "dk", "punktum", "fireogtyve", "uger", "tak",
)  # fmt: skip
KEPT_IN_WORDS = {*range(13), 100, 1000}


def test_every_number_to_9999_comes_back() -> None:
    for number in range(10_000):
        if number not in KEPT_IN_WORDS:
            assert written(cardinal(number)) == str(number)


def test_every_amount_to_9999_comes_back() -> None:
    for number in range(2, 10_000):
        text = f"{number:,} kr.".replace(",", ".")
        assert written(spoken(text)) == text


def test_every_way_to_say_an_amount_comes_back() -> None:
    for number in range(2, 10_000, 13):
        text = f"{number:,} kr.".replace(",", ".")
        assert {written(f"{said} kroner") for said in variants(number)} == {text}


@given(DAYS, MONTH_NUMBERS, st.integers(1900, 2099), SEEDS)
def test_dates(day: int, month: int, year: int, seed: int) -> None:
    pick = ByChance(Random(seed))
    by_name = f"{day}. {MONTHS[month - 1]} {year}"
    assert written(spoken(by_name)) == by_name
    assert written(date(day, month, year, pick)) == by_name
    said = written(f"den {short_date(day, month, year, pick)}")
    assert said in {f"den {by_name}", f"den {day}/{month}-{year}"}
    assert written(spoken(f"den {day}/{month}")) == f"den {day}/{month}"


@given(st.integers(0, 23), st.integers(0, 59), SEEDS)
def test_times(hour: int, minute: int, seed: int) -> None:
    text = f"kl. {hour}.{minute:02}" if minute else f"kl. {hour}"
    assert written(spoken(text)) == text
    said = written(f"klokken {clock(hour, minute, ByChance(Random(seed)))}")
    assert said in {text, f"kl. {(hour - 1) % 12 + 1}.{minute:02}"}


@given(st.integers(20_000_000, 99_999_999), st.sampled_from([(2, 2, 2, 2), (2, 3, 3)]), SEEDS)
def test_telephone_numbers(number: int, groups: tuple[int, ...], seed: int) -> None:
    figures = str(number)
    text = " ".join(figures[at : at + 2] for at in range(0, 8, 2))
    assert written(spoken(text)) == text
    said = telephone(figures, ByChance(Random(seed)), groups)
    assert written(f"mit nummer er {said} tak") == f"mit nummer er {text} tak"


@given(st.integers(1000, 9999), SEEDS)
def test_postal_codes(code: int, seed: int) -> None:
    assert written(spoken(f"postnummer {code}")) == f"postnummer {code}"
    said = postal_code(str(code), ByChance(Random(seed)))
    assert written(f"postnummer {said}") == f"postnummer {code}"


@given(st.one_of(DAYS, st.integers(61, 88)), MONTH_NUMBERS, st.integers(0, 99),
       st.integers(0, 9999), SEEDS)  # fmt: skip
def test_cpr_numbers(day: int, month: int, born: int, serial: int, seed: int) -> None:
    date_part, last = f"{day:02}{month:02}{born:02}", f"{serial:04}"
    assert written(spoken(f"{date_part}-{last}")) == f"{date_part}-{last}"
    said = cpr(date_part + last, ByChance(Random(seed))).removeprefix("den ")
    assert written(f"mit nummer er {said} tak") == f"mit nummer er {date_part}-{last} tak"


@given(st.lists(st.sampled_from(CONFUSING), max_size=14))
def test_any_row_of_words_is_read_without_losing_other_words(words: list[str]) -> None:
    said = f"start {' '.join(words)} slut"
    text = written(said)
    assert text.startswith("start")
    assert text.endswith(" slut")
    assert text.count("vestergade") == words.count("vestergade")
    assert text.count("uger") == words.count("uger")
    assert text.count("tak") == words.count("tak")
