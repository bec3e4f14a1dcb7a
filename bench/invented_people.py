"""Persons who never were, and the ways in which they write what nobody else should know.

The same seed gives the same persons. A tenth have first names that no list of the masker's has.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.answers.yaml_files import read_yaml

LABELS = ("NAME", "CPR", "PHONE", "EMAIL", "ADDRESS")
_STREETS = ("Krokus", "Lærke", "Hassel", "Mølle", "Birke", "Pile", "Skovfyr", "Engblomme",
            "Strandasters", "Bøge", "Kløver", "Vibe", "Gøgeurt", "Hyben", "Røllike",
            "Blåmejse")  # fmt: skip
_ENDINGS = ("vej", "vænget", "gade", "allé", "stien", "bakken", "parken", "toften")
_TOWNS = ("8660 Skanderborg", "8000 Aarhus C", "5000 Odense C", "4700 Næstved", "7400 Herning",
          "9000 Aalborg", "6700 Esbjerg", "3000 Helsingør")  # fmt: skip
_DIGITS = ("nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni")
_ALONE = {
    "NAME": ("jeg hedder {}", "mit navn er {}", "det er {} der skriver", "mvh {}",
             "hej jeg er {} og har et spørgsmål",
             "min mand {} skal have nyt pas", "kan I finde sagen på {}", "Med venlig hilsen {}"),
    "CPR": ("mit cpr nummer er {}", "cpr {}", "mit cprnr: {} kan I se min sag", "personnummer {}",
            "jeg er født {} hvad gør jeg", "{} er mit cpr, hvad koster et pas"),
    "PHONE": ("ring til mig på {}", "min telefon er {}", "tlf {}", "I kan fange mig på mobil {}",
              "mit nummer er {}"),
    "EMAIL": ("min mail er {}", "skriv til {}", "send det til {} tak", "email: {}"),
    "ADDRESS": ("jeg bor {}", "min adresse er {}", "vi flytter til {}",
                "jeg bor på {} og vil melde flytning"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing as it was typed, in a sentence; ``pieces`` are what must not be found of it, and
    ``words`` what must not stand in the stored sentence, where they may stand elsewhere.
    """

    label: str
    typed: str
    sentence: str
    pieces: tuple[str, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """``facts`` one of each label; the contact is what they leave for staff to call."""

    facts: tuple[Fact, ...]
    contact: str


def people(count: int, data_folder: Path, seed: int = 6) -> Iterator[Person]:
    """So many persons."""
    rng = random.Random(seed)
    lists = data_folder / "lists"
    listed = _names(read_yaml(lists / "first_names.yml"))
    unlisted = _names(read_yaml(data_folder / "tests" / "unlisted_first_names.yml"))
    last = _names(read_yaml(lists / "last_names.yml"))
    for _ in range(count):
        first = rng.choice(unlisted if rng.random() < 0.1 else listed)
        yield _person(rng, first, rng.choice(last))


def _person(rng: random.Random, first: str, last: str) -> Person:
    phone, contact = _phone(rng), f"{rng.choice('23456789')}{rng.randrange(10**7):07d}"
    made = {
        "NAME": _name(rng, first, last), "CPR": _cpr(rng), "PHONE": phone,
        "EMAIL": _email(rng, first, last), "ADDRESS": _address(rng),
    }  # fmt: skip
    facts = []
    for label, (typed, pieces) in made.items():
        sentence = rng.choice(_ALONE[label]).format(typed)
        if rng.random() < 0.2:
            sentence = sentence.lower()
        words: tuple[str, ...] = (first, last) if label == "NAME" else ()
        if label == "ADDRESS":
            words = (typed.split()[0],)
        facts.append(Fact(label, typed, sentence, pieces, words))
    return Person(tuple(facts), contact)


def _name(rng: random.Random, first: str, last: str) -> tuple[str, tuple[str, ...]]:
    typed = rng.choice(
        [f"{first} {last}", f"{first} {last}", f"{first} {rng.choice('ABEKM')}. {last}"]
    )
    return typed, (typed,)


def _cpr(rng: random.Random) -> tuple[str, tuple[str, ...]]:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(30, 99)
    date, serial = f"{day:02d}{month:02d}{year:02d}", f"{rng.randrange(10000):04d}"
    typed = rng.choice([
        f"{date}-{serial}", f"{date}{serial}", f"{date} {serial}", f"{date} - {serial}",
        f"{date[:2]} {date[2:4]} {date[4:]} {serial}",
        f"{date[:2]}.{date[2:4]}.{date[4:]}-{serial}",
        f"{date[:2]}/{date[2:4]}-{date[4:]} {serial}", " ".join(date + serial),
        " ".join(_DIGITS[int(one)] for one in date + serial),
    ])  # fmt: skip
    return typed, (typed, f"{date}{serial}", f"{date}-{serial}")


def _phone(rng: random.Random) -> tuple[str, tuple[str, ...]]:
    digits = f"{rng.choice('23456789')}{rng.randrange(10**7):07d}"
    pairs = [digits[at : at + 2] for at in range(0, 8, 2)]
    typed = rng.choice([
        digits, " ".join(pairs), f"{digits[:4]} {digits[4:]}", f"+45 {' '.join(pairs)}",
        f"+45{digits}", f"0045 {digits}", "-".join(pairs), ".".join(pairs),
        f"{digits[:2]} {digits[2:5]} {digits[5:]}",
        " ".join(_DIGITS[int(one)] for one in digits),
    ])  # fmt: skip
    return typed, (typed, digits)


def _email(rng: random.Random, first: str, last: str) -> tuple[str, tuple[str, ...]]:
    user = f"{first}.{last}{rng.randrange(10, 99)}".replace(" ", "").lower()
    domain = rng.choice(["firma-xyz.dk", "posten.example", "mail.dk", "familien.nu"])
    typed = rng.choice([
        f"{user}@{domain}", f"{user}@{domain}", f"{user} @ {domain}", f"{user} snabela {domain}",
        f"{user}(at){domain}", f"{user}@{domain}".upper(),
    ])  # fmt: skip
    return typed, (typed, f"{user}@{domain}")


def _address(rng: random.Random) -> tuple[str, tuple[str, ...]]:
    street = rng.choice(_STREETS) + rng.choice(_ENDINGS)
    house, town = f"{rng.randint(1, 199)}{rng.choice(['', '', 'A', 'B'])}", rng.choice(_TOWNS)
    floor = rng.choice(["", "", ", 2. tv", " 3 th", ", st. mf"])
    at = f"{street} {house}{floor}"
    typed = rng.choice([f"{at}, {town}", f"{at} {town}", at, f"{at} i {town.split()[1]}"])
    return typed, (typed, at)


def _names(found: object) -> list[str]:
    if isinstance(found, dict):
        return [one for group in found.values() for one in _names(group)]
    return [str(one) for one in found] if isinstance(found, list) else []
