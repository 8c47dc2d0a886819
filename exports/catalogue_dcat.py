"""The dataset's entry in a data catalogue (DCAT-AP-DK 3.0.0), with the files written as distributions."""

import hashlib
from collections.abc import Mapping
from typing import Final

from exports.lookup import Lookup
from exports.triples import Triples, plain
from graph_build.dataset import LICENCE, PROFILE
from graph_build.iri import slug
from ontology import load
from ontology import terms as t

__all__ = ["MEDIA_TYPES", "media_type", "to_dcat"]

MEDIA_TYPES: Final = {
    "ttl": "text/turtle",
    "trig": "application/trig",
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}
"""Media types by a file's ending."""
_GOVERNMENT: Final = {"da": "Regeringen og den offentlige sektor", "en": "Government and public sector"}
_DATA_THEMES: Final = {"da": "Datatemaer", "en": "Data themes"}
"""What the European data theme and its list are called, which no graph of ours tells."""
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"


def media_type(path: str) -> str:
    """Give a file's media type by its ending, e.g. ``text/csv``."""
    return MEDIA_TYPES.get(path.rpartition(".")[2], "text/plain")


def to_dcat(look: Lookup, base: str, files: Mapping[str, bytes]) -> bytes:
    """Give catalogue, dataset and distributions as Turtle.

    What the graph says of the dataset is taken over.

    Args:
        look: The graph.
        base: The IRI under which instances stand; files are taken to be had under ``{base}download/``.
        files: The files written so far, by path.
    """
    out = Triples()
    dataset, catalogue = f"{base}id/dataset/ledelsesgraf", f"{base}id/catalog/ledelsesgraf"
    taken = [
        catalogue,
        *look.iris(catalogue, t.DCAT_RECORD),
        dataset,
        *look.iris(dataset, t.DCTERMS_PUBLISHER),
        *look.iris(dataset, t.SPDX_CHECKSUM_PROPERTY),
    ]
    taken += [*look.iris(dataset, t.PROV_WAS_GENERATED_BY), *look.iris(dataset, t.VOID_CLASS_PARTITION)]
    taken += [*look.iris(dataset, t.VOID_PROPERTY_PARTITION), *look.iris(dataset, t.VOID_SUBSET)]
    for thing in taken:
        for predicate in look.properties(thing):
            for value in look.values(thing, predicate):
                out.add(thing, predicate, value)  # type: ignore[arg-type]  # our graphs have no blank nodes
    for standard in (PROFILE, load.PREFIXES["led"]):
        out.add(standard, "rdf:type", "dcterms:Standard")
    out.add(LICENCE, "rdf:type", "dcterms:LicenseDocument")
    out.add(out.iri("spdx:checksumAlgorithm_sha256"), "rdf:type", "spdx:ChecksumAlgorithm")
    for language in look.iris(catalogue, t.DCTERMS_LANGUAGE):
        out.add(language, "rdf:type", "dcterms:LinguisticSystem")
        out.add(language, "skos:inScheme", language.rpartition("/")[0])
    _themes(out, look, catalogue, dataset)
    for path, content in sorted(files.items()):
        _distribution(out, base, dataset, path, content)
    return out.turtle()


def _themes(out: Triples, look: Lookup, catalogue: str, dataset: str) -> None:
    """Add the dataset's themes and the lists they are taken from; an address begins with that of its list."""
    schemes = look.iris(catalogue, t.DCAT_THEME_TAXONOMY)
    for scheme in schemes:
        out.add(scheme, "rdf:type", "skos:ConceptScheme")
        _named(out, look, scheme, _DATA_THEMES, "dcterms:title", "skos:prefLabel")
    for theme in look.iris(dataset, t.DCAT_THEME):
        out.add(theme, "rdf:type", "skos:Concept")
        out.add(theme, "skos:inScheme", next(scheme for scheme in schemes if theme.startswith(scheme)))
        _named(out, look, theme, _GOVERNMENT, "skos:prefLabel")


def _named(out: Triples, look: Lookup, thing: str, otherwise: Mapping[str, str], *names: str) -> None:
    for tag, words in otherwise.items():
        label = plain(look.word(thing, t.SKOS_PREF_LABEL, tag) or words, tag)
        for name in names:
            out.add(thing, name, label)


def _distribution(out: Triples, base: str, dataset: str, path: str, content: bytes) -> None:
    this = f"{dataset}/distribution/{slug(path)}"
    out.add(dataset, "dcat:distribution", this)
    out.add(this, "rdf:type", "dcat:Distribution")
    out.add(this, "dcterms:title", plain(path))
    out.add(this, "dcat:accessURL", f"{base}download/{path}")
    out.add(this, "dcat:downloadURL", f"{base}download/{path}")
    out.add(this, "dcat:mediaType", _MEDIA + media_type(path))
    out.add(_MEDIA + media_type(path), "rdf:type", "dcterms:MediaType")
    out.add(this, "dcat:byteSize", plain(str(len(content)), datatype="nonNegativeInteger"))
    out.add(this, "spdx:checksum", f"{this}/checksum")
    _checksum(out, f"{this}/checksum", hashlib.sha256(content).hexdigest())


def _checksum(out: Triples, this: str, digest: str) -> None:
    out.add(this, "rdf:type", "spdx:Checksum")
    out.add(this, "spdx:algorithm", "spdx:checksumAlgorithm_sha256")
    out.add(this, "spdx:checksumValue", plain(digest, datatype="hexBinary"))
