"""Faults of the model that neither a parser nor a reasoner finds; run as ``python -m ontology.lint``.

The checks are those that people expect of a published model: labels and definitions in both languages, no two
terms of one name, terms of one kind, inverses that fit, no circles, nothing unconnected or undeclared.
Ids such as ``P08`` are those of OOPS!'s catalogue of pitfalls; the others are our own. The authority files
and the themes are looked through too, for facts without a source.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from ontology.facts import FACTS
from ontology.load import PREFIXES, agents, modules, themes
from ontology.pitfalls import PITFALLS, Check

__all__ = ["CHECKS", "Fault", "lint"]

_KINDS: Final = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
_SCHEMA: Final = Namespace(PREFIXES["schema"])
_BUILT_IN: Final = tuple(PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "xsd"))
_OURS: Final = PREFIXES["led"]
_SOURCE: Final = URIRef(PREFIXES["dcterms"] + "source")


@dataclass(frozen=True, order=True, slots=True)
class Fault:
    """A fault: which check found it, at which term, and what to do."""

    check: str
    term: str
    advice: str


def lint(graph: Graph | None = None) -> tuple[Fault, ...]:
    """Give the faults of a model, sorted; by default of ours, its modules, authority files and themes.

    Only terms under the model's own namespace must be described; circles and clashes count anywhere.
    """
    if graph is not None:
        return _faults(graph, CHECKS)
    return tuple(sorted({*_faults(modules(), CHECKS), *_faults(agents() + themes(), FACTS)}))


def _faults(graph: Graph, checks: dict[str, Check]) -> tuple[Fault, ...]:
    found = {
        Fault(name, str(term), advice) for name, (find, advice) in checks.items() for term in find(graph)
    }
    return tuple(sorted(found))


def _own(graph: Graph, *kinds: URIRef) -> list[URIRef]:
    found = {term for kind in kinds for term in graph.subjects(RDF.type, kind)}
    return sorted(term for term in found if isinstance(term, URIRef) and term.startswith(_OURS))


def _languages(graph: Graph, term: Node, path: URIRef) -> set[str]:
    return {str(word.language) for word in graph.objects(term, path) if isinstance(word, Literal)}


def _unlabelled(graph: Graph) -> Iterator[Node]:
    yield from (t for t in _own(graph, *_KINDS) if _languages(graph, t, RDFS.label) != {"da", "en"})


def _undefined(graph: Graph) -> Iterator[Node]:
    yield from (t for t in _own(graph, *_KINDS) if _languages(graph, t, SKOS.definition) != {"da", "en"})


def _without_example(graph: Graph) -> Iterator[Node]:
    """A term, ours or reused, without an example in both languages."""
    terms = {term for kind in _KINDS for term in graph.subjects(RDF.type, kind) if isinstance(term, URIRef)}
    yield from (term for term in terms if _languages(graph, term, SKOS.example) != {"da", "en"})


def _without_source(graph: Graph) -> Iterator[Node]:
    yield from (term for term in _own(graph, *_KINDS) if (term, _SOURCE, None) not in graph)


def _colliding(graph: Graph) -> Iterator[Node]:
    """Two terms of one kind whose labels are the same in a language."""
    for kinds in ((OWL.Class,), _KINDS[1:]):
        by_label: dict[tuple[str, str], set[Node]] = defaultdict(set)
        for kind in kinds:
            for term in graph.subjects(RDF.type, kind):
                for label in graph.objects(term, RDFS.label):
                    by_label[str(label).casefold(), str(getattr(label, "language", ""))].add(term)
        yield from (
            term
            for terms in by_label.values()
            if len(terms) > 1
            for term in terms
            if str(term).startswith(_OURS)
        )


def _of_two_kinds(graph: Graph) -> Iterator[Node]:
    kinds = [set(graph.subjects(RDF.type, kind)) for kind in _KINDS]
    yield from (term for at, one in enumerate(kinds) for other in kinds[at + 1 :] for term in one & other)


def _untyped(graph: Graph) -> Iterator[Node]:
    declared = {term for kind in _KINDS for term in graph.subjects(RDF.type, kind)}
    yield from (p for p in set(graph.predicates()) - declared if not str(p).startswith(_BUILT_IN))


def _undeclared_class(graph: Graph) -> Iterator[Node]:
    used = {*graph.objects(None, RDFS.subClassOf), *graph.subjects(RDFS.subClassOf, None)}
    for path in (RDFS.domain, _SCHEMA.domainIncludes, _SCHEMA.rangeIncludes):
        used |= set(graph.objects(None, path))
    for term in graph.subjects(RDF.type, OWL.ObjectProperty):
        used |= set(graph.objects(term, RDFS.range))
    declared = set(graph.subjects(RDF.type, OWL.Class))
    yield from (c for c in used - declared if isinstance(c, URIRef) and not str(c).startswith(_BUILT_IN))


def _without_domain(graph: Graph) -> Iterator[Node]:
    for term in _own(graph, *_KINDS[1:3]):
        if not {*graph.objects(term, RDFS.domain), *graph.objects(term, _SCHEMA.domainIncludes)}:
            yield term


def _without_range(graph: Graph) -> Iterator[Node]:
    for term in _own(graph, *_KINDS[1:3]):
        if not {*graph.objects(term, RDFS.range), *graph.objects(term, _SCHEMA.rangeIncludes)}:
            yield term


def _many(path: URIRef) -> Callable[[Graph], Iterator[Node]]:
    """Several domains or ranges mean all of them at once, which is seldom what was meant."""
    return lambda graph: (t for t in set(graph.subjects(path, None)) if len(set(graph.objects(t, path))) > 1)


def _ill_inverse(graph: Graph) -> Iterator[Node]:
    """Inverses whose domains and ranges do not cross over."""
    for one, other in graph.subject_objects(OWL.inverseOf):
        for here, there in ((RDFS.domain, RDFS.range), (RDFS.range, RDFS.domain)):
            mine, its = set(graph.objects(one, here)), set(graph.objects(other, there))
            if mine and its and mine != its:
                yield one


def _own_inverse(graph: Graph) -> Iterator[Node]:
    yield from (one for one, other in graph.subject_objects(OWL.inverseOf) if one == other)


def _ill_symmetric(graph: Graph) -> Iterator[Node]:
    for term in graph.subjects(RDF.type, OWL.SymmetricProperty):
        domains, ranges = set(graph.objects(term, RDFS.domain)), set(graph.objects(term, RDFS.range))
        if domains != ranges:
            yield term


def _circle(path: URIRef) -> Callable[[Graph], Iterator[Node]]:
    def find(graph: Graph) -> Iterator[Node]:
        for term in set(graph.subjects(path, None)):
            above = {up for step in graph.objects(term, path) for up in graph.transitive_objects(step, path)}
            if term in above:
                yield term

    return find


def _unconnected(graph: Graph) -> Iterator[Node]:
    """A class that no property, super-class or axiom speaks of."""
    for term in _own(graph, OWL.Class):
        inward = set(graph.predicates(None, term)) - {RDFS.isDefinedBy}
        if not inward and (term, RDFS.subClassOf, None) not in graph:
            yield term


def _several_inverses(graph: Graph) -> Iterator[Node]:
    pairs: dict[Node, set[Node]] = defaultdict(set)
    for one, other in graph.subject_objects(OWL.inverseOf):
        pairs[one].add(other)
        pairs[other].add(one)
    yield from (term for term, others in pairs.items() if len(others) > 1)


def _circular_definition(graph: Graph) -> Iterator[Node]:
    """A definition that begins with the label it defines."""
    for term in _own(graph, *_KINDS):
        for label in graph.objects(term, RDFS.label):
            for said in graph.objects(term, SKOS.definition):
                same = getattr(said, "language", None) == getattr(label, "language", None)
                if same and str(said).casefold().startswith(f"{label} ".casefold()):
                    yield term


def _blank_in_core(graph: Graph) -> Iterator[Node]:
    """A blank node that no list, restriction or axiom explains."""
    allowed = {OWL.Restriction, OWL.AllDisjointClasses, OWL.Class}
    for node in set(graph.subjects()):
        explained = allowed & set(graph.objects(node, RDF.type)) or (node, RDF.first, None) in graph
        if isinstance(node, BNode) and not explained:
            yield node


def _naming(graph: Graph) -> Iterator[Node]:
    """Classes begin with a capital, properties do not, and neither has signs in it."""
    for term in _own(graph, *_KINDS):
        local, is_class = term.removeprefix(_OURS), (term, RDF.type, OWL.Class) in graph
        if not local.isalnum() or local[0].isupper() != is_class:
            yield term


CHECKS: Final[dict[str, Check]] = {
    "P08-label": (_unlabelled, "give it one label in Danish and one in English"),
    "P08-definition": (_undefined, "define it in Danish and in English"),
    "example": (_without_example, "give an example of its use in Danish and in English"),
    "term-source": (_without_source, "name the source of its definition, or say that it is our own"),
    "P32": (_colliding, "two terms are called the same: rename one, or make them one"),
    "kind": (_of_two_kinds, "OWL 2 DL lets a term be of one kind only: choose it"),
    "P35": (_untyped, "the property is used and not declared: declare it, or mend its spelling"),
    "P34": (_undeclared_class, "the class is used and not declared: declare it, or mend its spelling"),
    "P11-domain": (_without_domain, "say of what it is used, by rdfs:domain or schema:domainIncludes"),
    "P11-range": (_without_range, "say what its values are, by rdfs:range or schema:rangeIncludes"),
    "P19-domain": (_many(RDFS.domain), "several domains mean all at once: use schema:domainIncludes"),
    "P19-range": (_many(RDFS.range), "several ranges mean all at once: use schema:rangeIncludes"),
    "P05": (_ill_inverse, "the domain of a property is the range of its inverse: make them fit"),
    "P25": (_own_inverse, "a property that is its own inverse is symmetric: say that"),
    "P28": (_ill_symmetric, "a symmetric property has one class as domain and range: make them one"),
    "inverses": (_several_inverses, "a property has one inverse: make the others equivalent, or remove them"),
    "P06": (_circle(RDFS.subClassOf), "the class is above itself: break the circle"),
    "circle": (_circle(RDFS.subPropertyOf), "the property is above itself: break the circle"),
    "P04": (_unconnected, "nothing connects the class to the rest: give it a property or a super-class"),
    "circular": (_circular_definition, "the definition begins with the word it defines: say it in others"),
    "blank": (_blank_in_core, "a blank node stands for nothing: remove it"),
    "P22": (_naming, "write classes LikeThis and properties likeThis"),
    **PITFALLS,
}
"""How each fault is found, and what to do about it, by the name of the check."""


def main() -> int:
    """Print the model's faults, a line each; 1 where there is one."""
    faults = lint()
    for fault in faults:
        print(f"{fault.term}: {fault.advice} ({fault.check})", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
