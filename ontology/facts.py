"""Faults of the authority files and the themes: facts without a source.

``ontology.lint`` runs these checks with its own. Facts only stand in ``agents.ttl``, ``groups.ttl`` and
``themes.ttl``, each with its source, and ``sources.ttl`` tells what was read in which. A source covers the
addresses below it, as a registry covers its records.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from rdflib import ORG, PROV, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from ontology.load import BASE, PREFIXES
from ontology.pitfalls import Check

__all__ = ["FACTS"]

_TITLE: Final = URIRef(PREFIXES["dcterms"] + "title")
_SOURCE: Final = URIRef(PREFIXES["dcterms"] + "source")
_REFERENCES: Final = URIRef(PREFIXES["dcterms"] + "references")
_ACTOR_GROUP: Final = URIRef(PREFIXES["led"] + "ActorGroup")
_SAME_AS: Final = URIRef(PREFIXES["schema"] + "sameAs")
_MATCHES: Final = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch)
_DATED: Final = r" \((?:[^()]*\b(?:19|20)\d\d\b[^()]*|uden dato|undated)\)"


def _described(graph: Graph) -> set[Node]:
    return {source for source in graph.subjects(_TITLE) if (source, RDF.type, PROV.Entity) in graph}


def _bears(graph: Graph, thing: Node, kind: URIRef) -> bool:
    """Whether a source that the thing names has facts of that kind."""
    named = [str(source) for source in graph.objects(thing, _SOURCE)]
    bearing = [str(source) for source in _described(graph) if (source, _REFERENCES, kind) in graph]
    return any(name.startswith(source) for name in named for source in bearing)


def _matched(graph: Graph) -> set[Node]:
    return {thing for match in _MATCHES for thing in graph.subjects(match)}


def _parent_without_source(graph: Graph) -> Iterator[Node]:
    bodies = set(graph.subjects(ORG.subOrganizationOf))
    yield from (body for body in bodies if not _bears(graph, body, ORG.subOrganizationOf))


def _parent_without_date(graph: Graph) -> Iterator[Node]:
    """A body whose notes do not tell when it was each parent's, or that nobody dated it."""
    for body, parent in graph.subject_objects(ORG.subOrganizationOf):
        for name in graph.objects(parent, SKOS.prefLabel):
            language = getattr(name, "language", None)
            notes = [str(note) for note in graph.objects(body, SKOS.note) if _in(note, language)]
            if not any(re.search(re.escape(str(name)) + _DATED, note) for note in notes):
                yield body


def _in(word: Node, language: str | None) -> bool:
    return isinstance(word, Literal) and word.language == language


def _match_without_source(graph: Graph) -> Iterator[Node]:
    yield from (thing for thing in _matched(graph) if not _bears(graph, thing, SKOS.exactMatch))
    yield from (body for body in set(graph.subjects(_SAME_AS)) if not _bears(graph, body, _SAME_AS))


def _one_match_for_two(graph: Graph) -> Iterator[Node]:
    owners: dict[Node, set[Node]] = defaultdict(set)
    for kind in (SKOS.exactMatch, _SAME_AS):
        for thing, other in graph.subject_objects(kind):
            owners[other].add(thing)
    yield from (thing for things in owners.values() if len(things) > 1 for thing in things)


def _silent(graph: Graph) -> Iterator[Node]:
    """A theme or group that neither matches another collection's concept nor tells why not."""
    themes = set(graph.subjects(SKOS.inScheme, URIRef(BASE + "concept/theme")))
    told = _matched(graph) | set(graph.subjects(SKOS.editorialNote))
    yield from (themes | set(graph.subjects(RDF.type, _ACTOR_GROUP))) - told


def _unknown_source(graph: Graph) -> Iterator[Node]:
    known = [str(source) for source in _described(graph)]
    for source in set(graph.objects(None, _SOURCE)):
        if not any(str(source).startswith(one) for one in known):
            yield source


def _unknown_remark(graph: Graph) -> Iterator[Node]:
    yield from (
        r
        for r in set(graph.objects(None, SKOS.editorialNote))
        if _spoken(graph, r, RDFS.label) != {"da", "en"}
    )


def _untitled(graph: Graph) -> Iterator[Node]:
    yield from (source for source in _described(graph) if _spoken(graph, source, _TITLE) != {"da", "en"})


def _spoken(graph: Graph, thing: Node, path: URIRef) -> set[str]:
    return {str(word.language) for word in graph.objects(thing, path) if isinstance(word, Literal)}


FACTS: Final[dict[str, Check]] = {
    "parent-source": (_parent_without_source, "name where its parent was read, or take the parent out"),
    "parent-date": (
        _parent_without_date,
        "say in a note in both languages when it was each parent's, or that it is undated",
    ),
    "match-source": (_match_without_source, "name where its identifier was read, or take the identifier out"),
    "match-twice": (_one_match_for_two, "two things have one identifier: only one of them can be meant"),
    "match-reason": (_silent, "match it with another collection's concept, or say why there is none"),
    "source": (
        _unknown_source,
        "the source is not in sources.ttl: say there what it is and what was read in it",
    ),
    "remark": (_unknown_remark, "the remark is not in sources.ttl in both languages: write it there"),
    "source-title": (_untitled, "give the source a title in Danish and one in English"),
}
"""How each fault is found, and what to do about it, by the name of the check."""
