"""What no one document says: the model and its lists, and likenesses across documents."""

from collections.abc import Iterator, Sequence

from rdflib import Graph, Literal, URIRef

from graph_build.assemble.scene import Scene
from graph_build.dataset import dataset
from graph_build.iri import Minter
from graph_build.likeness import similar_pairs
from graph_build.model import Findings
from graph_build.provenance import Quad
from graph_build.resolve import Known, Resolution
from ontology import load
from ontology import terms as t

__all__ = ["dataset", "known_organisations", "shared_graphs", "similar_statements"]


def known_organisations(base: str) -> tuple[Known, ...]:
    """Give the organisations of the authority file, by key; a key is the end of the organisation's IRI."""
    listed = load.agents(base)
    start = Minter(base).thing("organisation", "")
    bodies = sorted({str(s) for s in listed.subjects() if str(s).startswith(start)})
    return tuple(_known(listed, URIRef(body), body.removeprefix(start)) for body in bodies)


def _known(listed: Graph, body: URIRef, key: str) -> Known:
    names = sorted(_labels(listed, body, t.SKOS_PREF_LABEL), key=lambda label: label.language != "da")
    others = names[1:]
    for kind in (t.SKOS_ALT_LABEL, t.SKOS_HIDDEN_LABEL):
        others += _labels(listed, body, kind)
    return Known(key, str(names[0]) if names else key, tuple(sorted({str(label) for label in others})))


def _labels(graph: Graph, thing: URIRef, kind: URIRef) -> list[Literal]:
    return [label for label in graph.objects(thing, kind) if isinstance(label, Literal)]


def shared_graphs(base: str) -> Iterator[Quad]:
    """Give the model, the themes and the authority file, each in its named graph."""
    mint = Minter(base)
    loaded = {"ontology": load.ontology(base), "themes": load.themes(base), "agents": load.agents(base)}
    for name, graph in loaded.items():
        for subject, predicate, thing in graph:
            # Our Turtle has no blank nodes; the type checker cannot know.
            assert isinstance(subject, URIRef) and isinstance(predicate, URIRef)
            assert isinstance(thing, URIRef | Literal)
            yield subject, predicate, thing, mint.graph(name)


def similar_statements(findings: Sequence[Findings], base: str, resolution: Resolution) -> Iterator[Quad]:
    """Link statements of one class that say nearly the same, both ways; overlapping passages do not count."""
    mint = Minter(base)
    scenes = (Scene(one, mint, resolution) for one in sorted(findings, key=lambda one: one.document.name))
    said = [(scene, kind, statement) for scene in scenes for kind, statement in scene.by_kind()]
    for i, j, _ in similar_pairs([statement.mention.quote for _, _, statement in said]):
        (here, kind, a), (there, other, b) = said[i], said[j]
        overlap = a.mention.start < b.mention.end and b.mention.start < a.mention.end
        one, two = here.statement(kind, a.id), there.statement(other, b.id)
        if kind == other and one and two and not (here is there and overlap):
            yield one, t.LED_SIMILAR_TO, two, mint.graph("links")
            yield two, t.LED_SIMILAR_TO, one, mint.graph("links")
