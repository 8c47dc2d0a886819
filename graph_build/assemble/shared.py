"""What no one document says: the model and its lists, and likenesses across documents."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rdflib import Literal, URIRef
from rdflib.term import Node

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
    start = Minter(base).thing("organisation", "")
    labels: dict[str, dict[Node, list[Literal]]] = defaultdict(lambda: defaultdict(list))
    for body, path, label in load.published(base)["agents"]:
        if str(body).startswith(start):
            called = labels[str(body)]
            if isinstance(label, Literal):
                called[path].append(label)
    return tuple(_known(body.removeprefix(start), labels[body]) for body in sorted(labels))


def _known(key: str, labels: Mapping[Node, list[Literal]]) -> Known:
    names = sorted(labels[t.SKOS_PREF_LABEL], key=lambda label: label.language != "da")
    others = [*names[1:], *labels[t.SKOS_ALT_LABEL], *labels[t.SKOS_HIDDEN_LABEL]]
    return Known(key, str(names[0]) if names else key, tuple(sorted({str(label) for label in others})))


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
