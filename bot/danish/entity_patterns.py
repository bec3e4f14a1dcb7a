"""Municipalities, towns, postal codes and documents as patterns for spaCy's span ruler."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.tokens import Span
from spacy.util import registry

from bot.answers.municipalities import Municipalities, Municipality
from bot.answers.yaml_files import read_yaml
from bot.danish.normalise import fold

ENTITY_FILTER = "muni.keep_people.v1"
"""Name of ``keep_people`` in spaCy's registry."""

_PLACE_BEFORE = {
    "i", "på", "ved", "nær", "omkring", "til", "fra", "postnummer", "postnummeret", "postnr",
    "nummer", "post", "by", "bor",
}  # fmt: skip
_YEAR_BEFORE = {"i", "fra", "til", "år", "årgang"}
_UNIT_AFTER = {"kr", "kr.", "kroner", "dkk", "kg", "km", "m2", "timer", "dage", "mdr", "euro", "%"}
_NOT_DOCUMENT_AFTER = {"pas": {"på", "godt", "lige"}}
"""Words that make a verb of the one before: "pas på"."""


def entity_patterns(data_folder: Path) -> list[dict[str, Any]]:
    """Patterns for all that data/ knows; matched in lower case, see ``Municipality.towns``.

    A name that is also an ordinary word (data/lists/places_common_words.yml) is found only
    with a capital letter. Raises ContentError.
    """
    municipalities = Municipalities.load(data_folder / "municipalities").by_code.values()
    words = data_folder / "lists" / "places_common_words.yml"
    common = frozenset(map(fold, read_yaml(words))) if words.exists() else frozenset()
    return [
        *_places(list(municipalities), common),
        *_postal_codes(municipalities),
        *_documents(read_yaml(data_folder / "lists" / "documents.yml")),
    ]


def _places(municipalities: list[Municipality], common: frozenset[str]) -> Iterator[dict[str, Any]]:
    named = {name: each.code for each in municipalities for name in _names(each)}
    folded = {fold(name) for name in named}
    towns: dict[str, set[str]] = defaultdict(set)
    for each in municipalities:
        for town in (*each.towns, *each.postal_codes.values()):
            if fold(town) not in folded:
                towns[town].add(each.code)
    for name, code in named.items():
        yield from _name("MUNICIPALITY", name, code, common)
    for town, codes in towns.items():
        yield from _name("TOWN", town, next(iter(codes)) if len(codes) == 1 else "", common)


def _names(municipality: Municipality) -> Iterator[str]:
    bare = municipality.full_name.removesuffix(" Kommune")
    for name in {municipality.name, bare, *municipality.aliases}:
        yield name
        yield f"{name} Kommune"


def _name(label: str, name: str, code: str, common: frozenset[str]) -> Iterator[dict[str, Any]]:
    for spelling in _spellings(name):
        for form in (spelling, spelling if spelling.endswith("s") else f"{spelling}s"):
            pattern: Any = [{"ORTH": form}] if fold(name) in common else form
            yield {"label": label, "pattern": pattern, "id": code}


def _spellings(name: str) -> set[str]:
    """Århus and Aarhus, Tønder and Toender; compared without case."""
    danish = name.replace("Aa", "Å").replace("aa", "å")
    ascii_only = danish
    for letter, digraph in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        ascii_only = ascii_only.replace(letter, digraph)
        ascii_only = ascii_only.replace(letter.upper(), digraph.capitalize())
    return {name, danish, ascii_only}


def _postal_codes(municipalities: Iterable[Municipality]) -> Iterator[dict[str, Any]]:
    owners: dict[str, set[str]] = defaultdict(set)
    for each in municipalities:
        for postal_code in each.postal_codes:
            owners[postal_code].add(each.code)
    for postal_code, codes in owners.items():
        code = next(iter(codes)) if len(codes) == 1 else ""
        yield {"label": "POSTAL_CODE", "pattern": postal_code, "id": code}


def _documents(forms: dict[str, list[str]]) -> Iterator[dict[str, Any]]:
    for key, written in forms.items():
        for form in written:
            yield {"label": "DOCUMENT", "pattern": form, "id": key}


def keep_people(entities: Iterable[Span], spans: Iterable[Span]) -> list[Span]:
    """Add ``spans`` of the lists to ``entities`` of the recogniser; longest first.

    A span never breaks a PER (masking relies on it) nor a longer ORG or MISC ("Aarhus
    Universitet"); it replaces any other entity that it overlaps.
    """
    kept = list(entities)
    found = list(spans)
    towns = {span.start for span in found if span.label_ in {"TOWN", "MUNICIPALITY"}}
    taken: list[Span] = []
    for span in sorted(found, key=_longest_first):
        across = [entity for entity in kept if _overlap(entity, span)]
        if any(_overlap(other, span) for other in taken) or any(_stays(e, span) for e in across):
            continue
        if not _believable(span, towns):
            continue
        kept = [entity for entity in kept if entity not in across]
        taken.append(span)
    return kept + taken


@registry.misc(ENTITY_FILTER)
def _make_keep_people() -> Any:
    return keep_people


def _longest_first(span: Span) -> tuple[int, int, bool]:
    return (span.start - span.end, span.start, span.label_ != "MUNICIPALITY")


def _overlap(one: Span, other: Span) -> bool:
    return bool(one.start < other.end and other.start < one.end)


def _stays(entity: Span, span: Span) -> bool:
    longer = len(entity) > len(span)
    return entity.label_ == "PER" or (entity.label_ in {"ORG", "MISC"} and longer)


def _believable(span: Span, towns: set[int]) -> bool:
    before = span.doc[span.start - 1].lower_ if span.start else ""
    after = span.doc[span.end].lower_ if span.end < len(span.doc) else ""
    if span.label_ == "DOCUMENT":
        return after not in _NOT_DOCUMENT_AFTER.get(span.text.lower(), set())
    if span.label_ != "POSTAL_CODE":
        return True
    if span.end in towns:
        return True
    # 1950 may be a year and 1500 a price: such numbers need a word that says otherwise.
    year = 1900 <= int(span.text) <= 2100 and before in _YEAR_BEFORE
    if after in _UNIT_AFTER or year:
        return False
    return before in _PLACE_BEFORE or len(span.doc) <= 2
