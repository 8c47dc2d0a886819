"""What no one document says: the model and its lists, and likenesses across documents."""

from collections.abc import Iterable, Iterator

from rdflib import Graph, Literal, URIRef

from graph_build.assemble.scene import references
from graph_build.dataset import dataset
from graph_build.iri import Minter
from graph_build.likeness import Said, alike, words_of
from graph_build.model import Findings
from graph_build.nquads import Quad
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
    for name, triples in load.published(base).items():
        for subject, predicate, thing in triples:
            # Our Turtle has no blank nodes; the type checker cannot know.
            assert isinstance(subject, URIRef) and isinstance(predicate, URIRef)
            assert isinstance(thing, URIRef | Literal)
            yield subject, predicate, thing, mint.graph(name)


def similar_statements(findings: Iterable[Findings], base: str, resolution: Resolution) -> Iterator[Quad]:
    """Link statements of one class that say nearly the same, both ways; overlapping passages do not count."""
    return links(alike(one for found in findings for one in said_in(found)), base)


def said_in(found: Findings) -> Iterator[Said]:
    """Give what tells whether a document's statements are like others."""
    for kind, statement, reference in references(found):
        mention, words = statement.mention, words_of(statement.mention.quote)
        yield Said(found.document.name, kind, reference, mention.start, mention.end, words)


def links(pairs: Iterable[tuple[Said, Said]], base: str) -> Iterator[Quad]:
    """Link pairs of statements, both ways."""
    mint = Minter(base)
    graph = mint.graph("links")
    for a, b in pairs:
        one, two = mint.thing("statement", a.reference), mint.thing("statement", b.reference)
        yield one, t.LED_SIMILAR_TO, two, graph
        yield two, t.LED_SIMILAR_TO, one, graph
