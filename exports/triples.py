"""Triples of an export of its own, collected and written as Turtle, always in the same order."""

from collections.abc import Mapping
from typing import Final

import pyoxigraph as ox

from ontology.load import PREFIXES
from ontology.terms import RDF_TYPE

__all__ = ["Triples", "plain"]

_XSD: Final = PREFIXES["xsd"]
_FIRST: Final = str(RDF_TYPE)


def plain(value: str, language: str | None = None, datatype: str | None = None) -> ox.Literal:
    """Give a literal; ``datatype`` is a name of XML Schema, e.g. ``integer``."""
    if datatype:
        return ox.Literal(value, datatype=ox.NamedNode(_XSD + datatype))
    return ox.Literal(value, language=language) if language else ox.Literal(value)


class Triples:
    """Triples of which each is kept once.

    Args:
        prefixes: Namespaces by prefix that the Turtle uses beside those of the model.
    """

    def __init__(self, prefixes: Mapping[str, str] | None = None) -> None:
        self._prefixes = {**PREFIXES, **(prefixes or {})}
        self._kept: set[ox.Triple] = set()

    def add(self, subject: str, predicate: str, value: str | ox.Literal | ox.NamedNode) -> None:
        """Add a triple; ``predicate`` may be written with a prefix, a value that is no literal is an IRI."""
        thing = value if isinstance(value, ox.Literal | ox.NamedNode) else ox.NamedNode(self.iri(value))
        self._kept.add(ox.Triple(ox.NamedNode(str(subject)), ox.NamedNode(self.iri(predicate)), thing))

    def iri(self, written: str) -> str:
        """Give an IRI in full, from a prefix and a name or as it is."""
        prefix, _, local = str(written).partition(":")
        known = prefix in self._prefixes and not local.startswith("//")
        return self._prefixes[prefix] + local if known else str(written)

    def turtle(self) -> bytes:
        """Give the triples as Turtle, sorted by subject, classes first, with only the prefixes in use."""
        ordered = sorted(
            self._kept,
            key=lambda one: (
                str(one.subject),
                one.predicate.value != _FIRST,
                str(one.predicate),
                str(one.object),
            ),
        )
        used = {
            prefix: space
            for prefix, space in self._prefixes.items()
            if any(space in f"{one} {getattr(one.object, 'datatype', '')}" for one in ordered)
        }
        lines = (ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=used) or b"").splitlines(
            keepends=True
        )
        body = next((at for at, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
        return b"".join([*sorted(lines[:body]), b"\n", *lines[body:]])
