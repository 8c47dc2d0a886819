"""What no one document says: the model and its lists, likenesses across documents, the dataset itself."""

from collections import Counter
from collections.abc import Iterable, Iterator

from rdflib import Graph, Literal, URIRef

from graph_build.assemble.scene import references
from graph_build.iri import Minter, slug
from graph_build.likeness import Said, alike, lemmas
from graph_build.model import Findings
from graph_build.provenance import VERSION, Quad, Triple, number
from graph_build.resolve import Known, Resolution
from ontology import load
from ontology import terms as t

_SAID = {
    "da": "Hvem der deltog, hvad der blev sagt, spurgt, anbefalet og besluttet i dokumenter om offentlig "
    "ledelse, med de præcise ord bag hvert udsagn.",
    "en": "Who took part and what was said, asked, recommended and decided in documents about public "
    "leadership, with the exact words behind each statement.",
}


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


def similar_statements(findings: Iterable[Findings], base: str, resolution: Resolution) -> Iterator[Quad]:
    """Link statements of one class that say nearly the same, both ways; overlapping passages do not count."""
    return links(alike(one for found in findings for one in said_in(found)), base)


def said_in(found: Findings) -> Iterator[Said]:
    """Give what tells whether a document's statements are like others."""
    for kind, statement, reference in references(found):
        mention, words = statement.mention, frozenset(lemmas(statement.mention.quote))
        yield Said(found.document.name, kind, reference, mention.start, mention.end, words)


def links(pairs: Iterable[tuple[Said, Said]], base: str) -> Iterator[Quad]:
    """Link pairs of statements, both ways."""
    mint = Minter(base)
    graph = mint.graph("links")
    for a, b in pairs:
        one, two = mint.thing("statement", a.reference), mint.thing("statement", b.reference)
        yield one, t.LED_SIMILAR_TO, two, graph
        yield two, t.LED_SIMILAR_TO, one, graph


def dataset(quads: Iterable[Quad], documents: Iterable[str], base: str) -> Iterator[Triple]:
    """Describe the dataset: what it is, of which documents, how many triples and things of each class."""
    mint = Minter(base)
    kept = set(quads)
    this = mint.thing("dataset", "ledelsesgraf")
    triples: list[Triple] = list(_description(this, base))
    triples += [(this, t.PROV_WAS_DERIVED_FROM, mint.named("document", name)) for name in sorted(documents)]
    instances = f"{base}id/"  # the model and its lists describe themselves
    of_class = Counter(thing for s, p, thing, _ in kept if p == t.RDF_TYPE and s.startswith(instances))
    for kind, count in sorted(of_class.items()):
        part = URIRef(f"{this}/class/{slug(str(kind).split('://')[-1])}")
        triples += [
            (this, t.VOID_CLASS_PARTITION, part),
            (part, t.VOID_CLASS, URIRef(kind)),
            (part, t.VOID_ENTITIES, number(count)),
        ]
    # The count includes itself.
    yield from triples
    yield this, t.VOID_TRIPLES, number(len(kept) + len(set(triples)) + 1)


def _description(this: URIRef, base: str) -> Iterator[Triple]:
    yield this, t.RDF_TYPE, t.DCAT_DATASET
    yield this, t.RDF_TYPE, t.VOID_DATASET
    yield this, t.RDF_TYPE, t.PROV_ENTITY
    yield this, t.DCTERMS_TITLE, Literal("Ledelsesgraf", lang="da")
    yield this, t.DCTERMS_TITLE, Literal("Ledelsesgraf: graph of public leadership", lang="en")
    for language, words in _SAID.items():
        yield this, t.DCTERMS_DESCRIPTION, Literal(words, lang=language)
    yield this, t.DCAT_VERSION, Literal(VERSION)
    yield this, t.VOID_URI_SPACE, Literal(base)
    yield this, t.VOID_VOCABULARY, URIRef(load.PREFIXES["led"])
