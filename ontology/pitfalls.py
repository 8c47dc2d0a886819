"""Pitfalls of OOPS!'s catalogue that a line or two can find; ``ontology.lint`` runs them with its own checks.

``docs/pitfalls.md`` tells of the whole catalogue where each pitfall is looked for.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ontology.load import PREFIXES

__all__ = ["PITFALLS", "Check"]

Check = tuple[Callable[[Graph], Iterator[Node]], str]
"""What finds the terms that are at fault in a model, and what to do about them."""

_OURS: Final = PREFIXES["led"]
_LICENSE: Final = URIRef(PREFIXES["dcterms"] + "license")
_IS = re.compile(r"(is|is[A-Z]?a|er|erEn)", re.IGNORECASE)
_MISCELLANEOUS = re.compile(r"(misc|other|various|diverse|andet|øvrig)", re.IGNORECASE)
_EXTENSION = re.compile(r"\.(owl|rdf|ttl|nt|n3|jsonld|xml|html)$", re.IGNORECASE)


def _named(graph: Graph, *kinds: URIRef) -> Iterator[URIRef]:
    for kind in kinds:
        yield from (
            s for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef) and s.startswith(_OURS)
        )


def _relation_is(graph: Graph) -> Iterator[Node]:
    """A property that says what a class or a type should say."""
    for term in _named(graph, OWL.ObjectProperty):
        if _IS.fullmatch(term.removeprefix(_OURS)):
            yield term


def _nothing_disjoint(graph: Graph) -> Iterator[Node]:
    if not {*graph.subjects(OWL.disjointWith), *graph.subjects(RDF.type, OWL.AllDisjointClasses)}:
        yield URIRef(_OURS)


def _misused_annotation(graph: Graph) -> Iterator[Node]:
    """A definition that is but the label, or a label as long as a definition."""
    for term in _named(graph, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        labels = {str(label) for label in graph.objects(term, RDFS.label)}
        if labels & {str(said).rstrip(".") for said in graph.objects(term, SKOS.definition)}:
            yield term
        if any(len(label.split()) > 6 for label in labels):
            yield term


def _miscellaneous(graph: Graph) -> Iterator[Node]:
    yield from (term for term in _named(graph, OWL.Class) if _MISCELLANEOUS.match(term.removeprefix(_OURS)))


def _recursive(graph: Graph) -> Iterator[Node]:
    """A class whose restriction is filled by the class itself."""
    for term in _named(graph, OWL.Class):
        for above in graph.objects(term, OWL.equivalentClass | RDFS.subClassOf):
            if (above, OWL.someValuesFrom, term) in graph or (above, OWL.onClass, term) in graph:
                # A pole stands opposed to a pole: a symmetric property leads back to its class by right.
                along = graph.value(above, OWL.onProperty)
                if (along, RDF.type, OWL.SymmetricProperty) not in graph:
                    yield term


def _inverse_of_symmetric(graph: Graph) -> Iterator[Node]:
    for term in _named(graph, OWL.SymmetricProperty):
        if {*graph.objects(term, OWL.inverseOf), *graph.subjects(OWL.inverseOf, term)}:
            yield term


def _ill_transitive(graph: Graph) -> Iterator[Node]:
    for term in _named(graph, OWL.TransitiveProperty):
        if set(graph.objects(term, RDFS.domain)) != set(graph.objects(term, RDFS.range)):
            yield term


def _short_chain(graph: Graph) -> Iterator[Node]:
    for term, head in graph.subject_objects(OWL.propertyChainAxiom):
        if len(Collection(graph, head)) < 2:
            yield term


def _extension(graph: Graph) -> Iterator[Node]:
    yield from (o for o in graph.subjects(RDF.type, OWL.Ontology) if _EXTENSION.search(str(o)))


def _undeclared_ontology(graph: Graph) -> Iterator[Node]:
    """A model of which a term says that it is defined, and which is not there."""
    told = {model for term in _named(graph, OWL.Class) for model in graph.objects(term, RDFS.isDefinedBy)}
    yield from (model for model in told if (model, RDF.type, OWL.Ontology) not in graph)


def _without_licence(graph: Graph) -> Iterator[Node]:
    yield from (o for o in graph.subjects(RDF.type, OWL.Ontology) if (o, _LICENSE, None) not in graph)


PITFALLS: Final[dict[str, Check]] = {
    "P03": (_relation_is, "say by rdfs:subClassOf or rdf:type what a thing is, not by a property"),
    "P10": (_nothing_disjoint, "no two classes are kept apart: say which are disjoint"),
    "P20": (_misused_annotation, "a label names, a definition explains: give each its own words"),
    "P21": (_miscellaneous, "a class of all the rest means nothing: say what its members are"),
    "P24": (_recursive, "the class is defined by itself: define it by others"),
    "P26": (_inverse_of_symmetric, "a symmetric property needs no inverse: remove it"),
    "P29": (
        _ill_transitive,
        "a transitive property leads from a class to the same: make domain and range one",
    ),
    "P33": (_short_chain, "a chain of one property is a sub-property: say that"),
    "P36": (_extension, "an ontology's IRI names no file: leave its ending out"),
    "P38": (_undeclared_ontology, "declare it as owl:Ontology, or mend rdfs:isDefinedBy"),
    "P41": (_without_licence, "say by dcterms:license what one may do with it"),
}
"""How each pitfall is found, and what to do about it, by its number."""
