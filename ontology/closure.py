"""The OWL 2 RL rules that the model uses, as a forward chaining of our own: fast, and every step is kept.

It covers sub-classes and sub-properties, domains and ranges, inverse, symmetric and transitive properties and
chains of properties; that is all that the model's axioms can derive about things. Rules that only find
contradictions are HermiT's; typing of literals is left out, as RDF has no literal subjects.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ontology.load import modules

__all__ = ["Axioms", "Known", "Step", "Triple", "axioms", "derive", "model_axioms"]

Triple = tuple[Node, Node, Node]


@dataclass(frozen=True, slots=True)
class Step:
    """Why a triple holds: the rule, by its name in OWL 2 RL, the triples it was put to, and the axiom.

    Attributes:
        rule: E.g. ``prp-inv1``.
        premises: Triples asserted, or derived in fewer rounds.
        axiom: The statement of the model behind the rule; of a chain, the property and its parts in order.
    """

    rule: str
    premises: tuple[Triple, ...]
    axiom: tuple[Node, ...]

    @property
    def rank(self) -> tuple[str, ...]:
        """By which the same one of several derivations is always kept."""
        return (self.rule, *(str(node) for triple in self.premises for node in triple), *map(str, self.axiom))


@dataclass(frozen=True, slots=True)
class Axioms:
    """What the rules are put to, by the term that sets them off: a rule's name and its other term."""

    by_class: Mapping[Node, Set[Node]]
    by_property: Mapping[Node, Set[tuple[str, Node]]]
    chains: Mapping[Node, Set[tuple[Node, tuple[Node, ...]]]]


# The rule behind each axiom about properties, seen from the axiom's subject, and from its object.
_SUBJECT: Final = {
    RDFS.subPropertyOf: "prp-spo1",
    OWL.inverseOf: "prp-inv1",
    RDFS.domain: "prp-dom",
    RDFS.range: "prp-rng",
}
_KINDS: Final = {OWL.SymmetricProperty: "prp-symp", OWL.TransitiveProperty: "prp-trp"}
_AXIOM: Final = {
    **{rule: property_ for property_, rule in _SUBJECT.items()},
    "prp-inv2": OWL.inverseOf,
    "cax-sco": RDFS.subClassOf,
}


def axioms(graph: Graph) -> Axioms:
    """Give the axioms of a model, e.g. of ``ontology.load.modules()``."""
    by_class: dict[Node, set[Node]] = defaultdict(set)
    by_property: dict[Node, set[tuple[str, Node]]] = defaultdict(set)
    chains: dict[Node, set[tuple[Node, tuple[Node, ...]]]] = defaultdict(set)
    for sub, sup in graph.subject_objects(RDFS.subClassOf):
        if isinstance(sub, URIRef) and isinstance(sup, URIRef):
            by_class[sub].add(sup)
    for relation, rule in _SUBJECT.items():
        for one, other in graph.subject_objects(relation):
            by_property[one].add((rule, other))
            if rule == "prp-inv1":
                by_property[other].add(("prp-inv2", one))
    for kind, rule in _KINDS.items():
        for one in graph.subjects(RDF.type, kind):
            by_property[one].add((rule, kind))
    for whole, head in graph.subject_objects(OWL.propertyChainAxiom):
        parts = tuple(Collection(graph, head))
        for part in parts:
            chains[part].add((whole, parts))
    return Axioms(by_class, by_property, chains)


@cache
def model_axioms() -> Axioms:
    """The axioms of our own model."""
    return axioms(modules())


@dataclass(slots=True)
class Known:
    """The triples known so far, by property and either end; those of ``beneath`` are known too."""

    beneath: "Known | None" = None
    out: dict[Node, dict[Node, set[Node]]] = field(default_factory=dict)
    into: dict[Node, dict[Node, set[Node]]] = field(default_factory=dict)

    def add(self, triple: Triple) -> None:
        """Take a triple in."""
        subject, predicate, value = triple
        self.out.setdefault(predicate, {}).setdefault(subject, set()).add(value)
        self.into.setdefault(predicate, {}).setdefault(value, set()).add(subject)

    def after(self, predicate: Node, subject: Node) -> Iterable[Node]:
        """The values of a thing."""
        own = self.out.get(predicate, {}).get(subject, ())
        return own if self.beneath is None else {*own, *self.beneath.after(predicate, subject)}

    def before(self, predicate: Node, value: Node) -> Iterable[Node]:
        """The things that have a value."""
        own = self.into.get(predicate, {}).get(value, ())
        return own if self.beneath is None else {*own, *self.beneath.before(predicate, value)}

    def __contains__(self, triple: Triple) -> bool:
        here = triple[2] in self.out.get(triple[1], {}).get(triple[0], ())
        return here or (self.beneath is not None and triple in self.beneath)


def derive(
    triples: Iterable[Triple], given: Axioms | None = None, beneath: Known | None = None
) -> dict[Triple, Step]:
    """Give every triple that follows and is not given, with the shortest way in which it follows.

    The order of the triples does not matter.

    Args:
        triples: What is asserted.
        given: The axioms; by default the model's.
        beneath: Triples, and all that follows from them, to which the triples are added.
    """
    known, derived = Known(beneath), dict[Triple, Step]()
    frontier = set(triples)
    for triple in frontier:
        known.add(triple)
    while frontier:
        found: dict[Triple, Step] = {}
        for triple in frontier:
            for new, step in _consequences(triple, known, given or model_axioms()):
                if new not in known and (new not in found or step.rank < found[new].rank):
                    found[new] = step
        for triple in found:
            known.add(triple)
        derived |= found
        frontier = set(found)
    return derived


def _consequences(triple: Triple, known: Known, given: Axioms) -> Iterator[tuple[Triple, Step]]:
    subject, predicate, value = triple
    if predicate == RDF.type:
        for above in given.by_class.get(value, ()):
            yield (subject, RDF.type, above), Step("cax-sco", (triple,), (value, _AXIOM["cax-sco"], above))
    for rule, other in given.by_property.get(predicate, ()):
        if rule == "prp-trp":
            yield from _transitive(triple, known)
        elif (new := _one_step(rule, other, triple)) is not None:
            yield new, Step(rule, (triple,), _axiom(rule, predicate, other))
    for whole, parts in given.chains.get(predicate, ()):
        for at, part in enumerate(parts):
            if part == predicate:
                yield from _chains(triple, at, whole, parts, known)


def _one_step(rule: str, other: Node, triple: Triple) -> Triple | None:
    """What one triple alone gives by a rule, or ``None`` where its object is a literal and must not be."""
    subject, predicate, value = triple
    if rule == "prp-spo1":
        return subject, other, value
    if rule == "prp-dom":
        return subject, RDF.type, other
    if not isinstance(value, URIRef):
        return None
    if rule == "prp-rng":
        return value, RDF.type, other
    return value, predicate if rule == "prp-symp" else other, subject


def _axiom(rule: str, predicate: Node, other: Node) -> tuple[Node, Node, Node]:
    if rule == "prp-symp":
        return predicate, RDF.type, other
    return (other, _AXIOM[rule], predicate) if rule == "prp-inv2" else (predicate, _AXIOM[rule], other)


def _transitive(triple: Triple, known: Known) -> Iterator[tuple[Triple, Step]]:
    subject, predicate, value = triple
    axiom = (predicate, RDF.type, OWL.TransitiveProperty)
    for end in known.after(predicate, value):
        yield (subject, predicate, end), Step("prp-trp", (triple, (value, predicate, end)), axiom)
    for start in known.before(predicate, subject):
        yield (start, predicate, value), Step("prp-trp", ((start, predicate, subject), triple), axiom)


def _chains(
    triple: Triple, at: int, whole: Node, parts: tuple[Node, ...], known: Known
) -> Iterator[tuple[Triple, Step]]:
    """Every chain of triples, one a part, in which the triple is the one at a place."""
    ways: list[tuple[Triple, ...]] = [(triple,)]
    for part in reversed(parts[:at]):
        ways = [((start, part, way[0][0]), *way) for way in ways for start in known.before(part, way[0][0])]
    for part in parts[at + 1 :]:
        ways = [(*way, (way[-1][2], part, end)) for way in ways for end in known.after(part, way[-1][2])]
    for way in ways:
        yield (way[0][0], whole, way[-1][2]), Step("prp-spo2", way, (whole, *parts))
