"""Names are found by lists and by what announces them; words and places are left alone."""

import pytest

from tests.danish.maskers import masked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jeg hedder mette sørensen og vil have pas", "jeg hedder <NAVN> og vil have pas"),
        ("jeg hedder olgierd kowalewicz", "jeg hedder <NAVN>"),
        ("mit navn er hans", "mit navn er <NAVN>"),
        ("min mor anja e. foldager bor her", "min mor <NAVN> bor her"),
        ("karen m. vibe vil gerne flytte", "<NAVN> vil gerne flytte"),
        ("Navn: Dariusz Wójcik", "Navn: <NAVN>"),
        ("min søn Liv skal i børnehave", "min søn <NAVN> skal i børnehave"),
        ("min mand per nielsen", "min mand <NAVN>"),
        ("mit navn er vibeke skov andersen", "mit navn er <NAVN>"),
        ("kærlig hilsen lotte h", "kærlig hilsen <NAVN>"),
        ("min datter Xhemile er 4", "min datter <NAVN> er 4"),
        ("det er mikkel der ringer", "det er <NAVN> der ringer"),
        ("det er per der ringer", "det er <NAVN> der ringer"),
        ("hilsen bente", "hilsen <NAVN>"),
        ("Mvh\nJ.P. Holm", "Mvh\n<NAVN>"),
        ("jeg klager over fru jensen", "jeg klager over <NAVN>"),
        ("kan Mohammed få plads", "kan <NAVN> få plads"),
        ("Yılmaz har ringet", "<NAVN> har ringet"),
        ("Fatima Al-Hassan mangler kort", "<NAVN> mangler kort"),
        ("Peters pas er væk", "<NAVN> pas er væk"),
        ("Lars' sag", "<NAVN> sag"),
        ("Anne-Marie Holm-Nielsen", "<NAVN>"),
        ("min søn august er 4 år", "min søn <NAVN> er 4 år"),
        ("August Holm", "<NAVN>"),
        ("H.C. Lund har skrevet", "<NAVN> har skrevet"),
        ("vi hedder Anna og Peter", "vi hedder <NAVN> og <NAVN>"),
        ("JEG HEDDER KURT HANSEN", "JEG HEDDER <NAVN>"),
        ("my name is Olena Kovalenko", "my name is <NAVN>"),
    ],
)
def test_a_name_is_masked(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Hans pas er udløbet, og hans mor er syg",
        "kan min søn bo hos mig",
        "hvad koster det per barn per måned",
        "jeg vil tage bussen",
        "i august og juni, fra april til maj",
        "Arne-pension",
        "sankt hans aften",
        "Niels Bohrs Vej er spærret",
        "Marie Kruses Skole",
        "børnehaven Freja",
        "stormen Malik",
        "Jensens Bøfhus",
        "Kong Frederik",
        "Udbetaling Danmark og Livslinien",
        "min kæreste er fra Thailand",
        "min mor kan ikke gå",
        "jeg hedder noget andet nu",
        "hilsen en træt borger",
        "Venlig hilsen Grundejerforeningen Engen",
        "Jeg Vil Gerne Have Et Nyt Pas",
        "gebyret steg til 13 mia. kroner",
    ],
)
def test_words_places_and_bodies_are_not_persons(text: str) -> None:
    assert masked(text) == text
