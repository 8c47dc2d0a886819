"""What the dataset says of itself: DCAT-AP-DK, VoID with its partitions, and PROV of the build.

No time of day goes into it, unless the environment gives one as ``SOURCE_DATE_EPOCH``; so the same documents
give the same bytes. A graph cannot hold its own checksum; it holds that of all but its graph of metadata.
"""

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from rdflib import XSD, Literal, URIRef

from graph_build.errors import UsageError
from graph_build.iri import Minter, slug
from graph_build.provenance import VERSION, Quad, Triple, number
from ontology import load
from ontology import terms as t

__all__ = ["PROFILE", "build_time", "content_lines", "dataset"]

PROFILE = URIRef("https://data.gov.dk/model/profile/dcat-ap-dk-3.0.0/")
LICENCE = URIRef("https://spdx.org/licenses/MIT")
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


def dataset(quads: Iterable[Quad], documents: Iterable[str], base: str) -> Iterator[Triple]:
    """Describe the dataset that quads make up.

    Args:
        quads: Everything but this description.
        documents: Names of the documents that went in.
        base: The IRI under which instances stand.

    Raises:
        UsageError: ``SOURCE_DATE_EPOCH`` is set and is no number of seconds.
    """
    mint, kept = Minter(base), set(quads)
    this, names = mint.thing("dataset", "ledelsesgraf"), sorted(set(documents))
    triples = {
        *_catalogue(mint, this),
        *_description(mint, this, kept),
        *_build(mint, this, kept, names),
        *_checksum(mint, this, kept),
        *_counts(this, kept, len(names)),
        *_graphs(mint, this, kept),
        *_classes(mint, this, kept),
        *_properties(mint, this, kept),
    }
    # The count includes itself.
    yield this, t.VOID_TRIPLES, number(len(kept) + len(triples) + 1)
    yield from triples


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
    for thing in (catalogue, this):
        yield thing, t.DCTERMS_PUBLISHER, publisher
        yield thing, t.DCTERMS_CONFORMS_TO, PROFILE
        yield thing, t.DCTERMS_LANGUAGE, Literal("da")
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


def _description(mint: Minter, this: URIRef, kept: set[Quad]) -> Iterator[Triple]:
    for kind in (t.DCAT_DATASET, t.VOID_DATASET, t.PROV_ENTITY):
        yield this, t.RDF_TYPE, kind
    for tag, words in _RIGHTS.items():
        yield this, t.DCTERMS_RIGHTS, Literal(words, lang=tag)
    for tag, keywords in _KEYWORDS.items():
        yield from ((this, t.DCAT_KEYWORD, Literal(word, lang=tag)) for word in keywords)
    yield this, t.DCTERMS_IDENTIFIER, Literal(str(this))
    yield this, t.DCTERMS_CONFORMS_TO, URIRef(load.PREFIXES["led"])
    yield this, t.DCAT_THEME, mint.concept("theme", "ledelse")
    yield this, t.DCAT_VERSION, Literal(VERSION)
    yield this, t.VOID_URI_SPACE, Literal(mint.base)
    yield this, t.VOID_VOCABULARY, URIRef(load.PREFIXES["led"])
    persons = any(p == t.RDF_TYPE and o == t.FOAF_PERSON for _, p, o, _ in kept)
    category = "GeneralPersonalData" if persons else "NonPersonalData"
    yield this, t.DCAT_DK_PERSONAL_DATA_CATEGORY, URIRef(_PERSONAL + category)


def _build(mint: Minter, this: URIRef, kept: set[Quad], documents: list[str]) -> Iterator[Triple]:
    activity, time = mint.thing("activity", "build"), build_time()
    yield activity, t.RDF_TYPE, t.PROV_ACTIVITY
    yield activity, t.RDFS_LABEL, Literal("Opbygning af grafen", lang="da")
    yield activity, t.RDFS_LABEL, Literal("Building of the graph", lang="en")
    yield activity, t.PROV_WAS_ASSOCIATED_WITH, mint.thing("software", "ledelsesgraf")
    files = {s for s, p, o, _ in kept if p == t.RDF_TYPE and o == t.SCHEMA_MEDIA_OBJECT}
    yield from ((activity, t.PROV_USED, file) for file in files)
    yield this, t.PROV_WAS_GENERATED_BY, activity
    yield from ((this, t.PROV_WAS_DERIVED_FROM, mint.named("document", name)) for name in documents)
    if time is not None:
        yield activity, t.PROV_ENDED_AT_TIME, _instant(time)
        yield this, t.DCTERMS_MODIFIED, _instant(time)


def _instant(time: datetime) -> Literal:
    return Literal(time.strftime("%Y-%m-%dT%H:%M:%SZ"), datatype=XSD.dateTime, normalize=False)


def _checksum(mint: Minter, this: URIRef, kept: set[Quad]) -> Iterator[Triple]:
    checksum = URIRef(f"{this}/checksum")
    digest = hashlib.sha256("".join(content_lines(kept, mint.base)).encode()).hexdigest()
    yield this, t.SPDX_CHECKSUM_PROPERTY, checksum
    yield checksum, t.RDF_TYPE, t.SPDX_CHECKSUM
    yield checksum, t.SPDX_ALGORITHM, t.SPDX_CHECKSUM_ALGORITHM_SHA256
    yield checksum, t.SPDX_CHECKSUM_VALUE, Literal(digest, datatype=XSD.hexBinary, normalize=False)
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


def _counts(this: URIRef, kept: set[Quad], documents: int) -> Iterator[Triple]:
    counts = {
        t.VOID_DISTINCT_SUBJECTS: len({s for s, *_ in kept}),
        t.VOID_DISTINCT_OBJECTS: len({o for _, _, o, _ in kept}),
        t.VOID_PROPERTIES: len({p for _, p, _, _ in kept}),
        t.VOID_CLASSES: len({o for _, p, o, _ in kept if p == t.RDF_TYPE}),
        t.VOID_DOCUMENTS: documents,
    }
    yield from ((this, property_, number(count)) for property_, count in counts.items())


def _graphs(mint: Minter, this: URIRef, kept: set[Quad]) -> Iterator[Triple]:
    sizes: dict[URIRef, int] = defaultdict(int)
    for *_, graph in kept:
        sizes[graph] += 1
    sizes.pop(mint.graph("metadata"), None)  # it grows by this very description
    for graph, size in sizes.items():
        yield this, t.VOID_SUBSET, graph
        yield graph, t.RDF_TYPE, t.VOID_DATASET
        yield graph, t.VOID_TRIPLES, number(size)


def _classes(mint: Minter, this: URIRef, kept: set[Quad]) -> Iterator[Triple]:
    members: dict[str, set[URIRef]] = defaultdict(set)
    for s, p, o, _ in kept:
        if p == t.RDF_TYPE and _is_data(s, mint):
            members[str(o)].add(s)
    for kind, things in members.items():
        part = URIRef(f"{this}/class/{_part(kind)}")
        yield this, t.VOID_CLASS_PARTITION, part
        yield part, t.VOID_CLASS, URIRef(kind)
        yield part, t.VOID_ENTITIES, number(len(things))


def _properties(mint: Minter, this: URIRef, kept: set[Quad]) -> Iterator[Triple]:
    pairs: dict[URIRef, set[tuple[URIRef, URIRef | Literal]]] = defaultdict(set)
    for s, p, o, _ in kept:
        if _is_data(s, mint):
            pairs[p].add((s, o))
    for property_, found in pairs.items():
        part = URIRef(f"{this}/property/{_part(property_)}")
        yield this, t.VOID_PROPERTY_PARTITION, part
        yield part, t.VOID_PROPERTY, property_
        yield part, t.VOID_TRIPLES, number(len(found))
        yield part, t.VOID_DISTINCT_SUBJECTS, number(len({s for s, _ in found}))
        yield part, t.VOID_DISTINCT_OBJECTS, number(len({o for _, o in found}))


def _is_data(thing: URIRef, mint: Minter) -> bool:
    """Whether it is an instance or a concept; the model describes itself."""
    return str(thing).startswith((f"{mint.base}id/", f"{mint.base}concept/"))


def _part(iri: str) -> str:
    return slug(iri.rpartition("://")[2])
