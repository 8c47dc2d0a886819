"""Why a triple stands in the graph: the words that it was read from, or the triples that it follows from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox
from rdflib import RDF, Literal, URIRef
from rdflib.term import Node

from graph_build.errors import QueryError
from graph_build.inference import GRAPH, derivations
from graph_build.nquads import Quad
from ontology import terms as t
from ontology.closure import Step, Triple
from queries.names import find, label

__all__ = ["Reason", "lines", "said", "why"]

_LONGEST: Final = 100
_RULES: Final = {
    "cax-sco": ("{0} er en slags {2}", "{0} is a kind of {2}"),
    "prp-spo1": ("{0} medfører {2}", "{0} implies {2}"),
    "prp-dom": ("kun {2} har egenskaben {0}", "only {2} has the property {0}"),
    "prp-rng": ("{0} peger kun på {2}", "{0} points only at {2}"),
    "prp-inv1": ("{0} og {2} er hinandens omvendte", "{0} and {2} are inverses"),
    "prp-inv2": ("{0} og {2} er hinandens omvendte", "{0} and {2} are inverses"),
    "prp-symp": ("{0} gælder begge veje", "{0} holds both ways"),
    "prp-trp": ("{0} gælder i flere led", "{0} is transitive"),
    "prp-spo2": ("{0} følger af kæden: {rest}", "{0} follows from the chain: {rest}"),
}
_JOINED: Final = (t.ORG_MEMBER, t.ORG_ORGANIZATION)
"""What a membership without a name of its own is called by."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a triple holds.

    Attributes:
        triple: What holds.
        step: The rule and axiom by which it follows; ``None`` where it is asserted.
        premises: The reasons of the triples that it follows from.
        graphs: Names of the graphs in which it is asserted, sorted.
        quotes: The words that its ends are quoted from, those of the subject first.
        rules: Names of the rules that found its ends in a text.
    """

    triple: Triple
    step: Step | None
    premises: tuple["Reason", ...]
    graphs: tuple[str, ...]
    quotes: tuple[str, ...]
    rules: tuple[str, ...]


def why(store: ox.Store, subject: str, predicate: str, value: str) -> Reason:
    """Tell why a triple holds; each end is given by IRI, by what it is called or, the value, by its words.

    Raises:
        QueryError: An end is unknown, or there is no such triple; the message says what there is instead.
    """
    thing, relation = find(store, subject), _property(store, predicate)
    found = {quad.object for quad in store.quads_for_pattern(thing, relation, None)}
    wanted = _value(store, relation, value, found)
    if wanted not in found:
        raise _not_said(store, thing, relation, found)
    return _Graph(store).reason((_iri(thing), _iri(relation), _node(wanted)))


def said(store: ox.Store, subject: str, language: str = "da") -> Iterator[str]:
    """Give what the graph says of a thing, a line each: the property as ``why`` takes it, and the value.

    Raises:
        QueryError: The thing is unknown.
    """
    thing = find(store, subject)
    found = {(quad.predicate.value, quad.object) for quad in store.quads_for_pattern(thing, None, None)}
    yield _called(store, _iri(thing), language)
    for relation, value in sorted(found, key=str):
        name = relation.rpartition("/")[2].rpartition("#")[2]
        shown = "a" if relation == str(RDF.type) else name
        yield f"  {shown} · {_called(store, _node(value), language)}"


def _value(store: ox.Store, relation: ox.NamedNode, words: str, found: Iterable[object]) -> object:
    for one in sorted(found, key=str):
        if isinstance(one, ox.Literal) and one.value == words:
            return one
    return _class(store, words) if relation.value == str(RDF.type) else find(store, words)


class _Graph:
    def __init__(self, store: ox.Store) -> None:
        quads = list(_quads(store))
        self._store = store
        self._steps = derivations(quads)
        self._graphs: dict[Triple, set[str]] = {}
        for quad in quads:
            triple: Triple = quad[:3]
            self._graphs.setdefault(triple, set()).add(quad[3].rpartition("/")[2])

    def reason(self, triple: Triple) -> Reason:
        """The reason of a triple; what follows in one step only from itself cannot come up, steps go back."""
        graphs, step = tuple(sorted(self._graphs.get(triple, ()))), self._steps.get(triple)
        if graphs and not (step and triple[1] == t.LED_IN_TENSION_WITH):
            return Reason(triple, None, (), graphs, *self._read(triple))
        premises = tuple(map(self.reason, step.premises)) if step else ()
        return Reason(triple, step, premises, (), (), ())

    def _read(self, triple: Triple) -> tuple[tuple[str, ...], tuple[str, ...]]:
        ends = [ox.NamedNode(str(end)) for end in (triple[0], triple[2]) if isinstance(end, URIRef)]
        quotes = self._along(ends, t.PROV_WAS_QUOTED_FROM, t.OA_HAS_SELECTOR, t.OA_EXACT)
        plans = (t.PROV_WAS_GENERATED_BY, t.PROV_QUALIFIED_ASSOCIATION, t.PROV_HAD_PLAN, t.RDFS_LABEL)
        return quotes, self._along(ends, *plans)

    def _along(self, ends: list[ox.NamedNode], *path: URIRef) -> tuple[str, ...]:
        words: list[str] = []
        for end in ends:
            reached: set[ox.NamedNode | ox.Literal] = {end}
            for step in path:
                reached = set(_after(self._store, reached, step))
            words += sorted(one.value for one in reached)
        return tuple(dict.fromkeys(words))


def lines(store: ox.Store, reason: Reason, language: str = "da", depth: int = 0) -> Iterator[str]:
    """Give a reason as lines of text, the premises below what follows from them and further in."""
    indent, english = "  " * depth, language == "en"
    yield indent + " · ".join(_called(store, node, language) for node in reason.triple)
    if reason.step is not None:
        names = [_called(store, node, language) for node in reason.step.axiom]
        words = _RULES[reason.step.rule][english].format(*names, rest=", ".join(names[1:]))
        yield f"{indent}  ⇐ {words} ({reason.step.rule})"
    if reason.graphs:
        yield f"{indent}  {'stands in' if english else 'står i'}: {', '.join(reason.graphs)}"
    yield from (f"{indent}  »{_short(quote)}«" for quote in reason.quotes)
    if reason.rules:
        yield f"{indent}  {'found by' if english else 'fundet af'}: {', '.join(reason.rules)}"
    for premise in reason.premises:
        yield from lines(store, premise, language, depth + 1)


def _quads(store: ox.Store) -> Iterator[Quad]:
    """What is asserted, as rdflib has it."""
    for quad in store:
        name = getattr(quad.graph_name, "value", "")
        if not name.endswith(f"/id/graph/{GRAPH}"):
            yield _iri(quad.subject), _iri(quad.predicate), _node(quad.object), URIRef(name)


def _iri(term: object) -> URIRef:
    assert isinstance(term, ox.NamedNode)  # our graphs have no blank nodes
    return URIRef(term.value)


def _node(term: object) -> URIRef | Literal:
    if not isinstance(term, ox.Literal):
        return _iri(term)
    if term.language:
        return Literal(term.value, lang=term.language)
    return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)


def _after(store: ox.Store, things: Iterable[object], step: URIRef) -> Iterator[ox.NamedNode | ox.Literal]:
    for thing in things:
        if isinstance(thing, ox.NamedNode):
            for quad in store.quads_for_pattern(thing, ox.NamedNode(str(step)), None):
                if isinstance(quad.object, ox.NamedNode | ox.Literal):
                    yield quad.object


def _property(store: ox.Store, words: str) -> ox.NamedNode:
    """A property by IRI, prefix and name, name alone, or label; ``a`` is the class of a thing."""
    if words == "a":
        return ox.NamedNode(str(RDF.type))
    prefix, _, local = words.partition(":")
    known = sorted({quad.predicate.value for quad in store})
    exact = t.PREFIXES.get(prefix, "") + local if prefix in t.PREFIXES else words.strip("<>")
    fits = [iri for iri in known if iri == exact] or [
        iri
        for iri in known
        if iri.endswith((f"/{words}", f"#{words}"))
        or words in (label(store, ox.NamedNode(iri), "da"), label(store, ox.NamedNode(iri), "en"))
    ]
    if not fits:
        raise QueryError(
            f"{words!r} is no property of the graph; give it with its prefix, e.g. led:inTensionWith."
        )
    if len(fits) > 1:
        raise QueryError(
            f"{words!r} may be {', '.join(fits[:3])}; give it with its prefix, e.g. led:inTensionWith."
        )
    return ox.NamedNode(fits[0])


def _class(store: ox.Store, words: str) -> ox.NamedNode:
    prefix, _, local = words.partition(":")
    exact = t.PREFIXES.get(prefix, "") + local if prefix in t.PREFIXES else words.strip("<>")
    kinds = {quad.object.value for quad in store.quads_for_pattern(None, ox.NamedNode(str(RDF.type)), None)}  # type: ignore[union-attr]
    fits = [kind for kind in sorted(kinds) if kind == exact or kind.endswith((f"/{words}", f"#{words}"))]
    if len(fits) != 1:
        raise QueryError(f"{words!r} is no class of the graph; give it with its prefix, e.g. led:Paradox.")
    return ox.NamedNode(fits[0])


def _not_said(
    store: ox.Store, thing: ox.NamedNode, relation: ox.NamedNode, found: Iterable[object]
) -> QueryError:
    shown = sorted(f"»{_called(store, _node(one), 'da')}«" for one in found)[:3]
    name, who = relation.value.rpartition("/")[2].rpartition("#")[2], _called(store, _iri(thing), "da")
    if not shown:
        return QueryError(f"the graph does not say so of »{who}«; it has no {name} at all.")
    return QueryError(f"the graph does not say so of »{who}«; its {name} is {', '.join(shown)}.")


def _called(store: ox.Store, node: Node, language: str) -> str:
    if isinstance(node, Literal):
        return f"»{_short(str(node))}«"
    if node == RDF.type:
        return "is a" if language == "en" else "er en"
    named = ox.NamedNode(str(node))
    words = label(store, named, language) or next(iter(_after(store, [named], t.LED_TEXT)), None)
    if words is None:
        return _of_kind(store, named, language)
    text = words if isinstance(words, str) else getattr(words, "value", str(node))
    return _short(text)


def _of_kind(store: ox.Store, thing: ox.NamedNode, language: str) -> str:
    """What a thing without a name is called: its class, and what it joins or else the end of its IRI."""
    kinds = (
        kind for kind in sorted(_after(store, [thing], RDF.type), key=str) if isinstance(kind, ox.NamedNode)
    )
    named = next(filter(None, (label(store, kind, language) for kind in kinds)), None)
    ends = [one for step in _JOINED for one in _after(store, [thing], step) if isinstance(one, ox.NamedNode)]
    joined = " – ".join(filter(None, (label(store, end, language) for end in ends)))
    return f"{named} {joined or thing.value.rpartition('/')[2]}" if named else thing.value


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
