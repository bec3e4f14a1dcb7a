"""The catalogue of the open data as DCAT-AP-DK 3 describes it, for portals to harvest."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDFS, SKOS

from bot.open_data.answers import CONTENT_SETS
from bot.open_data.content_files import tag_of
from bot.open_data.datasets import DATASETS
from bot.open_data.licences import CONTENT, STATISTICS, Licence
from bot.statistics.days import next_month

VCARD: Final = Namespace("http://www.w3.org/2006/vcard/ns#")
DCATAP: Final = Namespace("http://data.europa.eu/r5r/")
EU: Final = Namespace("http://publications.europa.eu/resource/authority/")
_MEDIA: Final = Namespace("https://www.iana.org/assignments/media-types/")
_PROFILE: Final = URIRef("https://data.gov.dk/model/profile/dcat-ap-dk")
_FORMS: Final = {"csv": ("CSV", "text/csv"), "json": ("JSON", "application/json")}
_KEYWORDS: Final = ("kommuner", "borgerservice", "chatbot", "selvbetjening")


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes. ``site`` is MUNI's own address without a slash at the end; ``url`` names the
    publisher; ``email`` may be empty.
    """

    site: str
    name: str
    url: str
    email: str


def build_catalogue(publisher: Publisher, months: dict[date, datetime], today: date) -> Graph:
    """The catalogue when these months are public, with when (UTC) each became so."""
    graph = Graph()
    for prefix, namespace in (("dcat", DCAT), ("dct", DCTERMS), ("foaf", FOAF), ("vcard", VCARD),
                              ("skos", SKOS), ("dcatap", DCATAP)):  # fmt: skip
        graph.bind(prefix, namespace)
    catalogue = _Catalogue(graph, publisher)
    changed = max((one.date() for one in months.values()), default=today)
    for one in DATASETS.values():
        made = catalogue.dataset(f"statistik/{one.id}", one.title, one.description, STATISTICS)
        graph.add((made, DCTERMS.accrualPeriodicity, EU["frequency/MONTHLY"]))
        graph.add((made, DCTERMS.modified, Literal(changed)))
        graph.add((made, DCAT.temporalResolution, Literal("P1M", datatype=XSD.duration)))
        if months:
            catalogue.period(made, min(months), next_month(max(months)) - timedelta(days=1))
    for content in CONTENT_SETS.values():
        made = catalogue.dataset(
            f"indhold/{content.id}", content.title, content.description, CONTENT
        )
        graph.add((made, DCTERMS.accrualPeriodicity, EU["frequency/CONT"]))
        graph.add((made, DCTERMS.modified, Literal(today)))
    catalogue.close(max(changed, today))
    return graph


class _Catalogue:
    def __init__(self, graph: Graph, publisher: Publisher) -> None:
        self._graph = graph
        self._of = publisher
        self._node = URIRef(f"{publisher.site}/data/catalog")
        self._agent = URIRef(publisher.url)
        self._add(
            self._agent, (RDF.type, FOAF.Agent), (RDF.type, FOAF.Organization),
            (FOAF.name, Literal(publisher.name, lang="da")),
        )  # fmt: skip

    def dataset(self, path: str, title: str, description: str, licence: Licence) -> URIRef:
        """One with its files, open to all, about how Danish municipalities serve citizens."""
        node = URIRef(f"{self._of.site}/data/{path}")
        self._add(
            node,
            (RDF.type, DCAT.Dataset),
            (DCTERMS.identifier, Literal(str(node))),
            (DCTERMS.title, Literal(title, lang="da")),
            (DCTERMS.description, Literal(description, lang="da")),
            (DCTERMS.publisher, self._agent),
            (DCTERMS.language, EU["language/DAN"]),
            (DCTERMS.spatial, EU["country/DNK"]),
            (DCTERMS.accessRights, EU["access-right/PUBLIC"]),
            (DCAT.theme, EU["data-theme/GOVE"]),
            (DCAT.landingPage, URIRef(f"{self._of.site}/data")),
            (DCAT.contactPoint, self._contact()),
            *((DCAT.keyword, Literal(word, lang="da")) for word in _KEYWORDS),
            *((DCAT.distribution, self._file(path, title, form, licence)) for form in _FORMS),
        )
        self._add(EU["access-right/PUBLIC"], (RDF.type, DCTERMS.RightsStatement))
        self._add(URIRef(f"{self._of.site}/data"), (RDF.type, FOAF.Document))
        self._graph.add((self._node, DCAT.dataset, node))
        return node

    def period(self, dataset: URIRef, first: date, last: date) -> None:
        """What the dataset covers, both days included."""
        node = URIRef(f"{dataset}#periode")
        self._add(
            node, (RDF.type, DCTERMS.PeriodOfTime),
            (DCAT.startDate, Literal(first)), (DCAT.endDate, Literal(last)),
        )  # fmt: skip
        self._graph.add((dataset, DCTERMS.temporal, node))

    def close(self, changed: date) -> None:
        """What holds for the catalogue itself."""
        site = self._of.site
        self._add(
            self._node,
            (RDF.type, DCAT.Catalog),
            (DCTERMS.title, Literal("MUNI: åbne data om kommunernes chat og telefon", lang="da")),
            (DCTERMS.description, Literal(
                "Hvad borgerne spørger MUNI om, og hvad MUNI svarer, for alle kommuner.",
                lang="da")),
            (DCTERMS.publisher, self._agent),
            (DCTERMS.language, EU["language/DAN"]),
            (DCTERMS.spatial, EU["country/DNK"]),
            (DCTERMS.license, URIRef(STATISTICS.authority)),
            (DCTERMS.modified, Literal(changed)),
            (DCTERMS.conformsTo, _PROFILE),
            (FOAF.homepage, URIRef(f"{site}/data")),
            (DCAT.themeTaxonomy, EU["data-theme"]),
        )  # fmt: skip
        self._vocabulary()

    def _file(self, path: str, title: str, form: str, licence: Licence) -> URIRef:
        name, media = _FORMS[form]
        node = URIRef(f"{self._of.site}/data/{path}.{form}")
        self._add(
            node,
            (RDF.type, DCAT.Distribution),
            (DCTERMS.title, Literal(f"{title} ({name})", lang="da")),
            (DCTERMS.description, Literal(f"Hele datasættet som {name}, UTF-8.", lang="da")),
            (DCAT.accessURL, node),
            (DCAT.downloadURL, node),
            (DCTERMS["format"], EU[f"file-type/{name}"]),
            (DCAT.mediaType, _MEDIA[media]),
            (DCTERMS.license, URIRef(licence.authority)),
            (DCATAP.availability, EU["planned-availability/STABLE"]),
        )
        self._add(EU[f"file-type/{name}"], (RDF.type, DCTERMS.MediaTypeOrExtent))
        self._add(_MEDIA[media], (RDF.type, DCTERMS.MediaType))
        self._add(
            URIRef(licence.authority), (RDF.type, DCTERMS.LicenseDocument),
            (DCTERMS.title, Literal(licence.name)), (RDFS.seeAlso, URIRef(licence.url)),
        )  # fmt: skip
        return node

    def _contact(self) -> URIRef:
        node = URIRef(f"{self._of.site}/data#kontakt")
        self._add(
            node, (RDF.type, VCARD.Kind), (VCARD.fn, Literal(self._of.name)),
            (VCARD.hasURL, URIRef(f"{self._of.site}/om")),
        )  # fmt: skip
        if self._of.email:
            self._graph.add((node, VCARD.hasEmail, URIRef(f"mailto:{self._of.email}")))
        return node

    def _vocabulary(self) -> None:
        """What the EU's lists say of the entries used, so that a check needs no network."""
        self._add(EU["language/DAN"], (RDF.type, DCTERMS.LinguisticSystem))
        self._add(EU["country/DNK"], (RDF.type, DCTERMS.Location))
        for frequency in ("MONTHLY", "CONT"):
            self._add(EU[f"frequency/{frequency}"], (RDF.type, DCTERMS.Frequency))
        self._add(
            EU["data-theme"], (RDF.type, SKOS.ConceptScheme),
            (DCTERMS.title, Literal("Data theme", lang="en")),
        )  # fmt: skip
        self._add(
            EU["data-theme/GOVE"], (RDF.type, SKOS.Concept), (SKOS.inScheme, EU["data-theme"]),
            (SKOS.prefLabel, Literal("Regeringen og den offentlige sektor", lang="da")),
        )  # fmt: skip
        self._add(
            EU["planned-availability/STABLE"], (RDF.type, SKOS.Concept),
            (SKOS.prefLabel, Literal("stable", lang="en")),
        )  # fmt: skip
        self._add(_PROFILE, (RDF.type, DCTERMS.Standard))

    def _add(self, node: URIRef, *facts: tuple[URIRef, URIRef | Literal]) -> None:
        for predicate, value in facts:
            self._graph.add((node, predicate, value))


def serialise(graph: Graph, form: str) -> tuple[bytes, str]:
    """The catalogue as ``turtle`` or ``json-ld``, and a tag: the same for the same statements."""
    statements = sorted(graph.serialize(format="nt").splitlines())
    return graph.serialize(format=form).encode(), tag_of("\n".join(statements).encode())
