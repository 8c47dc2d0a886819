"""What follows from triples as text, by the rules of ``ontology.closure``, without the steps that lead there.

A build derives millions of triples and explains none; ``why`` explains one and takes the closure itself.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import dataclass, field
from functools import cache

from rdflib import RDF

from graph_build.inference import UNWRITTEN
from graph_build.nquads import Text, term
from ontology.closure import model_axioms

__all__ = ["Known", "Triple", "derive", "walked_from", "written"]

Triple = tuple[Text, Text, Text]
_TYPE = term(RDF.type)
_UNWRITTEN = frozenset(map(term, UNWRITTEN))


@dataclass(frozen=True, slots=True)
class _Rules:
    """The model's axioms by the term that sets them off."""

    above: dict[Text, tuple[Text, ...]]
    steps: dict[Text, tuple[tuple[str, Text], ...]]
    chains: dict[Text, tuple[tuple[Text, tuple[Text, ...]], ...]]
    walked: frozenset[Text]


@cache
def _rules() -> _Rules:
    given = model_axioms()
    above = {term(kind): tuple(map(term, higher)) for kind, higher in given.by_class.items()}
    # A range that is a datatype says nothing of things.
    steps = {
        term(p): tuple((rule, term(other)) for rule, other in found) for p, found in given.by_property.items()
    }
    chains = {
        term(p): tuple((term(whole), tuple(map(term, parts))) for whole, parts in found)
        for p, found in given.chains.items()
    }
    transitive = {p for p, found in steps.items() if any(rule == "prp-trp" for rule, _ in found)}
    return _Rules(above, steps, chains, frozenset(chains.keys() | transitive))


@cache
def walked_from() -> Set[Text]:
    """Give the predicates of triples from which, together with others, more may follow than from each alone.

    Chains walk along some; others are equal to, above or the inverse of these, step by step.
    """
    rules = _rules()
    found, before = set(rules.walked), -1
    while len(found) != before:
        before = len(found)
        found |= {p for p, steps in rules.steps.items() if any(other in found for _, other in steps)}
    return frozenset(found)


@dataclass(slots=True)
class Known:
    """Triples, of which those that chains walk along can be looked up from either end."""

    triples: set[Triple] = field(default_factory=set)
    out: dict[tuple[Text, Text], set[Text]] = field(default_factory=lambda: defaultdict(set))
    into: dict[tuple[Text, Text], set[Text]] = field(default_factory=lambda: defaultdict(set))

    def add(self, triples: Iterable[Triple]) -> None:
        """Take triples in."""
        walked = _rules().walked
        for triple in triples:
            self.triples.add(triple)
            if triple[1] in walked:
                self.out[triple[1], triple[0]].add(triple[2])
                self.into[triple[1], triple[2]].add(triple[0])


_NOTHING = Known()


def derive(given: Set[Triple], beneath: Known = _NOTHING) -> set[Triple]:
    """Give every triple that follows and is neither given nor known beneath.

    Args:
        given: What is asserted.
        beneath: Triples, and all that follows from them, to which the given ones are added.
    """
    rules, derived, walks = _rules(), set[Triple](), _Walks(beneath)
    frontier: Collection[Triple] = given
    while frontier:
        walks.add(triple for triple in frontier if triple[1] in rules.walked)
        found = set(_consequences(frontier, rules, walks))
        found -= given
        found -= derived
        found -= beneath.triples
        derived |= found
        frontier = found
    return derived


def written(triples: Iterable[Triple]) -> set[Triple]:
    """Give of triples that follow those that stand in a graph; see ``inference.completed``."""
    return {(s, p, o) for s, p, o in triples if s != o and not (p == _TYPE and o in _UNWRITTEN)}


class _Walks:
    """The triples that chains walk along, of both layers."""

    def __init__(self, beneath: Known) -> None:
        self._own, self._beneath = Known(), beneath
        self.add = self._own.add

    def after(self, predicate: Text, subject: Text) -> Set[Text]:
        """The values of a thing."""
        own, below = (known.out.get((predicate, subject), set()) for known in (self._own, self._beneath))
        return own | below

    def before(self, predicate: Text, value: Text) -> Set[Text]:
        """The things that have a value."""
        own, below = (known.into.get((predicate, value), set()) for known in (self._own, self._beneath))
        return own | below


def _consequences(triples: Iterable[Triple], rules: _Rules, walks: _Walks) -> Iterator[Triple]:
    above, steps, chains = rules.above, rules.steps, rules.chains
    for subject, predicate, value in triples:
        if predicate == _TYPE:
            for kind in above.get(value, ()):
                yield subject, _TYPE, kind
        for rule, other in steps.get(predicate, ()):
            if rule == "prp-spo1":
                yield subject, other, value
            elif rule == "prp-dom":
                yield subject, _TYPE, other
            elif rule == "prp-trp":
                yield from ((subject, predicate, end) for end in walks.after(predicate, value))
                yield from ((start, predicate, value) for start in walks.before(predicate, subject))
            elif value[0] == "<":
                yield _turned(rule, other, (subject, predicate, value))
        for whole, parts in chains.get(predicate, ()):
            for at, part in enumerate(parts):
                if part == predicate:
                    yield from _chains((subject, predicate, value), at, whole, parts, walks)


def _turned(rule: str, other: Text, triple: Triple) -> Triple:
    """What a triple gives of its value, which is no literal."""
    subject, predicate, value = triple
    if rule == "prp-rng":
        return value, _TYPE, other
    return value, predicate if rule == "prp-symp" else other, subject


def _chains(triple: Triple, at: int, whole: Text, parts: tuple[Text, ...], walks: _Walks) -> Iterator[Triple]:
    """What every chain of triples gives in which the triple is the one at a place."""
    starts, ends = {triple[0]}, {triple[2]}
    for part in reversed(parts[:at]):
        starts = {start for here in starts for start in walks.before(part, here)}
    for part in parts[at + 1 :]:
        ends = {end for here in ends for end in walks.after(part, here)}
    return ((start, whole, end) for start in starts for end in ends)
