"""The catalogue keeps to DCAT-AP-DK, says the licence of each file, and leads to files that are."""

from datetime import date, datetime
from pathlib import Path

import httpx
import pytest
from pyshacl import validate
from rdflib import DCAT, DCTERMS, Graph, Literal, URIRef

from bot.open_data.catalogue import EU, Publisher, build_catalogue, serialise
from bot.store.database import Database
from tests.api.open.service import open_service
from tests.open_data.making import few_talks, publish

SHAPES = Path(__file__).parent / "shapes.ttl"
OURS = Publisher("https://muni.example.dk", "Fællesskabet", "https://ejer.example.dk", "data@by.dk")
MONTHS = {date(2026, month, 1): datetime(2026, month + 1, 4) for month in (8, 9, 10)}


def _complaints(graph: Graph) -> str:
    fine, _, text = validate(graph, shacl_graph=Graph().parse(SHAPES))
    return "" if fine else str(text)


@pytest.mark.parametrize("months", [{}, MONTHS], ids=["empty", "three"])
@pytest.mark.parametrize("email", ["", "data@by.dk"])
def test_the_catalogue_keeps_to_the_profile(months: dict[date, datetime], email: str) -> None:
    publisher = Publisher(OURS.site, OURS.name, OURS.url, email)
    assert _complaints(build_catalogue(publisher, months, date(2026, 11, 25))) == ""


@pytest.mark.parametrize(
    "predicate", [DCTERMS.title, DCTERMS.publisher, DCTERMS.license, DCAT.accessURL, DCAT.theme]
)
def test_the_shapes_find_what_is_missing(predicate: URIRef) -> None:
    graph = build_catalogue(OURS, MONTHS, date(2026, 11, 25))
    graph.remove((None, predicate, None))
    assert "Violation" in _complaints(graph)


def test_statistics_are_everyones_and_answers_name_their_source() -> None:
    graph = build_catalogue(OURS, MONTHS, date(2026, 11, 25))
    licences = {
        str(file).removeprefix("https://muni.example.dk/data/"): str(licence).rsplit("/", 1)[1]
        for file, licence in graph.subject_objects(DCTERMS.license)
    }
    assert licences["statistik/samtaler.csv"] == "CC0"
    assert licences["indhold/svar.json"] == "CC_BYSA_4_0"
    period = URIRef("https://muni.example.dk/data/statistik/samtaler#periode")
    assert graph.value(period, DCAT.startDate) == Literal(date(2026, 8, 1))
    assert graph.value(period, DCAT.endDate) == Literal(date(2026, 10, 31))
    monthly = set(graph.subjects(DCTERMS.accrualPeriodicity, EU["frequency/MONTHLY"]))
    assert len(monthly) == 5


def test_the_same_catalogue_has_the_same_tag() -> None:
    one, other = (serialise(build_catalogue(OURS, MONTHS, date(2026, 11, 25)), form)
                  for form in ("turtle", "json-ld"))  # fmt: skip
    assert one[1] == other[1]


async def test_a_harvester_finds_every_file(database: Database) -> None:
    await publish(database, *few_talks(3))
    transport = httpx.ASGITransport(app=open_service(database))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        turtle = await client.get("/data/catalog.ttl")
        assert turtle.headers["content-type"] == "text/turtle; charset=utf-8"
        graph = Graph().parse(data=turtle.text, format="turtle")
        assert _complaints(graph) == ""
        json_ld = await client.get("/data/catalog.jsonld")
        assert set(Graph().parse(data=json_ld.text, format="json-ld")) == set(graph)
        files = list(graph.objects(None, DCAT.downloadURL))
        assert len(files) == 14
        for file in files:
            assert (await client.get(str(file))).status_code == 200
        for accept, media in (
            ("text/turtle", "text/turtle"),
            ("application/ld+json, text/turtle;q=0.5", "application/ld+json"),
            ("text/html", "text/turtle"),
            ("application/ld+json;q=x", "text/turtle"),
        ):
            answer = await client.get("/data/catalog", headers={"Accept": accept})
            assert answer.headers["content-type"].startswith(media)
            assert answer.headers["vary"] == "Accept"
        assert (await client.get("/data/catalog.xml")).status_code == 404
