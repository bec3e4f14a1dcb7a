"""Which municipality a text speaks of."""

import pytest

from bot.knowledge import get_places

SKANDERBORG, FAVRSKOV, AARHUS, ODENSE = "0746", "0710", "0751", "0461"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("8660", SKANDERBORG),
        ("i Hinnerup", FAVRSKOV),
        ("jeg bor i hinnerup", FAVRSKOV),
        ("Aarhus", AARHUS),
        ("århus kommune", AARHUS),
        ("hvornår åbner genbrugspladsen i Ry?", SKANDERBORG),
        ("jeg flytter fra Odense til Aarhus på fredag", AARHUS),
        ("8000 Aarhus C", AARHUS),
        ("postnummer 8660", SKANDERBORG),
        ("Københavns Kommunes hjemmeside", "0101"),
        ("Lyngby-Taarbæk", "0173"),
        ("jeg bor i vejen", "0575"),
        ("nej jeg mener Odder", "0727"),
        ("6040 Egtved", "0630"),
    ],
)
def test_found(text: str, code: str) -> None:
    assert get_places().municipality(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "hvad koster et pas",
        "jeg er født i 1950",
        "det koster 1500 kr om måneden",
        "siden 2026 har jeg boet alene",
        "jeg ry gerne i haven",
        "kan du give them besked",
        "vi er flyttet mellem Odense og Aarhus",
        "skanderborgvej er hullet",
        "der er et hul i vejen",
        "kan I give mig et nyt pas",
        "500 gram kød",
        "mine tønder er ikke tømt",
        "vi går i mørke om morgenen",
    ],
)
def test_not_found(text: str) -> None:
    assert get_places().municipality(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("det er Skanderborg kommune", SKANDERBORG),
        ("jeg bor i 8660", SKANDERBORG),
        ("Hinnerup", FAVRSKOV),
        ("hvornår åbner genbrugspladsen i Hinnerup", None),
        ("hej", None),
    ],
)
def test_a_message_that_says_only_where(text: str, code: str | None) -> None:
    assert get_places().only_place(text) == code


def test_offsets_are_into_the_text_given() -> None:
    text = "Hej, jeg bor i Høje-Taastrup nu"
    (place,) = get_places().find(text)
    assert text[place.start : place.end] == "Høje-Taastrup"
