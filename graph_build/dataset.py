"""What the dataset says of itself: DCAT-AP-DK, VoID with its partitions, and PROV of the build.

No time of day goes into it, unless the environment gives one as ``SOURCE_DATE_EPOCH``; so the same documents
give the same bytes. A graph cannot hold its own checksum; it holds that of all but its graph of metadata.
"""

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from rdflib import XSD, Literal, URIRef

from graph_build.errors import UsageError
from graph_build.iri import Minter, slug
from graph_build.nquads import Quad, Triple
from graph_build.provenance import VERSION
from ontology import load
from ontology import terms as t

__all__ = ["LICENCE", "PROFILE", "Census", "build_time", "content_lines", "dataset", "describe", "is_data"]

PROFILE = URIRef("https://data.gov.dk/model/profile/dcat-ap-dk-3.0.0/")
LICENCE = URIRef("https://spdx.org/licenses/MIT")
_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_LANGUAGES = (URIRef(f"{_AUTHORITY}language/DAN"), URIRef(f"{_AUTHORITY}language/ENG"))
_DATA_THEMES = URIRef(f"{_AUTHORITY}data-theme")
_GOVERNMENT = URIRef(f"{_DATA_THEMES}/GOVE")
_PERSONAL = "https://data.gov.dk/concept/core/personaldata-type/"
_SAID = {
    "da": "Hvem der deltog, hvad der blev sagt, spurgt, anbefalet og besluttet i dokumenter om offentlig "
    "ledelse, med de præcise ord bag hvert udsagn.",
    "en": "Who took part and what was said, asked, recommended and decided in documents about public "
    "leadership, with the exact words behind each statement.",
}
_TITLES = {"da": "Ledelsesgraf", "en": "Ledelsesgraf: graph of public leadership"}
_RIGHTS = {
    "da": "Modellen og grafens opbygning er under licensen. Ordene i citater er dokumenternes egne.",
    "en": "The model and the making of the graph are under the licence. "
    "The words of quotes are the documents' own.",
}
_KEYWORDS = {
    "da": ("offentlig ledelse", "paradokser", "anbefalinger"),
    "en": ("public leadership", "paradoxes", "recommendations"),
}


@dataclass(frozen=True, slots=True)
class Census:
    """What is counted in everything but the description itself.

    Attributes:
        quads: Number of quads.
        graphs: Number of triples by the IRI of the named graph.
        subjects: Number of different subjects.
        objects: Number of different objects.
        properties: Number of different properties.
        classes: Number of different classes of which something is an instance.
        members: Number of things by class; the model's own terms are not counted.
        uses: By property, numbers of different pairs of subject and object, subjects and objects; of things.
        persons: Whether anything is a person.
        files: IRIs of the files that were read.
        checksum: SHA-256 of the sorted N-Quads but for the graph of metadata, hexadecimal.
    """

    quads: int
    graphs: Mapping[str, int]
    subjects: int
    objects: int
    properties: int
    classes: int
    members: Mapping[str, int]
    uses: Mapping[str, tuple[int, int, int]]
    persons: bool
    files: frozenset[str]
    checksum: str


def dataset(quads: Iterable[Quad], documents: Iterable[str], base: str) -> Iterator[Triple]:
    """Describe the dataset that quads make up.

    Args:
        quads: Everything but this description.
        documents: Names of the documents that went in.
        base: The IRI under which instances stand.

    Raises:
        UsageError: ``SOURCE_DATE_EPOCH`` is set and is no number of seconds.
    """
    yield from describe(_census(set(quads), base), documents, base)


def describe(census: Census, documents: Iterable[str], base: str) -> Iterator[Triple]:
    """Describe the dataset in which so much was counted; see ``dataset``.

    Raises:
        UsageError: ``SOURCE_DATE_EPOCH`` is set and is no number of seconds.
    """
    mint = Minter(base)
    this, names = mint.thing("dataset", "ledelsesgraf"), sorted(set(documents))
    triples = {
        *_catalogue(mint, this),
        *_description(mint, this, census),
        *_build(mint, this, census, names),
        *_checksum(this, census),
        *_counts(this, census, len(names)),
        *_graphs(mint, this, census),
        *_classes(this, census),
        *_properties(this, census),
    }
    # The count includes itself.
    yield this, t.VOID_TRIPLES, number(census.quads + len(triples) + 1)
    yield from triples


def _census(kept: set[Quad], base: str) -> Census:
    graphs: dict[str, int] = defaultdict(int)
    members: dict[str, set[URIRef]] = defaultdict(set)
    pairs: dict[str, set[tuple[URIRef, URIRef | Literal]]] = defaultdict(set)
    for s, p, o, graph in kept:
        graphs[str(graph)] += 1
        if is_data(s, base):
            pairs[str(p)].add((s, o))
            if p == t.RDF_TYPE:
                members[str(o)].add(s)
    digest = hashlib.sha256("".join(content_lines(kept, base)).encode()).hexdigest()
    return Census(
        quads=len(kept),
        graphs=graphs,
        subjects=len({s for s, *_ in kept}),
        objects=len({o for _, _, o, _ in kept}),
        properties=len({p for _, p, _, _ in kept}),
        classes=len({o for _, p, o, _ in kept if p == t.RDF_TYPE}),
        members={kind: len(things) for kind, things in members.items()},
        uses={p: (len(f), len({s for s, _ in f}), len({o for _, o in f})) for p, f in pairs.items()},
        persons=any(p == t.RDF_TYPE and o == t.FOAF_PERSON for _, p, o, _ in kept),
        files=frozenset(str(s) for s, p, o, _ in kept if p == t.RDF_TYPE and o == t.SCHEMA_MEDIA_OBJECT),
        checksum=digest,
    )


def build_time() -> datetime | None:
    """Give the time that the environment names as the build's, as reproducible builds do; else ``None``.

    Raises:
        UsageError: What it names is no number of seconds since 1970.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(given), UTC) if given else None
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            f"SOURCE_DATE_EPOCH={given}: is no number of seconds since 1970; unset it or give one."
        ) from error


def content_lines(quads: Iterable[Quad], base: str) -> list[str]:
    """Give the sorted N-Quads of all but the metadata; without blank nodes they are canonical (RDFC-1.0)."""
    from graph_build.store import to_oxigraph  # which itself builds on what this package describes

    metadata = Minter(base).graph("metadata")
    return sorted({f"{to_oxigraph(quad)} .\n" for quad in quads if quad[3] != metadata})


def _catalogue(mint: Minter, this: URIRef) -> Iterator[Triple]:
    catalogue, publisher = mint.thing("catalog", "ledelsesgraf"), mint.thing("agent", "ledelsesgraf")
    yield publisher, t.RDF_TYPE, t.FOAF_AGENT
    yield publisher, t.FOAF_NAME, Literal("Ledelsesgraf")
    yield catalogue, t.RDF_TYPE, t.DCAT_CATALOG
    yield catalogue, t.DCAT_DATASET_PROPERTY, this
    for scheme in (_DATA_THEMES, URIRef(f"{mint.base}concept/theme")):
        yield catalogue, t.DCAT_THEME_TAXONOMY, scheme
    for thing in (catalogue, this):
        yield thing, t.DCTERMS_PUBLISHER, publisher
        yield thing, t.DCTERMS_CONFORMS_TO, PROFILE
        yield from ((thing, t.DCTERMS_LANGUAGE, language) for language in _LANGUAGES)
        yield thing, t.DCTERMS_LICENSE, LICENCE
        yield from ((thing, t.DCTERMS_TITLE, Literal(words, lang=tag)) for tag, words in _TITLES.items())
        yield from ((thing, t.DCTERMS_DESCRIPTION, Literal(words, lang=tag)) for tag, words in _SAID.items())
    time = build_time()
    if time is not None:
        record = mint.thing("catalog", "ledelsesgraf/record")
        yield catalogue, t.DCAT_RECORD, record
        yield record, t.RDF_TYPE, t.DCAT_CATALOG_RECORD
        yield record, t.FOAF_PRIMARY_TOPIC, this
        yield record, t.DCTERMS_MODIFIED, _instant(time)


def _description(mint: Minter, this: URIRef, census: Census) -> Iterator[Triple]:
    for kind in (t.DCAT_DATASET, t.VOID_DATASET, t.PROV_ENTITY):
        yield this, t.RDF_TYPE, kind
    for tag, words in _RIGHTS.items():
        yield this, t.DCTERMS_RIGHTS, Literal(words, lang=tag)
    for tag, keywords in _KEYWORDS.items():
        yield from ((this, t.DCAT_KEYWORD, Literal(word, lang=tag)) for word in keywords)
    yield this, t.DCTERMS_IDENTIFIER, Literal(str(this))
    yield this, t.DCTERMS_CONFORMS_TO, URIRef(load.PREFIXES["led"])
    yield this, t.DCAT_THEME, mint.concept("theme", "ledelse")
    yield this, t.DCAT_THEME, _GOVERNMENT
    yield this, t.DCAT_VERSION, Literal(VERSION)
    yield this, t.VOID_URI_SPACE, Literal(mint.base)
    yield this, t.VOID_VOCABULARY, URIRef(load.PREFIXES["led"])
    category = "GeneralPersonalData" if census.persons else "NonPersonalData"
    yield this, t.DCAT_DK_PERSONAL_DATA_CATEGORY, URIRef(_PERSONAL + category)


def _build(mint: Minter, this: URIRef, census: Census, documents: list[str]) -> Iterator[Triple]:
    activity, time = mint.thing("activity", "build"), build_time()
    yield activity, t.RDF_TYPE, t.PROV_ACTIVITY
    yield activity, t.RDFS_LABEL, Literal("Opbygning af grafen", lang="da")
    yield activity, t.RDFS_LABEL, Literal("Building of the graph", lang="en")
    yield activity, t.PROV_WAS_ASSOCIATED_WITH, mint.thing("software", "ledelsesgraf")
    yield from ((activity, t.PROV_USED, URIRef(file)) for file in census.files)
    yield this, t.PROV_WAS_GENERATED_BY, activity
    yield from ((this, t.PROV_WAS_DERIVED_FROM, mint.named("document", name)) for name in documents)
    if time is not None:
        yield activity, t.PROV_ENDED_AT_TIME, _instant(time)
        yield this, t.DCTERMS_MODIFIED, _instant(time)


def _instant(time: datetime) -> Literal:
    return Literal(time.strftime("%Y-%m-%dT%H:%M:%SZ"), datatype=XSD.dateTime, normalize=False)


def _checksum(this: URIRef, census: Census) -> Iterator[Triple]:
    checksum = URIRef(f"{this}/checksum")
    yield this, t.SPDX_CHECKSUM_PROPERTY, checksum
    yield checksum, t.RDF_TYPE, t.SPDX_CHECKSUM
    yield checksum, t.SPDX_ALGORITHM, t.SPDX_CHECKSUM_ALGORITHM_SHA256
    yield checksum, t.SPDX_CHECKSUM_VALUE, Literal(census.checksum, datatype=XSD.hexBinary, normalize=False)
    yield (
        checksum,
        t.RDFS_COMMENT,
        Literal("Af de kanoniske N-Quads (RDFC-1.0) uden grafen med metadata.", lang="da"),
    )
    yield (
        checksum,
        t.RDFS_COMMENT,
        Literal("Of the canonical N-Quads (RDFC-1.0) without the graph of metadata.", lang="en"),
    )


def _counts(this: URIRef, census: Census, documents: int) -> Iterator[Triple]:
    counts = {
        t.VOID_DISTINCT_SUBJECTS: census.subjects,
        t.VOID_DISTINCT_OBJECTS: census.objects,
        t.VOID_PROPERTIES: census.properties,
        t.VOID_CLASSES: census.classes,
        t.VOID_DOCUMENTS: documents,
    }
    yield from ((this, property_, number(count)) for property_, count in counts.items())


def _graphs(mint: Minter, this: URIRef, census: Census) -> Iterator[Triple]:
    for graph, size in census.graphs.items():
        if graph != str(mint.graph("metadata")):  # it grows by this very description
            yield this, t.VOID_SUBSET, URIRef(graph)
            yield URIRef(graph), t.RDF_TYPE, t.VOID_DATASET
            yield URIRef(graph), t.VOID_TRIPLES, number(size)


def _classes(this: URIRef, census: Census) -> Iterator[Triple]:
    for kind, count in census.members.items():
        part = URIRef(f"{this}/class/{_part(kind)}")
        yield this, t.VOID_CLASS_PARTITION, part
        yield part, t.VOID_CLASS, URIRef(kind)
        yield part, t.VOID_ENTITIES, number(count)


def _properties(this: URIRef, census: Census) -> Iterator[Triple]:
    for property_, (pairs, subjects, objects) in census.uses.items():
        part = URIRef(f"{this}/property/{_part(property_)}")
        yield this, t.VOID_PROPERTY_PARTITION, part
        yield part, t.VOID_PROPERTY, URIRef(property_)
        yield part, t.VOID_TRIPLES, number(pairs)
        yield part, t.VOID_DISTINCT_SUBJECTS, number(subjects)
        yield part, t.VOID_DISTINCT_OBJECTS, number(objects)


def is_data(thing: str, base: str) -> bool:
    """Whether it is an instance or a concept; the model describes itself."""
    return str(thing).startswith((f"{base}id/", f"{base}concept/"))  # a URIRef's own takes one start only


def number(value: int) -> Literal:
    """Give a whole number; always ``xsd:integer``, the one integer type that the store keeps."""
    return Literal(str(value), datatype=XSD.integer)


def _part(iri: str) -> str:
    return slug(iri.rpartition("://")[2])
