"""The whole graph as six RDF files, equal to the byte for equal graphs.

Triples formats hold the union of the named graphs, quads formats every named graph. Blank nodes, where there
are any, get the labels that RDF Dataset Canonicalization (RDFC-1.0) gives them.
"""

import re
from collections.abc import Iterable
from typing import Final

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from ontology.load import PREFIXES
from ontology.terms import RDF_TYPE

__all__ = [
    "XML_UNFIT",
    "quads_in_order",
    "to_nquads",
    "to_ntriples",
    "to_rdfxml",
    "to_trig",
    "to_turtle",
]

XML_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold in any form; in XML files they become U+FFFD."""

_LINES: Final = (RdfFormat.N_QUADS, RdfFormat.N_TRIPLES)
_ROOT: Final = re.compile(rb"<rdf:RDF ([^>]*)>")
_TYPE: Final = NamedNode(RDF_TYPE)


def quads_in_order(store: Store) -> list[Quad]:
    """Give every quad of a store, sorted by graph and subject; blank nodes are named by what they say."""
    quads = list(store)
    if any(
        isinstance(term, BlankNode) for quad in quads for term in (quad.subject, quad.object, quad.graph_name)
    ):
        dataset = Dataset(quads)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        quads = list(dataset)
    return sorted(quads, key=lambda quad: (_graph_key(quad), *_key(quad.triple)))


def to_nquads(quads: list[Quad]) -> bytes:
    """Give sorted N-Quads: the canonical form, one line a quad."""
    return _sorted_lines(_serialized(quads, RdfFormat.N_QUADS))


def to_ntriples(quads: list[Quad]) -> bytes:
    """Give sorted N-Triples of the union graph."""
    return _sorted_lines(_serialized(_union(quads), RdfFormat.N_TRIPLES))


def to_turtle(quads: list[Quad]) -> bytes:
    """Give Turtle of the union graph, a subject's triples together and its classes first."""
    return _headed(_serialized(_union(quads), RdfFormat.TURTLE))


def to_trig(quads: list[Quad]) -> bytes:
    """Give TriG: every named graph with its triples."""
    return _headed(_serialized(quads, RdfFormat.TRIG))


def to_rdfxml(quads: list[Quad]) -> bytes:
    """Give RDF/XML of the union graph; carriage returns are escaped, or parsers would fold them away."""
    fit = (_fit_for_xml(triple) for triple in _union(quads))
    written = _serialized(fit, RdfFormat.RDF_XML).replace(b"\r", b"&#13;")
    return (
        _ROOT.sub(lambda root: b"<rdf:RDF %b>" % b" ".join(sorted(root[1].split())), written, count=1) + b"\n"
    )


def _serialized(statements: Iterable[Triple] | Iterable[Quad], form: RdfFormat) -> bytes:
    written: bytes = (
        serialize(statements, format=form, prefixes=PREFIXES if form not in _LINES else None) or b""
    )
    return written


def _graph_key(quad: Quad) -> str:
    return "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)


def _key(triple: Triple) -> tuple[str, str, str]:
    predicate = "" if triple.predicate == _TYPE else triple.predicate.value
    return (str(triple.subject), predicate, str(triple.object))


def _union(quads: Iterable[Quad]) -> list[Triple]:
    return sorted({quad.triple for quad in quads}, key=_key)


def _sorted_lines(lines: bytes) -> bytes:
    return b"".join(sorted(lines.splitlines(keepends=True)))


def _headed(document: bytes) -> bytes:
    """Sort the prefixes, whose order the serialiser does not promise, and part them from the rest."""
    lines = document.splitlines(keepends=True)
    body = next((at for at, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return b"".join([*sorted(lines[:body]), b"\n", *lines[body:]])


def _fit_for_xml(triple: Triple) -> Triple:
    said = triple.object
    if not isinstance(said, Literal) or not XML_UNFIT.search(said.value):
        return triple
    value = XML_UNFIT.sub("\ufffd", said.value)
    if said.language:
        return Triple(triple.subject, triple.predicate, Literal(value, language=said.language))
    return Triple(triple.subject, triple.predicate, Literal(value, datatype=said.datatype))
