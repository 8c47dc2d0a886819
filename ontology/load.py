"""The Turtle files as rdflib graphs, and the prefixes that go with them.

Each call gives a graph of its own, which a caller may change. Instances and concepts may stand under a
base IRI of the user's own; the model itself keeps its IRI.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from rdflib import BNode, Graph, URIRef
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
    "shapes",
    "themes",
]

FOLDER: Final = Path(__file__).parent
MODULES: Final = ("core.ttl", "paradox.ttl", "dl.ttl")
"""The model's files, each on top of those before it."""


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
    """The authority files of known organisations and groups of actors; no blank nodes."""
    return graph_of("agents.ttl", "groups.ttl", base=base)


def context() -> dict[str, Any]:
    """The JSON-LD 1.1 context, fit to stand in-line under ``@context``."""
    loaded: dict[str, Any] = json.loads((FOLDER / "context.jsonld").read_text(encoding="utf-8"))
    inner: dict[str, Any] = loaded["@context"]
    return inner


@lru_cache
def _triples(name: str) -> frozenset[tuple[Node, Node, Node]]:
    path = FOLDER / name
    return frozenset(Graph().parse(path, format="turtle")) if path.exists() else frozenset()


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
