"""What the endpoint says of itself: SPARQL 1.1 Service Description."""

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox
from starlette.requests import Request

from exports.web.evaluate import GRAPHS as SYNTAXES
from exports.web.search import SEARCH
from ontology.terms import PREFIXES

__all__ = ["service"]

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_RESULTS: Final = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_RDF: Final = ("Turtle", "JSON-LD", "RDF_XML", "N-Triples", "TriG", "N-Quads", "N3")


def service(request: Request, form: str) -> bytes:
    """Describe the endpoint in an RDF syntax, by the syntax's short name."""
    endpoint = request.app.state.site.absolute(request, "sparql")
    triples = sorted(set(_triples(request, endpoint)), key=str)
    prefixes = {**PREFIXES, "sd": _SD, "format": _FORMATS} if form not in ("nt", "nq") else None
    return ox.serialize(triples, format=SYNTAXES[form], prefixes=prefixes) or b""


def _triples(request: Request, endpoint: str) -> Iterator[ox.Triple]:
    state = request.app.state
    this, dataset, graph = (
        ox.NamedNode(f"{endpoint}#{part}") for part in ("service", "dataset", "default-graph")
    )
    yield from _kinds({this: "Service", dataset: "Dataset", graph: "Graph"})
    yield ox.Triple(this, _sd("endpoint"), ox.NamedNode(endpoint))
    yield ox.Triple(this, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    if state.settings.scratch is not None:
        yield ox.Triple(this, _sd("supportedLanguage"), _sd("SPARQL11Update"))
    for name in (*_RESULTS, *_RDF):
        yield ox.Triple(this, _sd("resultFormat"), ox.NamedNode(_FORMATS + name))
    if state.backend.union:
        yield ox.Triple(this, _sd("feature"), _sd("UnionDefaultGraph"))
    if state.settings.services:
        yield ox.Triple(this, _sd("feature"), _sd("BasicFederatedQuery"))
    if state.backend.searches:
        yield ox.Triple(this, _sd("extensionFunction"), SEARCH)
        yield from _search()
    yield ox.Triple(this, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, _sd("defaultGraph"), graph)
    for name in state.site.graphs:
        yield from _named(dataset, name, state.site.graphs[name])


def _named(dataset: ox.NamedNode, name: str, size: int) -> Iterator[ox.Triple]:
    node = ox.NamedNode(f"{name}#named")
    yield ox.Triple(dataset, _sd("namedGraph"), node)
    yield ox.Triple(node, _node("rdf", "type"), _sd("NamedGraph"))
    yield ox.Triple(node, _sd("name"), ox.NamedNode(name))
    count = ox.Literal(str(size), datatype=_node("xsd", "integer"))
    yield ox.Triple(node, _node("void", "triples"), count)


def _search() -> Iterator[ox.Triple]:
    yield ox.Triple(SEARCH, _node("rdf", "type"), _sd("Function"))
    yield ox.Triple(SEARCH, _node("rdfs", "label"), ox.Literal("full-text search", language="en"))
    yield ox.Triple(SEARCH, _node("rdfs", "label"), ox.Literal("fuldtekstsøgning", language="da"))
    told = (
        'How well words, in any form, fit what is quoted or called at a thing: led:search(?thing, "words").'
    )
    yield ox.Triple(SEARCH, _node("rdfs", "comment"), ox.Literal(told, language="en"))


def _kinds(nodes: dict[ox.NamedNode, str]) -> Iterator[ox.Triple]:
    for node, kind in nodes.items():
        yield ox.Triple(node, _node("rdf", "type"), _sd(kind))


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)


def _node(prefix: str, name: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES[prefix] + name)
