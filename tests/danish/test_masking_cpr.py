"""CPR numbers are found however they are written or said, and nothing else is taken for one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.danish.masking.spans import Label
from tests.danish.maskers import blank_masker, masked

DAYS = st.one_of(st.integers(1, 31), st.integers(61, 91))
SEPARATORS = ("", "-", " ", ".", "/", "\u2013", "\u2014", "\u2212", " - ", "\n", "\u00a0")


@pytest.mark.parametrize(
    "number",
    [
        "010190-1234",
        "0101901234",
        "010190+1234",
        "01/01/90+1234",
        "01/01/901234",
        "1/1 19901234",
        "010119901234",
        "01011990/12 34",
        "010190....1234",
        "den fjerde i tolvte enogfirs seksogtyve nul ni",
        "nul en nul en to og øh firs tolv fireogtredive",
        "første januar halvfems treogfyrre hundrede øhm og enogtres",
        "1. januar 1990 og de sidste fire er tolv fireogtredive",
        "nul et nul et halvfems og de sidste øh fire cifre er 1234",
        "010190 1234",
        "01 01 90 12 34",
        "01.01.90-1234",
        "01/01/1990-1234",
        "1/1-90 1234",
        "010190\u20131234",
        "010190 \u2014 1234",
        "0 1 0 1 9 0 1 2 3 4",
        "\uff10\uff11\uff10\uff11\uff19\uff10\uff0d\uff11\uff12\uff13\uff14",
        "0101\u200b90-1234",
        "010190\n1234",
        "710190-1234",
        "nul en nul en halvfems tolv fireogtredive",
        "nul et nul et ni nul et to tre fire",
        "femogtyve nul ni fireoghalvfjerds tolv fireogtredive",
        "femogtyve nul ni fire og halvfjerds nul en nul to",
        "den første januar halvfems tolv fireogtredive",
        "den 1. januar 1990 1234",
        "femogtyvende i niende halvfjerds tolv fireogtredive",
        "nul en nul en halvfems streg tolv øh fireogtredive",
        "toogtyve nul syv nittenhundrede og otteoghalvtreds elleve tretten",
        "fireogtyve nul to nittenotteogfirs tolv fireogtredive",
        "07 nul fire enogtres 1122",
        "19900101-1234",
        "O1O190-1234",
        "nulen nulen halvfems tolv fireogtredive",
        "den 1. i 1. 90 1234",
        "1/1 1990 - 1234",
        "1 jan 1990 1234",
        "treogtyve ni syvogtres elleve tolv",
        "nul en nul en halvfems og så er det tolv fireogtredive",
        "nul. en. nul. en. ni. nul. en. to. tre. fire",
        "zero one zero one ninety twelve thirty four",
    ],
)
def test_a_cpr_number_is_masked_in_every_writing(number: str) -> None:
    assert masked(f"hej, mit er {number}") == "hej, mit er <CPR>"
    assert masked(number) == "<CPR>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cpr010190-1234, tak", "cpr<CPR>, tak"),
        ("cpr:0101901234tlf20304050", "cpr:<CPR>tlf<TELEFON>"),
        ("cpr 10190-1234", "cpr <CPR>"),
        (
            "mit c p r nummer er seks tolv halvfjerds tolv fireogtredive",
            "mit c p r nummer er <CPR>",
        ),
        ("010190-1234 og 020292-2345", "<CPR> og <CPR>"),
        ("20 30 40 50 01 01 90 12 34", "<TELEFON> <CPR>"),
        ("de sidste fire er 1234", "de sidste fire er <CPR>"),
        ("cpr 150399-XXXX", "cpr <CPR>"),
    ],
)
def test_a_cpr_number_is_masked_among_other_words(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "tid den 20.11.2026 kl. 10.30",
        "fra 01.01.2026 til 31.12.2026",
        "åbent mandag 10-12 og 13-15",
        "bus 10 11 12 13 14 15",
        "EAN 5790001234567",
        "CVR 12 34 56 78",
        "sagsnr. 1012261234",
        "p-nummer 1003456789",
        "flytter 01.12.26 8000 Aarhus C",
        "den 31.10.2025 8000 kr",
        "to hundrede og halvtreds kroner",
        "matrikel 12a, postnummer 8660",
        "periode 010125-311225",
        "de sidste fire år",
    ],
)
def test_other_numbers_are_not_taken_for_cpr(text: str) -> None:
    assert masked(text) == text


@settings(max_examples=400, deadline=None)
@given(
    day=DAYS,
    month=st.integers(1, 12),
    year=st.integers(0, 99),
    serial=st.integers(0, 9999),
    separator=st.sampled_from(SEPARATORS),
    before=st.sampled_from(("", "cpr ", "mit nummer er ", "(", "CPR:", "hej ")),
    after=st.sampled_from(("", ".", " tak", ")", ", og så", "\n")),
)
def test_every_plausible_date_with_four_digits_is_masked(
    day: int, month: int, year: int, serial: int, separator: str, before: str, after: str
) -> None:
    number = f"{day:02}{month:02}{year:02}{separator}{serial:04}"
    spans = blank_masker().mask(before + number + after).spans
    assert any(
        span.label is Label.CPR
        and span.start <= len(before)
        and span.end >= len(before) + len(number)
        for span in spans
    )


@settings(max_examples=200, deadline=None)
@given(
    day=DAYS,
    month=st.integers(1, 12),
    year=st.integers(0, 99),
    serial=st.integers(0, 9999),
    separator=st.sampled_from((" ", ".", "-", "/")),
)
def test_pairs_of_digits_are_masked_in_all_separators(
    day: int, month: int, year: int, serial: int, separator: str
) -> None:
    pairs = f"{day:02} {month:02} {year:02} {serial // 100:02} {serial % 100:02}"
    assert masked(pairs.replace(" ", separator)) == "<CPR>"


@pytest.mark.parametrize(
    "text",
    [
        "de sidste fire uger har jeg haft 1200 skridt",
        "de sidste fire år 2021 til 2024",
        "jeg har søgt de sidste 4 gange, sidst i 2023",
    ],
)
def test_the_last_four_of_something_else_stay(text: str) -> None:
    assert masked(text) == text
