"""The model as a class diagram in SVG, drawn from its Turtle: boxes with values, arrows between them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import product
from typing import Final

import networkx as nx
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.term import Node

from ontology import terms as t

__all__ = ["draw"]

_WIDTH, _LINE, _GAP_X, _GAP_Y, _PAD = 230, 17, 130, 26, 10
_OWN: Final = t.PREFIXES["led"]
_BORROWED: Final = {str(t.SCHEMA_QUESTION), str(t.SCHEMA_ANSWER)}
"""Other people's classes that are statements too, and are drawn in grey beside ours."""
_MOST_IN_COLUMN: Final = 7
_GREY, _DARK, _BLUE = "#7b8490", "#38424f", "#0b57a4"


@dataclass(frozen=True, slots=True)
class _Box:
    """A class: where it stands, its label and the lines below."""

    iri: str
    x: float
    y: float
    height: float
    label: str
    values: tuple[str, ...]
    own: bool


def draw(graph: Graph, language: str, links: Mapping[str, str] | None = None) -> str:
    """Give the diagram as an SVG element; the same for the same model.

    Args:
        graph: The model.
        language: ``da`` or ``en``, for the labels.
        links: Addresses of pages by IRI, for the boxes.
    """
    arrows, values = _arrows(graph, language), _values(graph, language)
    subs = [
        (str(sub), str(sup))
        for sub, sup in sorted(graph.subject_objects(RDFS.subClassOf), key=str)
        if _has_box(str(sub)) and _has_box(str(sup))
    ]
    own = {str(cls) for cls in graph.subjects(RDF.type, OWL.Class) if str(cls).startswith(_OWN)}
    known = sorted({end for pair in (*arrows, *subs) for end in pair} | set(values) | own)
    boxes = _boxes(graph, language, known, values, [*arrows, *subs])
    width = max(box.x for box in boxes.values()) + _WIDTH + 40
    height = max(box.y + box.height for box in boxes.values()) + 40
    title = "Klassediagram" if language == "da" else "Class diagram"
    role = "group" if links else "img"  # a picture with links in it is more than a picture
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="{role}" aria-label="{title}" '
        f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}" '
        'font-family="sans-serif" font-size="12">',
        f"<title>{title}</title>",
        _MARKERS,
        *(_line(boxes[sub], boxes[sup], "", "sub") for sub, sup in subs),
        *(_line(boxes[a], boxes[b], ", ".join(names), "arrow") for (a, b), names in sorted(arrows.items())),
        *(_drawn(box, (links or {}).get(iri)) for iri, box in sorted(boxes.items())),
        *(_words(boxes[a], boxes[b], names) for (a, b), names in sorted(arrows.items())),
        "</svg>",
    ]
    return "\n".join(filter(None, parts)) + "\n"


_MARKERS: Final = (
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
    f'orient="auto"><path d="M0 0L8 4L0 8z" fill="{_DARK}"/></marker>'
    '<marker id="sub" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="11" markerHeight="11" '
    f'orient="auto"><path d="M0 0L10 5L0 10z" fill="#fff" stroke="{_GREY}"/></marker></defs>'
)


def _label(graph: Graph, term: Node, language: str) -> str:
    words = {getattr(label, "language", ""): str(label) for label in graph.objects(term, RDFS.label)}
    return words.get(language, str(term).rpartition("/")[2].rpartition("#")[2])


def _ends(graph: Graph, term: Node, own: URIRef, more: URIRef) -> list[str]:
    return sorted({str(end) for path in (own, more) for end in graph.objects(term, path)})


def _properties(graph: Graph) -> Iterator[tuple[Node, list[str], list[str]]]:
    """Our own properties between things, with the classes at both ends; of two inverses only one."""
    inverse = {other for one, other in graph.subject_objects(OWL.inverseOf) if str(one).startswith(_OWN)}
    for term in sorted(graph.subjects(RDF.type, OWL.ObjectProperty), key=str):
        if str(term).startswith(_OWN) and term not in inverse:
            starts = _ends(graph, term, RDFS.domain, t.SCHEMA_DOMAIN_INCLUDES)
            yield term, starts, _ends(graph, term, RDFS.range, t.SCHEMA_RANGE_INCLUDES)


def _has_box(cls: str) -> bool:
    return cls.startswith(_OWN) or cls in _BORROWED


def _is_drawn(start: str, end: str) -> bool:
    """Whether a property is an arrow: between two classes of ours. Others stand in the box."""
    return start != end and start.startswith(_OWN) and end.startswith(_OWN)


def _arrows(graph: Graph, language: str) -> dict[tuple[str, str], list[str]]:
    """The labels of the properties that are drawn, by the pair of classes that they lead between."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for term, starts, ends in _properties(graph):
        for start, end in product(starts, ends):
            if _is_drawn(start, end):
                found[start, end].append(_label(graph, term, language))
    return dict(found)


def _values(graph: Graph, language: str) -> dict[str, list[str]]:
    """The lines of each class's box: its values, then the properties that are not drawn."""
    found: dict[str, list[str]] = defaultdict(list)
    for term in sorted(graph.subjects(RDF.type, OWL.DatatypeProperty), key=str):
        if str(term).startswith(_OWN):
            for start in _ends(graph, term, RDFS.domain, t.SCHEMA_DOMAIN_INCLUDES):
                found[start].append(_label(graph, term, language))
    for term, starts, ends in _properties(graph):
        for start in starts:
            told = [_label(graph, URIRef(end), language) for end in ends if not _is_drawn(start, end)]
            if told:
                few = (
                    told[0]
                    if len(told) == 1
                    else f"{len(told)} " + ("slags" if language == "da" else "kinds")
                )
                found[start].append(f"{_label(graph, term, language)} → {few}")
    return found


def _boxes(
    graph: Graph,
    language: str,
    known: Sequence[str],
    values: Mapping[str, Sequence[str]],
    pairs: Sequence[tuple[str, str]],
) -> dict[str, _Box]:
    """Boxes in columns: what points at others to the left of them, the unlinked below where there is room."""
    linked = {end for pair in pairs for end in pair}
    columns = _columns(pairs)
    tallest = max(sum(_height(values.get(iri, ())) + _GAP_Y for iri in column) for column in columns)

    def box(iri: str, x: float, y: float) -> _Box:
        lines = tuple(values.get(iri, ()))
        label = _label(graph, URIRef(iri), language)
        return _Box(iri, x, y, _height(lines), label, lines, iri.startswith(_OWN))

    boxes: dict[str, _Box] = {}
    for number, column in enumerate(columns):
        y = 20 + (tallest - sum(_height(values.get(iri, ())) + _GAP_Y for iri in column)) / 2
        for iri in column:
            boxes[iri] = box(iri, 20 + number * (_WIDTH + _GAP_X), y)
            y += boxes[iri].height + _GAP_Y
    beneath = [20.0 + tallest + _GAP_Y] * max(1, (len(columns) * (_WIDTH + _GAP_X)) // (_WIDTH + _GAP_Y))
    for iri in sorted(set(known) - linked):
        at = beneath.index(min(beneath))
        boxes[iri] = box(iri, 20 + at * (_WIDTH + _GAP_Y), beneath[at])
        beneath[at] += boxes[iri].height + _GAP_Y
    return boxes


def _height(values: Sequence[str]) -> float:
    return 30 + _LINE * len(values) + (_PAD if values else 0)


def _columns(pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Linked classes in layers along their arrows, a few in a column."""
    network = nx.DiGraph()
    network.add_edges_from(sorted(pair for pair in set(pairs) if pair[0] != pair[1]))
    together = nx.condensation(network)
    depth: dict[int, int] = {}
    for part in nx.lexicographical_topological_sort(
        together, key=lambda n: min(together.nodes[n]["members"])
    ):
        depth[part] = max((depth[before] + 1 for before in together.predecessors(part)), default=0)
    layers: dict[int, list[str]] = defaultdict(list)
    for part, at in sorted(depth.items()):
        layers[at] += sorted(together.nodes[part]["members"])
    columns: list[list[str]] = []
    place: dict[str, float] = {}
    for at in sorted(layers):
        ordered = sorted(layers[at], key=lambda iri: (_middle(network, iri, place), iri))
        for start in range(0, len(ordered), _MOST_IN_COLUMN):
            columns.append(ordered[start : start + _MOST_IN_COLUMN])
            place |= {iri: float(row) for row, iri in enumerate(columns[-1])}
    return columns


def _middle(network: "nx.DiGraph[str]", iri: str, place: Mapping[str, float]) -> float:
    """The mean row of those before it that have one."""
    rows = [place[before] for before in sorted(network.predecessors(iri)) if before in place]
    return sum(rows) / len(rows) if rows else 0.0


def _drawn(box: _Box, link: str | None) -> str:
    fill, stroke = ("#e8f1fb", _BLUE) if box.own else ("#f4f5f7", _GREY)
    middle = box.x + _WIDTH / 2
    lines = [
        f'<rect x="{box.x:.0f}" y="{box.y:.0f}" width="{_WIDTH}" height="{box.height:.0f}" rx="4" '
        f'fill="{fill}" stroke="{stroke}"/>',
        f'<text x="{middle:.0f}" y="{box.y + 20:.0f}" text-anchor="middle" font-weight="bold" fill="#111">'
        f"{escape(box.label)}</text>",
    ]
    if box.values:
        y = box.y + 30
        lines.append(f'<path d="M{box.x:.0f} {y:.0f}h{_WIDTH}" stroke="{stroke}"/>')
    for number, value in enumerate(box.values):
        y = box.y + 30 + _LINE * (number + 1)
        lines.append(f'<text x="{box.x + 10:.0f}" y="{y:.0f}" fill="#333">{escape(value)}</text>')
    drawn = "".join(lines)
    return f'<a href="{escape(link)}">{drawn}</a>' if link else drawn


def _points(a: _Box, b: _Box) -> tuple[float, float, float, float]:
    """Where a line leaves one box and meets the other: side to side, or below and above in one column."""
    if a.x < b.x:
        return a.x + _WIDTH, a.y + a.height / 2, b.x, b.y + b.height / 2
    if a.x > b.x:
        return a.x, a.y + a.height / 2, b.x + _WIDTH, b.y + b.height / 2
    return a.x + _WIDTH, a.y + a.height / 2, b.x + _WIDTH, b.y + b.height / 2


def _line(a: _Box, b: _Box, words: str, kind: str) -> str:
    x, y, to_x, to_y = _points(a, b)
    bow = 60.0 if a.x == b.x else (to_x - x) / 2
    back = -bow if a.x == b.x else bow
    stroke = f'stroke="{_GREY}" stroke-dasharray="4 3"' if kind == "sub" else f'stroke="{_DARK}"'
    path = f"M{x:.0f} {y:.0f}C{x + bow:.0f} {y:.0f} {to_x - back:.0f} {to_y:.0f} {to_x:.0f} {to_y:.0f}"
    told = f"<title>{escape(words)}</title>" if words else ""
    return f'<path d="{path}" fill="none" {stroke} marker-end="url(#{kind})">{told}</path>'


def _words(a: _Box, b: _Box, names: Sequence[str]) -> str:
    """The properties' names at the middle of their line, one below the other, on a white ground."""
    x, y, to_x, to_y = _points(a, b)
    middle_x, middle_y = (x + to_x) / 2 + (48 if a.x == b.x else 0), (y + to_y) / 2
    top = middle_y - _LINE * (len(names) - 1) / 2
    return "".join(
        f'<text x="{middle_x:.0f}" y="{top + _LINE * at + 4:.0f}" text-anchor="middle" font-size="11" '
        f'fill="#111" stroke="#fff" stroke-width="4" paint-order="stroke">{escape(name)}</text>'
        for at, name in enumerate(names)
    )
