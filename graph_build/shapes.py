"""The plain part of SHACL that our shapes use, compiled once and checked in plain Python.

pySHACL takes a second and more for one document's graph; this takes a hundredth and tells the same. Where a
shape uses what is not known here, compiling says so, and pySHACL must be asked.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection as Listed
from rdflib.term import Node

from graph_build.nquads import Text, as_node, is_literal, lexical, term
from graph_build.things import Things
from ontology import load

__all__ = ["Broken", "UnknownConstraint", "broken"]


class UnknownConstraint(Exception):  # noqa: N818 - tells what a shape uses, no fault
    """A shape uses a part of SHACL that is not checked here."""


class Broken(NamedTuple):
    """A shape that a thing does not meet; things and values as text."""

    focus: Text
    messages: tuple[str, str]
    severity: Node
    path: Text | None
    value: Text | None


Path = tuple[tuple[Text, bool], ...]
"""Steps, each a property and whether it is walked backwards."""
Test = Callable[[Things, Text], bool]


@dataclass(slots=True)
class _Shape:
    """What one node or property shape asks for."""

    messages: tuple[str, str] = ("", "")
    severity: Node = SH.Violation
    path: Path = ()
    shown: Text | None = None
    least: int = 0
    most: int | None = None
    one_per_language: bool = False
    must_have: tuple[Text, ...] = ()
    less_than: tuple[Text, ...] = ()
    tests: list[Test] = field(default_factory=list)
    properties: list["_Shape"] = field(default_factory=list)


_TYPE: Final = term(RDF.type)
_TOLD: Final = {SH.path, SH.message, SH.severity, SH.targetClass, SH.targetSubjectsOf, RDF.type}


class _Compiler:
    def __init__(self, graph: Graph, below: dict[Node, frozenset[Node]]) -> None:
        self._graph = graph
        self._below = below
        self._done: dict[Node, _Shape] = {}

    def shape(self, node: Node) -> _Shape:
        """The compiled form of a shape, made once."""
        if node in self._done:
            return self._done[node]
        shape = self._done[node] = _Shape()
        told = {m.language: str(m) for m in self._graph.objects(node, SH.message) if isinstance(m, Literal)}
        shape.messages = (told.get("da", ""), told.get("en", ""))
        shape.severity = self._graph.value(node, SH.severity) or SH.Violation
        path = self._graph.value(node, SH.path)
        if path is not None:
            shape.path, shape.shown = self._path(path), term(path) if isinstance(path, URIRef) else None
        for constraint, value in self._graph.predicate_objects(node):
            if constraint not in _TOLD:
                self._add(shape, constraint, value)
        return shape

    def _path(self, node: Node) -> Path:
        if isinstance(node, URIRef):
            return ((term(node), False),)
        inverse = self._graph.value(node, SH.inversePath)
        if isinstance(inverse, URIRef):
            return ((term(inverse), True),)
        steps = list(Listed(self._graph, node)) if (node, RDF.first, None) in self._graph else []
        if not steps or not all(isinstance(step, URIRef) for step in steps):
            raise UnknownConstraint(f"path {node}")
        return tuple((term(step), False) for step in steps)

    def _add(self, shape: _Shape, constraint: Node, value: Node) -> None:
        if constraint == SH.property:
            shape.properties.append(self.shape(value))
        elif constraint == SH.minCount:
            shape.least = int(str(value))
        elif constraint == SH.maxCount:
            shape.most = int(str(value))
        elif constraint == SH.uniqueLang:
            shape.one_per_language = str(value) == "true"
        elif constraint == SH.hasValue:
            shape.must_have += (term(value),)
        elif constraint == SH.lessThan and isinstance(value, URIRef):
            shape.less_than += (term(value),)
        else:
            shape.tests.append(self._test(constraint, value))

    def _test(self, constraint: Node, value: Node) -> Test:
        words = str(value)
        if constraint == SH["class"]:
            kinds = frozenset(map(term, self._below.get(value, frozenset()) | {value}))
            return lambda things, node: not kinds.isdisjoint(things.objects(node, _TYPE))
        if constraint == SH.datatype:
            return _of_datatype(value)
        if constraint == SH.nodeKind and value in (SH.IRI, SH.Literal):
            wanted = value == SH.Literal
            return lambda _, node: is_literal(node) == wanted
        if constraint == SH.pattern:
            pattern = re.compile(words)
            return lambda _, node: bool(pattern.search(lexical(node)))
        if constraint == SH.minLength:
            least = int(words)
            return lambda _, node: len(lexical(node)) >= least
        if constraint in (SH.minInclusive, SH.maxInclusive):
            bound, at_least = Decimal(words), constraint == SH.minInclusive
            return lambda _, node: _within(node, bound, at_least)
        if constraint == SH.languageIn:
            tags = {str(tag) for tag in Listed(self._graph, value)}
            return lambda _, node: is_literal(node) and _language(node).split("-")[0] in tags
        if constraint == SH["in"]:
            allowed = set(map(term, Listed(self._graph, value)))
            return lambda _, node: node in allowed
        if constraint == SH.node:
            inner = self.shape(value)
            return lambda things, node: _meets(things, node, inner)
        if constraint == SH["or"]:
            ways = [self.shape(way) for way in Listed(self._graph, value)]
            return lambda things, node: any(_meets(things, node, way) for way in ways)
        raise UnknownConstraint(str(constraint))


@lru_cache(maxsize=8)
def _compiled(base: str) -> tuple[tuple[_Shape, frozenset[Text], frozenset[Text]], ...]:
    """Every shape with a target, the classes whose things it is for, and the properties."""
    graph, model = load.shapes(base), load.ontology(base)
    above: dict[Node, frozenset[Node]] = {
        kind: frozenset(o for o in model.transitive_objects(kind, RDFS.subClassOf) if o and o != kind)
        for kind in set(model.subjects(RDFS.subClassOf))
    }
    under = {
        kind: frozenset(low for low, higher in above.items() if kind in higher)
        for kind in frozenset().union(*above.values())
    }
    compiler, found = _Compiler(graph, under), []
    for node in sorted(set(graph.subjects(RDF.type, SH.NodeShape)), key=str):
        classes = set(graph.objects(node, SH.targetClass))
        below = {kind for kind, higher in above.items() if higher & classes}
        properties = frozenset(graph.objects(node, SH.targetSubjectsOf))
        shape = compiler.shape(node)
        if classes or properties:
            found.append((shape, frozenset(map(term, classes | below)), frozenset(map(term, properties))))
    unknown = set(graph.predicates()) & {
        SH.targetNode,
        SH.targetObjectsOf,
        SH.target,
        SH.deactivated,
        SH.sparql,
    }
    if unknown or any(isinstance(node, BNode) for node in graph.subjects(RDF.type, SH.NodeShape)):
        raise UnknownConstraint(str(sorted(map(str, unknown))))
    return tuple(found)


def broken(things: Things, base: str = load.BASE) -> Iterator[Broken]:
    """Give every shape that a thing of the upper layer does not meet.

    Raises:
        UnknownConstraint: A shape uses what is not checked here.
    """
    for shape, classes, properties in _compiled(base):
        focuses = {thing for kind in classes for thing in things.own_subjects(_TYPE, kind)}
        for property_ in properties:
            focuses.update(things.with_property(property_))
        found: list[Broken] = []
        if not _all_meet(things, list(focuses), shape):
            for focus in focuses:
                _look(things, focus, shape, found)
        yield from found


def _all_meet(things: Things, nodes: Collection[Text], shape: _Shape) -> bool:
    """Whether things meet a shape all together; looked at value by value of a property, not thing by thing.

    Nearly all do, and then which one does not need not be found out.
    """
    rows: Sequence[Collection[Text]] = [(node,) for node in nodes]
    if shape.path:
        rows = _rows(things, nodes, shape.path)
    counts = set(map(len, rows))
    if counts and (min(counts) < shape.least or (shape.most is not None and max(counts) > shape.most)):
        return False
    values = set(chain.from_iterable(rows))
    return (
        all(test(things, value) for test in shape.tests for value in values)
        and not (shape.one_per_language and any(map(_repeats_a_language, rows)))
        and all(needed in row for needed in shape.must_have for row in rows)
        and all(
            _is_less(value, more)
            for other in shape.less_than
            for node, row in zip(nodes, rows, strict=True)
            for more in things.objects(node, other)
            for value in row
        )
        and all(_all_meet(things, values, property_) for property_ in shape.properties)
    )


def _rows(things: Things, nodes: Iterable[Text], path: Path) -> Sequence[Collection[Text]]:
    """The values to which a path leads from each of some things."""
    (step, backwards), *more = path
    rows = [things.subjects(step, node) for node in nodes] if backwards else things.column(nodes, step)
    if not more:
        return rows
    return [_walk(things, row, more) for row in rows]


def _meets(things: Things, focus: Text, shape: _Shape) -> bool:
    found: list[Broken] = []
    _look(things, focus, shape, found)
    return not found


def _look(things: Things, focus: Text, shape: _Shape, found: list[Broken]) -> None:
    """Add to what is found whatever of a shape a thing does not meet."""
    values = _walk(things, [focus], shape.path) if shape.path else [focus]
    count = len(values)
    if shape.path and count < shape.least:
        found.append(_broken(focus, shape))
    if shape.most is not None and count > shape.most:
        found.append(_broken(focus, shape))
    if shape.one_per_language and _repeats_a_language(values):
        found.append(_broken(focus, shape))
    for needed in shape.must_have:
        if needed not in values:
            found.append(_broken(focus, shape))
    for test in shape.tests:
        for value in values:
            if not test(things, value):
                found.append(_broken(focus, shape, value))
    for other in shape.less_than:
        for more in things.objects(focus, other):
            found += [_broken(focus, shape, value) for value in values if not _is_less(value, more)]
    for property_ in shape.properties:
        for value in values:
            _look(things, value, property_, found)


def _broken(focus: Text, shape: _Shape, value: Text | None = None) -> Broken:
    return Broken(focus, shape.messages, shape.severity, shape.shown, value)


def _walk(things: Things, nodes: Collection[Text], path: Iterable[tuple[Text, bool]]) -> Collection[Text]:
    """The values to which a path leads from some things, each once."""
    found = nodes
    for step, backwards in path:
        ways = [things.subjects(step, at) if backwards else things.objects(at, step) for at in found]
        found = ways[0] if len(ways) == 1 else list(dict.fromkeys(chain.from_iterable(ways)))
    return found


def _language(node: Text) -> str:
    """A literal's language, empty where it has none."""
    return node[node.rindex('"') + 1 :].partition("@")[2]


def _repeats_a_language(values: Collection[Text]) -> bool:
    tags = [tag for value in values if is_literal(value) and (tag := _language(value))]
    return len(tags) != len(set(tags))


def _of_datatype(wanted: Node) -> Test:
    """The test that a value is a literal of a datatype, and well written."""
    if wanted == RDF.langString:
        return lambda _, node: is_literal(node) and bool(_language(node))
    ending = '"' if wanted == XSD.string else f'"^^{term(wanted)}'
    plain, whole = wanted == XSD.string, wanted == XSD.integer

    def is_of_datatype(_: Things, node: Text) -> bool:
        if not (node.endswith(ending) and is_literal(node)):
            return False
        return plain or (whole and node[1 : -len(ending)].isdecimal()) or _is_well_written(node)

    return is_of_datatype


@lru_cache(1 << 12)
def _is_well_written(node: Text) -> bool:
    value = as_node(node)
    return isinstance(value, Literal) and not value.ill_typed


@lru_cache(1 << 12)
def _number(node: Text) -> Decimal | None:
    try:
        return Decimal(lexical(node)) if is_literal(node) else None
    except InvalidOperation:
        return None


def _within(node: Text, bound: Decimal, at_least: bool) -> bool:
    number = _number(node)
    return number is not None and (number >= bound if at_least else number <= bound)


def _is_less(one: Text, other: Text) -> bool:
    less, more = _number(one), _number(other)
    return less is not None and more is not None and less < more
