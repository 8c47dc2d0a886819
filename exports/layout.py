"""Where each thing stands in the picture, computed once so that nothing moves when the page opens.

Themes and what several documents share stand in the middle; what one document alone holds stands in that
document's region around it. Within a region, things draw near to what they are linked with and make room for
each other; at last all is stretched, for labels and screens are wide. Only sums, products and roots are used,
in a fixed order, so every machine gets the same positions.
"""

import math
from collections import Counter
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from exports.nearness import close_pairs
from exports.projection import Link, Node, Projection, kinds, relations

__all__ = ["Layout", "Region", "lay_out"]

Floats = NDArray[np.float64]

_ROOM: Final = {"theme": 100.0, "event": 60.0, "person": 52.0, "organisation": 52.0, "group": 52.0}
_ROOM_ELSE: Final = 36.0
_PULL: Final = {"pole": 6.0, "opposed-to": 5.0, "answer": 6.0, "took-part": 2.0, "broader": 2.0}
_PULL_ELSE: Final = 1.0
_PULL_ACROSS: Final = 0.03
_STAY: Final = 0.6
_ROUNDS: Final = 220
_WORK: Final = 150_000_000
"""Pairs looked at in all, so that a graph of thousands is laid out in seconds too."""
_MANY: Final = 1500
"""Members from which on a disc's are looked at by a grid, not all with all."""
_CROWDED: Final = 1.22
_ELBOW: Final = 1.12
_GAP: Final = 120.0
_SMALLEST: Final = 140.0
_STRETCH: Final = 1.4
_SCREEN: Final = 1.45
_GOLDEN: Final = 2.399963


@dataclass(frozen=True, slots=True)
class Region:
    """A document's oval, or the middle one where ``document`` is ``None``, by its half width and height."""

    document: str | None
    x: int
    y: int
    half_width: int
    half_height: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Positions, radii and region numbers of nodes by IRI, and the regions; whole numbers, y downwards."""

    positions: dict[str, tuple[int, int]]
    sizes: dict[str, int]
    regions: tuple[Region, ...]
    inside: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Disc:
    members: tuple[int, ...]
    radius: float
    x: float
    y: float


def lay_out(projection: Projection) -> Layout:
    """Give every node its place and size.

    Args:
        projection: Things and relations; equal ones give equal layouts.
    """
    nodes = sorted((node for node in projection.nodes if node.kind != "document"), key=_reading_order)
    titles = [node.iri for node in projection.nodes if node.kind == "document"]
    homes = [_home(node, len(titles)) for node in nodes]
    room = np.array([_ROOM.get(node.kind, _ROOM_ELSE) for node in nodes], dtype=np.float64)
    discs = _discs(homes, room)
    places = _relaxed(_seeds(discs, len(nodes)), room, discs, _springs(nodes, homes, projection.links))
    positions = {node.iri: (round(x), round(y)) for node, (x, y) in zip(nodes, places.tolist(), strict=True)}
    positions |= {title: _on_rim(discs, title, rank) for rank, title in enumerate(titles)}
    positions = {iri: (round(_STRETCH * x), y) for iri, (x, y) in positions.items()}
    regions = tuple(_region(document, disc) for document, disc in discs.items())
    number = {document: at for at, document in enumerate(discs)}
    inside = {node.iri: number[home] for node, home in zip(nodes, homes, strict=True)}
    inside |= {title: number.get(title, 0) for title in titles}
    return Layout(positions, _sizes(projection), regions, inside)


def _reading_order(node: Node) -> tuple[str, int, str, str]:
    first = node.evidence[0] if node.evidence else None
    return (first.document if first else "", first.start if first else -1, node.kind, node.iri)


def _home(node: Node, documents: int) -> str | None:
    alone = len(node.documents) == 1 and node.kind != "theme" and documents > 1
    return node.documents[0] if alone else None


def _region(document: str | None, disc: "_Disc") -> Region:
    x, y, radius = round(_STRETCH * disc.x), round(disc.y), disc.radius
    return Region(document, x, y, round(_STRETCH * radius), round(radius))


def _on_rim(discs: dict[str | None, "_Disc"], document: str, rank: int) -> tuple[int, int]:
    """Give a document its place at the top of its own disc, or above the middle one where it has none."""
    disc = discs.get(document)
    if disc is None:
        return (round(discs[None].x) + 160 * rank, round(discs[None].y - discs[None].radius) - 40)
    return (round(disc.x), round(disc.y - disc.radius) - 20)


def _sizes(projection: Projection) -> dict[str, int]:
    degree = Counter(end for link in projection.links for end in (link.source, link.target))
    grown = {iri: 1 + 0.14 * math.sqrt(min(count, 60)) for iri, count in degree.items()}
    return {
        node.iri: round(kinds()[node.kind].size * (1 if node.kind == "document" else grown.get(node.iri, 1)))
        for node in projection.nodes
    }


def _discs(homes: list[str | None], room: Floats) -> dict[str | None, _Disc]:
    """Give each home a disc with room for its members, the middle first, the others around it."""
    members: dict[str | None, list[int]] = {None: []}
    for at, home in enumerate(homes):
        members.setdefault(home, []).append(at)
    radius = {
        home: max(_SMALLEST, _CROWDED * math.sqrt((room[own] ** 2).sum())) for home, own in members.items()
    }
    placed: dict[str | None, _Disc] = {None: _Disc(tuple(members[None]), radius[None], 0.0, 0.0)}
    for home in sorted((h for h in members if h is not None), key=lambda h: (-radius[h], h)):
        x, y = _free_spot(radius[home], list(placed.values()))
        placed[home] = _Disc(tuple(members[home]), radius[home], x, y)
    return placed


def _free_spot(radius: float, placed: list[_Disc]) -> tuple[float, float]:
    """Give the free spot around the middle that lets the whole stay largest on a screen, then the nearest."""
    best, found = (math.inf, math.inf), (0.0, 0.0)
    around = np.array([(d.x, d.y, d.radius + radius + _GAP) for d in placed], dtype=np.float64)
    box = _box(placed)
    for turn in range(72):
        dx, dy = round(math.cos(turn * math.pi / 36), 6), round(math.sin(turn * math.pi / 36), 6)
        away = _free_along(dx, dy, around, placed[0].radius + radius + _GAP)
        spot = (dx * away, dy * away)
        cost = (_extent(_joined(box, _box([_Disc((), radius, *spot)]))), away)
        if cost < best:
            best, found = cost, spot
    return found


def _free_along(dx: float, dy: float, around: Floats, away: float) -> float:
    """Give how far along a ray from the middle, in steps of twenty, no disc is in the way."""
    x, y, radius = around.T
    along, square = dx * x + dy * y, dx * dx + dy * dy
    half = np.sqrt(np.maximum(0.0, along**2 - square * (x * x + y * y - radius**2)))
    crossed = half > 0
    begins, ends = ((along - half) / square)[crossed], ((along + half) / square)[crossed]
    order = np.argsort(begins, kind="stable")
    for begin, end in zip(begins[order].tolist(), ends[order].tolist(), strict=True):
        if begin < away < end:
            away += 20 * math.ceil((end - away) / 20)
    return away


_Box = tuple[float, float, float, float]


def _box(discs: list[_Disc]) -> _Box:
    """Give the left, the top, the right and the bottom of some discs."""
    return (
        min(d.x - d.radius for d in discs),
        min(d.y - d.radius for d in discs),
        max(d.x + d.radius for d in discs),
        max(d.y + d.radius for d in discs),
    )


def _joined(one: _Box, other: _Box) -> _Box:
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))


def _extent(box: _Box) -> int:
    """Give what decides the scale at which a box fits a screen: its width or height, in tens."""
    left, top, right, bottom = box
    return round(max((right - left) * _STRETCH / _SCREEN, bottom - top) / 10)


def _seeds(discs: dict[str | None, _Disc], count: int) -> Floats:
    """Give first places: in each disc a spiral in reading order, like the seeds of a sunflower."""
    places = np.zeros((count, 2))
    for disc in discs.values():
        for rank, at in enumerate(disc.members):
            away = disc.radius * 0.9 * math.sqrt((rank + 0.5) / len(disc.members))
            turn = rank * _GOLDEN
            places[at] = (round(disc.x + away * math.cos(turn), 3), round(disc.y + away * math.sin(turn), 3))
    return places


def _springs(nodes: list[Node], homes: list[str | None], links: tuple[Link, ...]) -> tuple[Floats, ...]:
    at = {node.iri: number for number, node in enumerate(nodes)}
    rows = [
        (at[link.source], at[link.target], _pull(link, homes[at[link.source]] == homes[at[link.target]]))
        for link in links
        if not relations()[link.relation].quiet and link.source in at and link.target in at
    ]
    table = np.array(rows, dtype=np.float64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


def _pull(link: Link, same: bool) -> float:
    return _PULL.get(link.relation, _PULL_ELSE) if same else _PULL_ACROSS


def _relaxed(
    places: Floats, room: Floats, discs: dict[str | None, _Disc], springs: tuple[Floats, ...]
) -> Floats:
    tail, head, pull = springs[0].astype(int), springs[1].astype(int), springs[2]
    count = len(places)
    total = np.bincount(tail, pull, count) + np.bincount(head, pull, count) + _STAY
    pairs = sum(min(len(disc.members), _MANY) * len(disc.members) for disc in discs.values())
    rounds = min(_ROUNDS, 20 + _WORK // (1 + pairs))
    for turn in range(rounds):
        heat = 0.45 * (1 - turn / rounds)
        gap = places[head] - places[tail]
        length = np.sqrt(gap[:, 0] ** 2 + gap[:, 1] ** 2) + 1e-9
        slack = np.maximum(0.0, 1 - 1.15 * (room[tail] + room[head]) / length) * pull
        for axis in (0, 1):
            force = slack * gap[:, axis]
            moved = np.bincount(tail, force, count) - np.bincount(head, force, count)
            places[:, axis] += np.clip(heat * moved / total, -40, 40)
        for disc in discs.values():
            _spread(places, room, disc)
    return places


def _spread(places: Floats, room: Floats, disc: _Disc, times: int = 2) -> None:
    """Push the disc's members off each other and back into the disc."""
    own = np.array(disc.members, dtype=int)
    if not len(own):
        return
    if len(own) > _MANY:
        _spread_many(places, room, disc, own)
        return
    need = _ELBOW * (room[own][:, None] + room[own][None, :])
    for _ in range(times):
        x, y = places[own, 0], places[own, 1]
        dx, dy = x[None, :] - x[:, None], y[None, :] - y[:, None]
        apart = np.sqrt(dx * dx + dy * dy) + 1e-6
        short = np.maximum(0.0, need - apart)
        np.fill_diagonal(short, 0.0)
        push = 0.35 * short / apart
        places[own, 0] += np.clip((push * dx).sum(axis=0), -30, 30)
        places[own, 1] += np.clip((push * dy).sum(axis=0), -30, 30)
        _keep_inside(places, own, room[own], disc)


def _spread_many(places: Floats, room: Floats, disc: _Disc, own: NDArray[np.int_]) -> None:
    """Do the same for a disc of thousands."""
    count = len(own)
    one, other = close_pairs(places[own], 2 * _ELBOW * float(room[own].max()))
    gap = places[own][other] - places[own][one]
    apart = np.sqrt(gap[:, 0] ** 2 + gap[:, 1] ** 2) + 1e-6
    push = 0.35 * np.maximum(0.0, _ELBOW * (room[own][one] + room[own][other]) - apart) / apart
    for axis in (0, 1):
        force = push * gap[:, axis]
        moved = np.bincount(other, force, count) - np.bincount(one, force, count)
        places[own, axis] += np.clip(moved, -30, 30)
    _keep_inside(places, own, room[own], disc)


def _keep_inside(places: Floats, own: NDArray[np.int_], room: Floats, disc: _Disc) -> None:
    dx, dy = places[own, 0] - disc.x, places[own, 1] - disc.y
    away = np.sqrt(dx * dx + dy * dy) + 1e-9
    factor = np.minimum(1.0, np.maximum(0.0, disc.radius - 0.7 * room) / away)
    places[own, 0], places[own, 1] = disc.x + dx * factor, disc.y + dy * factor
