"""All that MUNI answers, open to all: texts, links, sources, and when each was last checked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from bot.answers.compose import Composed
from bot.answers.municipalities import Fact, Municipality
from bot.content.layered import LayeredContent

Row = tuple[Any, ...]
_CHECKED: Final = ("sidst_kontrolleret", "Dagen, hvor kilden sidst blev kontrolleret (ÅÅÅÅ-MM-DD)")


@dataclass(frozen=True, slots=True)
class ContentSet:
    """A dataset of content; ``columns`` are names with their meaning."""

    id: str
    title: str
    description: str
    columns: tuple[tuple[str, str], ...]


ANSWERS: Final = ContentSet(
    "svar",
    "MUNI: svar på borgernes spørgsmål til kommunerne",
    "Alle svar, fælles og kommunernes egne, med links, kilde og dagen, hvor kilden sidst blev "
    "kontrolleret. Vælg en kommune for at få svarene, som borgere der får dem.",
    (
        ("emne", "Emnets id"),
        ("kategori", "Emnets kategori"),
        ("titel", "Emnets titel"),
        ("spoergsmaal", "Spørgsmålet, som svaret er til"),
        ("kle", "Emnets KLE-nummer"),
        ("kommunekode", "Kommunen, som svaret gælder; tom er alle"),
        ("kommune", "Kommunens navn"),
        ("svar", "Svaret, som det står i chatten"),
        ("talt_svar", "Svaret, som det bliver sagt i telefonen"),
        ("links", "Sider, som svaret henviser til"),
        ("kilde", "Siden, som svaret er taget fra"),
        _CHECKED,
    ),
)
FACTS: Final = ContentSet(
    "kommuner",
    "MUNI: kommunernes telefonnumre, adresser og åbningstider",
    "Hvad MUNI ved om hver kommune, med kilden og dagen, hvor den sidst blev kontrolleret.",
    (
        ("kommunekode", "Kommunens kode på fire cifre"),
        ("kommune", "Kommunens navn"),
        ("oplysning", "Hvad det er"),
        ("vaerdi", "Oplysningen"),
        ("kilde", "Siden, som oplysningen er taget fra"),
        _CHECKED,
    ),
)
CONTENT_SETS: Final = {one.id: one for one in (ANSWERS, FACTS)}


def content_rows(name: str, content: LayeredContent, municipality: str | None) -> list[Row]:
    """The rows of a set by its id, of one municipality or all; links are a list of addresses."""
    if name == FACTS.id:
        places = content.municipalities.by_code.values()
        return [row for one in places if municipality in {None, one.code} for row in _facts(one)]
    if municipality:
        return list(_answers(content, municipality))
    own = (row for code in content.municipalities.by_code for row in _own(content, code))
    return [*_answers(content, None), *own]


def _answers(content: LayeredContent, code: str | None) -> Iterator[Row]:
    """What a citizen of the municipality is told, or one whose municipality nobody knows."""
    for topic in content.topics.topics:
        if content.composer.answers(topic, code) and not _is_others(content, topic, code):
            yield _row(content, topic, code)


def _own(content: LayeredContent, code: str) -> Iterator[Row]:
    """What the municipality has written itself."""
    for topic in content.municipalities.by_code[code].overrides:
        yield _row(content, topic, code)


def _is_others(content: LayeredContent, topic: str, code: str | None) -> bool:
    owner = content.topics[topic].municipality
    return owner is not None and owner != code


def _row(content: LayeredContent, topic: str, code: str | None) -> Row:
    written = content.composer.compose(topic, code, "web")
    spoken = content.composer.compose(topic, code, "voice")
    about, place = content.topics[topic], content.municipalities.get(code)
    return (
        topic,
        content.topics.categories[about.category],
        about.title,
        about.question,
        about.kle,
        code or "",
        place.full_name if place else "",
        written.text,
        spoken.text,
        [link.url for link in written.links],
        *_source(written),
    )


def _source(composed: Composed) -> tuple[str, str]:
    source = composed.source
    return (source.url, str(source.checked)) if source else ("", "")


def _facts(place: Municipality) -> Iterable[Row]:
    found: list[tuple[str, Fact | None]] = [
        ("Telefon", place.telephone),
        ("Adresse", place.address),
        *(
            (_HOURS.get(kind, kind), Fact(one.hours.week(), one.source, one.checked))
            for kind, one in place.hours.items()
        ),
        *place.facts.items(),
    ]
    yield place.code, place.full_name, "Hjemmeside", place.website, place.website, ""
    for name, fact in found:
        if fact:
            yield place.code, place.full_name, name, fact.value, fact.source, str(fact.checked)


_HOURS: Final = {
    "telephone": "Telefonens åbningstider",
    "citizen_service": "Borgerservices åbningstider",
}
