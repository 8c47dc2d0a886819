"""One document's findings to quads: its own named graph, and what it adds to the graphs that all share.

A thing that several documents may speak of (a person, an event, a paradox) is described once, in a shared
graph; what one document says stands in that document's graph. So no triple stands in two graphs, and a
query over all of them counts each once. There are no blank nodes.
"""

from collections.abc import Iterable, Iterator

from rdflib import URIRef

from graph_build.assemble.agents import agents, mentions, participations
from graph_build.assemble.scene import Scene
from graph_build.assemble.statements import paradoxes, statements
from graph_build.assemble.structure import document, event, shared_event, structure
from graph_build.iri import DEFAULT_BASE, TextMinter, slug
from graph_build.model import Findings
from graph_build.nquads import Quad, Text, Triple, as_node, lexical, texts
from graph_build.provenance import Triple as Making
from graph_build.provenance import rules_and_software
from graph_build.resolve import Resolution, resolve

__all__ = ["Quad", "assemble", "graphs", "in_graph"]


def assemble(
    findings: Findings, base: str = DEFAULT_BASE, resolution: Resolution | None = None
) -> Iterator[Quad]:
    """Give one document's findings as quads; the same one may come more than once.

    Args:
        findings: What was read out of the document.
        base: The IRI under which all instances stand, ending in ``/``.
        resolution: Who is who in the whole build; by default the document stands alone.

    Yields:
        Quads of the document's graph, then of the graphs ``agents``, ``links`` and ``metadata``.
    """
    for graph, triples in graphs(findings, base, resolution or resolve([findings])):
        name = URIRef(lexical(graph))
        for subject, predicate, value in triples:
            yield URIRef(lexical(subject)), URIRef(lexical(predicate)), as_node(value), name


def graphs(
    findings: Findings, base: str, resolution: Resolution
) -> Iterator[tuple[Text, Iterator[tuple[Text, Text, Text]]]]:
    """Give one document's findings as text: named graphs, each with its triples; see ``assemble``.

    The graphs are to be read to their ends in turn, the document's own first. A graph may come twice.
    """
    scene = Scene(findings, TextMinter(base), resolution)
    mint = scene.mint
    yield mint.graph(slug(findings.document.name)), texts(_own(scene))
    yield mint.graph("agents"), texts(agents(scene.resolution.entities_of(scene.name), mint))
    yield mint.graph("links"), texts(shared_event(scene))
    yield mint.graph("links"), texts(paradoxes(scene))
    yield mint.graph("metadata"), texts(rules_and_software(mint, scene.provenance.rules))


def in_graph(graph: URIRef, triples: Iterable[Triple]) -> Iterator[Quad]:
    """Give triples as quads of a graph."""
    return ((*triple, graph) for triple in triples)


def _own(scene: Scene) -> Iterator[Making]:
    yield from document(scene)
    yield from event(scene)
    yield from statements(scene)
    yield from mentions(scene)
    yield from participations(scene)
    yield from structure(scene)
    # Last, for only now is it known what is cited.
    yield from scene.provenance.triples()
