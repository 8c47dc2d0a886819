"""Quads as lines of N-Quads, written as the store writes them, and read back."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import pyoxigraph as ox
from rdflib import Literal, URIRef

from graph_build.provenance import Quad

__all__ = ["graph_of", "lines", "parse", "subject_of"]


@lru_cache(1 << 16)
def _iri(iri: str) -> str:
    return str(ox.NamedNode(iri))


@lru_cache(1 << 16)
def _literal(value: str, language: str | None, datatype: str | None) -> str:
    if language:
        return str(ox.Literal(value, language=language))
    return str(ox.Literal(value, datatype=ox.NamedNode(datatype) if datatype else None))


def lines(quads: Iterable[Quad]) -> Iterator[bytes]:
    """Give quads as lines, each with its line break; without blank nodes they are canonical.

    Raises:
        ValueError: A term is no valid IRI or language tag.
    """
    for subject, predicate, thing, graph in quads:
        if isinstance(thing, Literal):
            value = _literal(str(thing), thing.language, thing.datatype)
        else:
            value = _iri(thing)
        yield f"{_iri(subject)} {_iri(predicate)} {value} {_iri(graph)} .\n".encode()


def parse(whole: bytes) -> Iterator[Quad]:
    """Give the quads of lines that were written here."""
    for quad in ox.parse(whole, format=ox.RdfFormat.N_QUADS):
        yield _named(quad.subject), _named(quad.predicate), _term(quad.object), _named(quad.graph_name)


def _named(node: object) -> URIRef:
    assert isinstance(node, ox.NamedNode)  # there are no blank nodes and no default graph in what we write
    return URIRef(node.value)


def _term(node: object) -> URIRef | Literal:
    if not isinstance(node, ox.Literal):
        return _named(node)
    if node.language:
        return Literal(node.value, lang=node.language)
    plain = node.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
    return Literal(node.value, datatype=None if plain else URIRef(node.datatype.value))


def graph_of(line: bytes) -> str:
    """Give the graph's IRI of a line."""
    return line[line.rindex(b" <", 0, -3) + 2 : -4].decode()


def subject_of(line: bytes) -> bytes:
    """Give the subject of a line."""
    return line[: line.index(b" ")]
