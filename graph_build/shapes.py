"""The plain part of SHACL that our shapes use, compiled once and checked in plain Python.

pySHACL takes a second and more for one document's graph; this takes a hundredth and tells the same. Where a
shape uses what is not known here, compiling says so, and pySHACL must be asked.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final, NamedTuple

from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from graph_build.things import Things
from ontology import load

__all__ = ["Broken", "UnknownConstraint", "broken"]


class UnknownConstraint(Exception):  # noqa: N818 - tells what a shape uses, no fault
    """A shape uses a part of SHACL that is not checked here."""


class Broken(NamedTuple):
    """A shape that a thing does not meet."""

    focus: Node
    messages: tuple[str, str]
    severity: Node
    path: Node | None
    value: Node | None


Path = tuple[tuple[URIRef, bool], ...]
"""Steps, each a property and whether it is walked backwards."""
Test = Callable[[Things, Node], bool]


@dataclass(slots=True)
class _Shape:
    """What one node or property shape asks for."""

    messages: tuple[str, str] = ("", "")
    severity: Node = SH.Violation
    path: Path = ()
    shown: Node | None = None
    least: int = 0
    most: int | None = None
    one_per_language: bool = False
    must_have: tuple[Node, ...] = ()
    less_than: tuple[URIRef, ...] = ()
    tests: list[Test] = field(default_factory=list)
    properties: list["_Shape"] = field(default_factory=list)


_TOLD: Final = {SH.path, SH.message, SH.severity, SH.targetClass, SH.targetSubjectsOf, RDF.type}


class _Compiler:
    def __init__(self, graph: Graph, above: dict[Node, frozenset[Node]]) -> None:
        self._graph = graph
        self._above = above
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
            shape.path, shape.shown = self._path(path), path if isinstance(path, URIRef) else None
        for constraint, value in self._graph.predicate_objects(node):
            if constraint not in _TOLD:
                self._add(shape, constraint, value)
        return shape

    def _path(self, node: Node) -> Path:
        if isinstance(node, URIRef):
            return ((node, False),)
        inverse = self._graph.value(node, SH.inversePath)
        if isinstance(inverse, URIRef):
            return ((inverse, True),)
        steps = list(Collection(self._graph, node)) if (node, RDF.first, None) in self._graph else []
        if not steps or not all(isinstance(step, URIRef) for step in steps):
            raise UnknownConstraint(f"path {node}")
        return tuple((step, False) for step in steps if isinstance(step, URIRef))

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
            shape.must_have += (value,)
        elif constraint == SH.lessThan and isinstance(value, URIRef):
            shape.less_than += (value,)
        else:
            shape.tests.append(self._test(constraint, value))

    def _test(self, constraint: Node, value: Node) -> Test:
        words = str(value)
        if constraint == SH["class"]:
            return lambda things, node: self.is_a(things, node, value)
        if constraint == SH.datatype:
            return lambda _, node: _is_of_datatype(node, value)
        if constraint == SH.nodeKind and value in (SH.IRI, SH.Literal):
            kind = URIRef if value == SH.IRI else Literal
            return lambda _, node: isinstance(node, kind)
        if constraint == SH.pattern:
            pattern = re.compile(words)
            return lambda _, node: bool(pattern.search(str(node)))
        if constraint == SH.minLength:
            least = int(words)
            return lambda _, node: len(str(node)) >= least
        if constraint in (SH.minInclusive, SH.maxInclusive):
            bound, at_least = Decimal(words), constraint == SH.minInclusive
            return lambda _, node: _within(node, bound, at_least)
        if constraint == SH.languageIn:
            tags = {str(tag) for tag in Collection(self._graph, value)}
            return lambda _, node: isinstance(node, Literal) and (node.language or "").split("-")[0] in tags
        if constraint == SH["in"]:
            allowed = set(Collection(self._graph, value))
            return lambda _, node: node in allowed
        if constraint == SH.node:
            inner = self.shape(value)
            return lambda things, node: _meets(things, node, inner)
        if constraint == SH["or"]:
            ways = [self.shape(way) for way in Collection(self._graph, value)]
            return lambda things, node: any(_meets(things, node, way) for way in ways)
        raise UnknownConstraint(str(constraint))

    def is_a(self, things: Things, node: Node, wanted: Node) -> bool:
        """Whether a thing is of a class or of one below it."""
        return any(
            kind == wanted or wanted in self._above.get(kind, ()) for kind in things.objects(node, RDF.type)
        )


@lru_cache(maxsize=8)
def _compiled(base: str) -> tuple[tuple[_Shape, frozenset[Node], frozenset[Node]], ...]:
    """Every shape with a target, the classes whose things it is for, and the properties."""
    graph, model = load.shapes(base), load.ontology(base)
    above: dict[Node, frozenset[Node]] = {
        kind: frozenset(o for o in model.transitive_objects(kind, RDFS.subClassOf) if o and o != kind)
        for kind in set(model.subjects(RDFS.subClassOf))
    }
    compiler, found = _Compiler(graph, above), []
    for node in sorted(set(graph.subjects(RDF.type, SH.NodeShape)), key=str):
        classes = set(graph.objects(node, SH.targetClass))
        below = {kind for kind, higher in above.items() if higher & classes}
        properties = frozenset(graph.objects(node, SH.targetSubjectsOf))
        shape = compiler.shape(node)
        if classes or properties:
            found.append((shape, frozenset(classes | below), properties))
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
        focuses = {thing for kind in classes for thing in things.own_subjects(RDF.type, kind)}
        for property_ in properties:
            focuses.update(things.subjects(property_, None))
        for focus in focuses:
            yield from _breaks(things, focus, shape)


def _meets(things: Things, focus: Node, shape: _Shape) -> bool:
    return next(_breaks(things, focus, shape), None) is None


def _breaks(things: Things, focus: Node, shape: _Shape) -> Iterator[Broken]:
    values = _walk(things, focus, shape.path) if shape.path else [focus]

    def no(value: Node | None = None) -> Broken:
        return Broken(focus, shape.messages, shape.severity, shape.shown, value)

    if shape.path and len(values) < shape.least:
        yield no()
    if shape.most is not None and len(values) > shape.most:
        yield no()
    if shape.one_per_language and _repeats_a_language(values):
        yield no()
    for needed in shape.must_have:
        if needed not in values:
            yield no()
    for test in shape.tests:
        yield from (no(value) for value in values if not test(things, value))
    for other in shape.less_than:
        for more in things.objects(focus, other):
            yield from (no(value) for value in values if not _is_less(value, more))
    for property_ in shape.properties:
        for value in values:
            yield from _breaks(things, value, property_)


def _walk(things: Things, focus: Node, path: Path) -> list[Node]:
    found = [focus]
    for step, backwards in path:
        ways = (things.subjects(step, at) if backwards else things.objects(at, step) for at in found)
        found = list(dict.fromkeys(value for way in ways for value in way))
    return found


def _repeats_a_language(values: list[Node]) -> bool:
    tags = [value.language for value in values if isinstance(value, Literal) and value.language]
    return len(tags) != len(set(tags))


def _is_of_datatype(node: Node, wanted: Node) -> bool:
    if not isinstance(node, Literal):
        return False
    datatype = RDF.langString if node.language else node.datatype or XSD.string
    return datatype == wanted and not node.ill_typed


def _number(node: Node) -> Decimal | None:
    try:
        return Decimal(str(node)) if isinstance(node, Literal) else None
    except InvalidOperation:
        return None


def _within(node: Node, bound: Decimal, at_least: bool) -> bool:
    number = _number(node)
    return number is not None and (number >= bound if at_least else number <= bound)


def _is_less(one: Node, other: Node) -> bool:
    less, more = _number(one), _number(other)
    return less is not None and more is not None and less < more
