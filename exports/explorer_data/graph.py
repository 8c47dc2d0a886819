"""The graph view's data in columns: things, the links between them, and where each stands on the map.

What a statement links, two actors or an actor and a theme, is also given as one link that stands for all such
statements (``shared``), so that a map of themes, paradoxes and actors alone holds together.
"""

from collections import Counter
from itertools import product
from typing import Any, Final

import numpy as np

from exports.explorer_data.positions import Places, place
from exports.projection import Node, Projection, kinds, relations

__all__ = ["graph"]

_FIRST: Final = ("theme", "paradox", "person", "organisation", "group", "document", "event")
"""Kinds that are shown at first; what is said appears as one expands a thing or comes closer."""
_ACTORS: Final = ("person", "organisation", "group")
_SHARED: Final = 4
"""Most links that stand for statements, for each actor."""
_FAR: Final = {"broader": 2.0, "recorded-in": 2.0, "in-tension-with": 1.5, "emphasises": 1.5, "excused": 1.5}
_FAR_QUIET: Final = 3.0
_PULL: Final = {"pole": 4.0, "answer": 4.0, "opposed-to": 3.0, "member": 2.0, "took-part": 2.0}
_ROOM: Final = {"document": 64.0, "theme": 60.0, "paradox": 60.0, "event": 48.0}
_ROOM_ACTOR: Final = 42.0
_ROOM_SAID: Final = 24.0


def graph(projection: Projection, base: str) -> dict[str, Any]:
    """Give the graph of a projection, its nodes and edges in the projection's order.

    Args:
        projection: Things and relations.
        base: The IRI under which things stand; an id is what follows it.
    """
    at = {node.iri: number for number, node in enumerate(projection.nodes)}
    rows = [
        (at[link.source], at[link.target], link.relation, link.note)
        for link in projection.links
        if link.source != link.target
    ]
    weight = _weights(len(at), rows)
    shared = _shared(projection, rows)
    leads = _leads(projection.nodes, rows, shared)
    places = _places(projection.nodes, leads, weight, rows, shared)
    used = sorted({row[2] for row in rows})
    return {
        "first": list(_FIRST),
        "kinds": [_kind(key) for key in kinds()],
        "relations": [_relation(key) for key in used],
        "nodes": _nodes(projection, base, at, weight, places) | {"leads": [int(lead) for lead in leads]},
        "edges": {
            "source": [row[0] for row in rows],
            "target": [row[1] for row in rows],
            "kind": [used.index(row[2]) for row in rows],
            "note": {str(number): row[3] for number, row in enumerate(rows) if row[3]},
        },
        "shared": {
            "source": [pair[0] for pair in shared],
            "target": [pair[1] for pair in shared],
            "weight": list(shared.values()),
        },
    }


_Row = tuple[int, int, str, str]


def _weights(count: int, rows: list[_Row]) -> list[int]:
    """Give the number of links of each node, those left out that most things have."""
    loud = Counter(end for row in rows if not relations()[row[2]].quiet for end in row[:2])
    return [loud[number] for number in range(count)]


def _shared(projection: Projection, rows: list[_Row]) -> dict[tuple[int, int], int]:
    """Give actor and theme, or actor and paradox, with the number of statements that link the two."""
    near: dict[int, set[int]] = {}
    direct = {row[:2] for row in rows}
    for source, target, relation, _note in rows:
        if not relations()[relation].quiet and projection.nodes[source].kind not in _FIRST:
            near.setdefault(source, set()).add(target)
    found: Counter[tuple[int, int]] = Counter()
    for said in sorted(near):
        actors = [n for n in sorted(near[said]) if projection.nodes[n].kind in _ACTORS]
        others = [n for n in sorted(near[said]) if projection.nodes[n].kind in ("theme", "paradox")]
        found.update(pair for pair in product(actors, others) if pair not in direct)
    kept: Counter[int] = Counter()
    best: dict[tuple[int, int], int] = {}
    for pair, count in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        if kept[pair[0]] < _SHARED:
            kept[pair[0]] += 1
            best[pair] = count
    return dict(sorted(best.items()))


def _leads(nodes: tuple[Node, ...], rows: list[_Row], shared: dict[tuple[int, int], int]) -> list[bool]:
    """Tell of each node whether it is shown at first: of a first kind, and linked by more than its name."""
    telling = {
        end for row in rows if row[2] != "broader" and not relations()[row[2]].quiet for end in row[:2]
    }
    telling |= {end for pair in shared for end in pair}
    return [
        node.kind in ("document", "theme") or (node.kind in _FIRST and number in telling)
        for number, node in enumerate(nodes)
    ]


def _places(
    nodes: tuple[Node, ...],
    leads: list[bool],
    weight: list[int],
    rows: list[_Row],
    shared: dict[tuple[int, int], int],
) -> Places:
    room = np.array([_room(node.kind) for node in nodes], dtype=np.float64)
    # Documents lead too, so that what nothing else holds gathers around its document.
    rank = np.array(
        [(weight[at] + _room(node.kind)) * leads[at] for at, node in enumerate(nodes)], dtype=np.float64
    )
    drawn = [(r[0], r[1], 0.05 if relations()[r[2]].quiet else _PULL.get(r[2], 1.0)) for r in rows]
    drawn += [(one, other, 0.5 * min(count, 6)) for (one, other), count in shared.items()]
    table = np.array(drawn, dtype=np.float64).reshape(-1, 3)
    return place(room, rank, table[:, :2].astype(np.int64), table[:, 2])


def _room(kind: str) -> float:
    return _ROOM.get(kind, _ROOM_ACTOR if kind in _ACTORS else _ROOM_SAID)


def _nodes(
    projection: Projection, base: str, at: dict[str, int], weight: list[int], places: Places
) -> dict[str, Any]:
    order = list(kinds())
    nodes = projection.nodes
    said = {n: _said(node, at) for n, node in enumerate(nodes) if node.evidence}
    return {
        "id": [node.iri.removeprefix(base) for node in nodes],
        "kind": [order.index(node.kind) for node in nodes],
        "da": [node.label for node in nodes],
        "en": {str(n): node.label_en for n, node in enumerate(nodes) if node.label_en != node.label},
        "weight": weight,
        "x": places.x.tolist(),
        "y": places.y.tolist(),
        "documents": [[at[one] for one in node.documents if one in at] for node in nodes],
        "themes": [[at[one] for one in node.themes if one in at] for node in nodes],
        "said": {str(n): words for n, words in said.items()},
    }


def _said(node: Node, at: dict[str, int]) -> list[Any]:
    """Give a thing's first words: document, offset, voice, and the words unless they are its label."""
    first = node.evidence[0]
    quote = "" if first.quote == node.label else first.quote
    return [at.get(first.document, -1), first.start, first.voice or "", quote]


def _kind(key: str) -> dict[str, str]:
    kind = kinds()[key]
    names = ("key", "da", "en", "plural_da", "plural_en", "colour", "shape")
    return {**{name: getattr(kind, name) for name in names}, "size": str(kind.size)}


def _relation(key: str) -> dict[str, Any]:
    relation = relations()[key]
    far = _FAR.get(key, _FAR_QUIET if relation.quiet else 1.0)
    names = ("key", "da", "en", "back_da", "back_en", "quiet")
    return {**{name: getattr(relation, name) for name in names}, "far": far}
