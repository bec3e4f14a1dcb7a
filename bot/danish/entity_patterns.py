"""Municipalities, towns, postal codes and documents as patterns for spaCy's span ruler."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from spacy.tokens import Span
from spacy.util import registry

from bot.answers.municipalities import Municipalities, Municipality
from bot.answers.yaml_files import read_yaml
from bot.danish.normalise import fold

ENTITY_FILTER = "muni.keep_people.v1"
"""Name of the filter in spaCy's registry; it takes ``common_words`` and gives KeepPeople."""
Pattern = dict[str, str]
"""``label``, ``pattern`` (compared without case) and ``id``: kommunekode or document."""

_POSTAL_CODE_BEFORE = {
    "i", "på", "til", "fra", "ved", "nær", "omkring", "bor",
    "postnummer", "postnummeret", "postnr", "nummer", "post",
}  # fmt: skip
_YEAR_BEFORE = {"i", "fra", "til", "år", "årgang"}
_UNIT_AFTER = {
    "kr", "kr.", "kroner", "dkk", "kg", "km", "m2", "timer", "dage", "mdr", "euro", "%",
}  # fmt: skip
_NOT_DOCUMENT_AFTER = {"pas": {"på", "godt", "lige"}}
"""Words that make a verb of the one before: "pas på"."""


def entity_patterns(data_folder: Path) -> list[Pattern]:
    """Patterns for all that data/ knows; raises ContentError."""
    municipalities = list(Municipalities.load(data_folder / "municipalities").by_code.values())
    documents = read_yaml(data_folder / "lists" / "documents.yml")
    return [*_places(municipalities), *_postal_codes(municipalities), *_documents(documents)]


def common_place_words(data_folder: Path) -> list[str]:
    """Names that are also ordinary words, in normal form; raises ContentError."""
    words = read_yaml(data_folder / "lists" / "places_common_words.yml")
    return sorted({fold(word) for word in words})


class KeepPeople:
    """Joins the lists' spans with the recogniser's entities, longest span first.

    A span never breaks a PER (masking relies on it) nor a longer ORG or MISC ("Aarhus
    Universitet"); it replaces any other entity that it overlaps. Only where the words
    around prove a place ("i Lyngby", "Furesø Kommune") does it replace a PER no longer
    than itself.
    """

    def __init__(self, common_words: Iterable[str]) -> None:
        """``common_words``: names in normal form that need a capital letter ("Ry", "Them")."""
        self._common = frozenset(common_words)

    def __call__(self, entities: Iterable[Span], spans: Iterable[Span]) -> list[Span]:
        """The entities of a document, without overlaps."""
        kept = list(entities)
        found = list(spans)
        towns = {span.start for span in found if span.label_ in {"TOWN", "MUNICIPALITY"}}
        taken: list[Span] = []
        for span in sorted(found, key=_longest_first):
            across = [entity for entity in kept if _overlap(entity, span)]
            hidden = any(_overlap(other, span) for other in taken)
            if hidden or any(self._stays(entity, span) for entity in across):
                continue
            if self._believable(span, towns):
                kept = [entity for entity in kept if entity not in across]
                taken.append(span)
        return kept + taken

    def _stays(self, entity: Span, span: Span) -> bool:
        longer = entity.start < span.start or entity.end > span.end
        if entity.label_ in {"ORG", "MISC"}:
            return longer
        return entity.label_ == "PER" and (longer or not self._surely_place(span))

    def _surely_place(self, span: Span) -> bool:
        if span.label_ not in {"MUNICIPALITY", "TOWN"} or fold(span.text) in self._common:
            return False
        after = span.doc[span.end].lower_ if span.end < len(span.doc) else ""
        before = span.doc[span.start - 1].lower_ if span.start else ""
        named = after == "kommune" or span[-1].lower_ == "kommune"
        return named or before in {"i", "på", "fra"} or len(span.doc) <= len(span) + 1

    def _believable(self, span: Span, towns: set[int]) -> bool:
        before = span.doc[span.start - 1].lower_ if span.start else ""
        after = span.doc[span.end].lower_ if span.end < len(span.doc) else ""
        if span.label_ == "DOCUMENT":
            return after not in _NOT_DOCUMENT_AFTER.get(span.text.lower(), set())
        if span.label_ == "POSTAL_CODE":
            return _is_postal_code(span, before, after, town_follows=span.end in towns)
        if fold(span.text) not in self._common or len(span.doc) <= 2 or after == "kommune":
            return True
        # Capitals prove nothing where every sentence or every word has them.
        opens = before in {"", ".", "!", "?", "\n"}
        return span.text[0].isupper() and not span.text.isupper() and not opens


@registry.misc(ENTITY_FILTER)
def _make_keep_people(
    common_words: list[str],
) -> Callable[[Iterable[Span], Iterable[Span]], list[Span]]:
    return KeepPeople(common_words)


def _is_postal_code(span: Span, before: str, after: str, *, town_follows: bool) -> bool:
    if town_follows:
        return True
    # 1950 may be a year and 1500 a price: such numbers need a word that says otherwise.
    year = 1900 <= int(span.text) <= 2100 and before in _YEAR_BEFORE
    if after in _UNIT_AFTER or year:
        return False
    return before in _POSTAL_CODE_BEFORE or len(span.doc) <= 2


def _longest_first(span: Span) -> tuple[int, int]:
    return (span.start - span.end, span.start)


def _overlap(one: Span, other: Span) -> bool:
    return bool(one.start < other.end and other.start < one.end)


def _places(municipalities: list[Municipality]) -> Iterator[Pattern]:
    named = {name: each.code for each in municipalities for name in _names(each)}
    folded = {fold(name) for name in named}
    towns: dict[str, set[str]] = defaultdict(set)
    for each in municipalities:
        for town in (*each.towns, *each.postal_codes.values()):
            if fold(town) not in folded:
                towns[town].add(each.code)
    for name, code in named.items():
        yield from _name("MUNICIPALITY", name, code)
    for town, codes in towns.items():
        yield from _name("TOWN", town, _only(codes))


def _names(municipality: Municipality) -> Iterator[str]:
    bare = municipality.full_name.removesuffix(" Kommune")
    for name in dict.fromkeys((municipality.name, bare, *municipality.aliases)):
        yield name
        yield f"{name} Kommune"


def _name(label: str, name: str, code: str) -> Iterator[Pattern]:
    for spelling in _spellings(name):
        yield {"label": label, "pattern": spelling, "id": code}
        if not spelling.endswith("s"):
            yield {"label": label, "pattern": f"{spelling}s", "id": code}


def _spellings(name: str) -> list[str]:
    """Århus and Aarhus, Tønder and Toender, Ringkøbing-Skjern and Ringkøbing Skjern."""
    danish = name.replace("Aa", "Å").replace("aa", "å")
    plain = danish.lower()
    for letter, digraph in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        plain = plain.replace(letter, digraph)
    written = [name, danish, plain]
    return list(dict.fromkeys([*written, *(one.replace("-", " ") for one in written)]))


def _postal_codes(municipalities: Iterable[Municipality]) -> Iterator[Pattern]:
    owners: dict[str, set[str]] = defaultdict(set)
    for each in municipalities:
        for postal_code in each.postal_codes:
            owners[postal_code].add(each.code)
    for postal_code, codes in owners.items():
        yield {"label": "POSTAL_CODE", "pattern": postal_code, "id": _only(codes)}


def _only(codes: set[str]) -> str:
    """The code, or nothing where there is no telling."""
    return next(iter(codes)) if len(codes) == 1 else ""


def _documents(forms: dict[str, list[str]]) -> Iterator[Pattern]:
    for key, written in forms.items():
        for form in written:
            yield {"label": "DOCUMENT", "pattern": form, "id": key}
