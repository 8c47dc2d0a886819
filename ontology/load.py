"""The Turtle files as rdflib graphs, and the prefixes that go with them.

Each call gives a graph of its own, which a caller may change. Instances and concepts may stand under a
base IRI of the user's own; the model itself keeps its IRI.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
from rdflib import XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from ontology.terms import BASE, PREFIXES

__all__ = [
    "BASE",
    "FOLDER",
    "MODULES",
    "PREFIXES",
    "agents",
    "concepts",
    "context",
    "graph_of",
    "modules",
    "ontology",
    "published",
    "shapes",
    "themes",
]

FOLDER: Final = Path(__file__).parent
MODULES: Final = ("core.ttl", "paradox.ttl", "dl.ttl")
"""The model's files, each on top of those before it."""
_STRING: Final = ox.NamedNode(str(XSD.string))


def graph_of(*names: str, base: str = BASE) -> Graph:
    """One graph of the named Turtle files; a file that does not exist adds nothing.

    Args:
        names: File names in this folder, e.g. ``themes.ttl``.
        base: The IRI, ending in ``/``, under which concepts and instances stand.
    """
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for name in names:
        graph.addN((s, p, o, graph) for s, p, o in _triples(name))
    return graph if base == BASE else _moved(graph, base)


def ontology(base: str = BASE) -> Graph:
    """The model as published: core and paradox with the small lists of concepts, less their blank nodes."""
    graph = graph_of("core.ttl", "paradox.ttl", "concepts.ttl", base=base)
    for triple in list(graph):
        if any(isinstance(node, BNode) for node in triple):
            graph.remove(triple)
    return graph


def modules() -> Graph:
    """The model with every axiom, blank nodes and all: what a reasoner reads."""
    return graph_of(*MODULES)


def shapes(base: str = BASE) -> Graph:
    """The SHACL shapes that a document's graph must meet."""
    return graph_of("shapes.ttl", base=base)


def themes(base: str = BASE) -> Graph:
    """The themes as a SKOS concept scheme; no blank nodes."""
    return graph_of("themes.ttl", base=base)


def concepts(base: str = BASE) -> Graph:
    """The small lists alone: kinds of document, roles, kinds of organisation, modality, framing."""
    return graph_of("concepts.ttl", base=base)


def agents(base: str = BASE) -> Graph:
    """The authority files of known organisations and groups of actors with their sources; no blank nodes."""
    return graph_of("agents.ttl", "groups.ttl", "sources.ttl", base=base)


@lru_cache(maxsize=4)
def published(base: str = BASE) -> Mapping[str, frozenset[tuple[Node, Node, Node]]]:
    """What every dataset holds, by the name of its graph: model, themes, authority files; no blank nodes."""
    parts = {"ontology": ontology(base), "themes": themes(base), "agents": agents(base)}
    return {name: frozenset(part) for name, part in parts.items()}


def context() -> dict[str, Any]:
    """The JSON-LD 1.1 context, fit to stand in-line under ``@context``."""
    loaded: dict[str, Any] = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))
    inner: dict[str, Any] = loaded["@context"]
    return inner


@lru_cache
def _triples(name: str) -> frozenset[tuple[Node, Node, Node]]:
    path = FOLDER / name
    if not path.exists():
        return frozenset()
    # Oxigraph's parser takes a sixth of the time of rdflib's, and every command waits for it.
    known: dict[object, Node] = {}
    parsed = ox.parse(path=path, format=ox.RdfFormat.TURTLE)
    return frozenset((_node(s, known), _node(p, known), _node(o, known)) for s, p, o, _ in parsed)


def _node(read: object, known: dict[object, Node]) -> Node:
    """The term as rdflib has it, made once."""
    if read not in known:
        if isinstance(read, ox.Literal):
            plain = read.language or read.datatype == _STRING
            known[read] = Literal(read.value, read.language, None if plain else read.datatype.value)
        else:
            assert isinstance(read, ox.NamedNode | ox.BlankNode)
            known[read] = URIRef(read.value) if isinstance(read, ox.NamedNode) else BNode(read.value)
    return known[read]


def _moved(graph: Graph, base: str) -> Graph:
    """The same graph with everything but the model's own terms moved from ``BASE`` to ``base``."""
    model = PREFIXES["led"]

    def move(node: Node) -> Node:
        if isinstance(node, URIRef) and node.startswith(BASE) and not node.startswith(model):
            return URIRef(base + node[len(BASE) :])
        return node

    moved = Graph(namespace_manager=graph.namespace_manager)
    for triple in graph:
        moved.add((move(triple[0]), move(triple[1]), move(triple[2])))
    return moved
