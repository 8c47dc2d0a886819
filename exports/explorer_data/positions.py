"""Where things stand on the map, in a graph of hundreds or of fifty thousand; equal graphs give equal places.

The heaviest things are laid out by force, each with room for its followers; the others follow the thing that
they are most closely linked with and gather around it. So a map that shows the heavy ones alone is whole, and
coming closer adds what belongs there and moves nothing. Only sums, products and roots are used, in a fixed
order, so every machine gets the same places.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from exports.nearness import close_pairs

__all__ = ["Places", "place"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_HEADS: Final = 600
"""Things laid out by force; more of them cost the square."""
_WORK: Final = 50_000_000
_ROUNDS: Final = 260
_FOLLOWING: Final = 24
_DRAW: Final = 0.3
_PUSH: Final = 0.12
_TO_THE_MIDDLE: Final = 0.02
_TURN: Final = (-0.737368878, 0.675490294)
"""Cosine and sine of the golden angle."""
_WIDE: Final = 1.6
"""Screens are wider than high, and so are labels."""


@dataclass(frozen=True, slots=True)
class Places:
    """Whole numbers by the node's number, y downwards; ``home`` is the thing followed, itself for a head."""

    x: Ints
    y: Ints
    home: Ints


def place(room: Floats, rank: Floats, ends: Ints, pull: Floats) -> Places:
    """Give every node a place.

    Args:
        room: The radius that each node needs for itself.
        rank: Weight of each node; those without any (0 or less) are never heads while others are.
        ends: Two columns: the nodes that each link joins, in the fixed order of the links.
        pull: How strongly each link draws its ends together, above 0.
    """
    count = len(room)
    if not count:
        return Places(*(np.zeros(0, dtype=np.int64) for _ in range(3)))
    heads = _heads(rank)
    home = _homes(count, heads, ends, pull)
    bubble = np.sqrt(np.bincount(home, (room * 1.15) ** 2, count))
    spots = np.zeros((count, 2))
    spots[heads] = _by_force(bubble[heads], *_between(count, heads, home, ends, pull))
    _gather(spots, room, heads, home)
    _settle(spots, room, heads, home)
    return Places(np.rint(spots[:, 0] * _WIDE).astype(np.int64), np.rint(spots[:, 1]).astype(np.int64), home)


def _heads(rank: Floats) -> Ints:
    """Give the heads, the heaviest first."""
    order = np.lexsort((np.arange(len(rank)), -rank))
    led = int((rank > 0).sum()) or len(rank)
    return order[: min(led, _HEADS)].astype(np.int64)


def _homes(count: int, heads: Ints, ends: Ints, pull: Floats) -> Ints:
    """Give each node the head that it follows: the one it is linked with that has the fewest other links."""
    home = np.full(count, -1, dtype=np.int64)
    home[heads] = heads
    busy = np.bincount(ends.ravel(), minlength=count)
    both = np.concatenate([ends, ends[:, ::-1]])
    strong = np.concatenate([pull, pull])
    while True:
        open_ = both[(home[both[:, 0]] >= 0) & (home[both[:, 1]] < 0)]
        if not len(open_):
            break
        drawn = strong[(home[both[:, 0]] >= 0) & (home[both[:, 1]] < 0)]
        order = np.lexsort((open_[:, 0], busy[open_[:, 0]], -drawn, open_[:, 1]))
        followers, first = np.unique(open_[order, 1], return_index=True)
        home[followers] = home[open_[order, 0][first]]
    home[home < 0] = heads[0]
    return home


def _between(count: int, heads: Ints, home: Ints, ends: Ints, pull: Floats) -> tuple[Ints, Floats]:
    """Give the links between heads, those of their followers taken together."""
    number = np.zeros(count, dtype=np.int64)
    number[heads] = np.arange(len(heads))
    low, high = (f(number[home[ends[:, 0]]], number[home[ends[:, 1]]]) for f in (np.minimum, np.maximum))
    apart = low != high
    pairs, which = np.unique(low[apart] * len(heads) + high[apart], return_inverse=True)
    total = np.bincount(which.ravel(), pull[apart], len(pairs)).astype(np.float64)
    joined: Ints = np.stack([pairs // len(heads), pairs % len(heads)], axis=1)
    return joined, total


def _spiral(count: int) -> Floats:
    """Give points like the seeds of a sunflower, the first in the middle, one in each unit of area."""
    x, y = 1.0, 0.0
    rows = []
    for rank in range(count):
        away = float(np.sqrt((rank + 0.5) / 3.141592653589793))
        rows.append((away * x, away * y))
        x, y = x * _TURN[0] - y * _TURN[1], x * _TURN[1] + y * _TURN[0]
    return np.array(rows, dtype=np.float64).reshape(-1, 2)


def _by_force(bubble: Floats, pairs: Ints, pull: Floats) -> Floats:
    """Let linked heads draw near and all heads push off, then make room; the heaviest begin in the middle."""
    count = len(bubble)
    unit = float(np.sqrt((bubble**2).sum() / count)) * 1.8
    spots = _spiral(count) * unit
    degree = np.bincount(pairs.ravel(), np.repeat(pull, 2), count)
    drawn = pull / np.sqrt(degree[pairs[:, 0]] * degree[pairs[:, 1]])
    rounds = int(min(_ROUNDS, 30 + _WORK // (count * count + 1)))
    need = bubble[:, None] + bubble[None, :]
    np.fill_diagonal(need, 0.0)
    for turn in range(rounds):
        move = _pushed(spots, unit, need) - spots * _TO_THE_MIDDLE
        gap = spots[pairs[:, 1]] - spots[pairs[:, 0]]
        for axis in (0, 1):
            force = drawn * gap[:, axis] * _DRAW
            move[:, axis] += np.bincount(pairs[:, 0], force, count)
            move[:, axis] -= np.bincount(pairs[:, 1], force, count)
        length = np.sqrt(move[:, 0] ** 2 + move[:, 1] ** 2) + 1e-9
        heat = unit * 0.5 * (1 - turn / rounds)
        spots += move * (np.minimum(length, heat) / length)[:, None]
    for _ in range(rounds // 2):
        spots += _pushed(spots, 0.0, need)
    return spots


def _pushed(spots: Floats, unit: float, need: Floats) -> Floats:
    """Give the step that pushes each head off all others, the most off those that it lies on."""
    dx, dy = (spots[None, :, axis] - spots[:, None, axis] for axis in (0, 1))
    near = np.sqrt(dx * dx + dy * dy) + 1e-6
    push = (unit / near) ** 2 * _PUSH + np.maximum(0.0, need - near) / near * 0.4
    np.fill_diagonal(push, 0.0)
    return np.stack([(push * dx).sum(axis=0), (push * dy).sum(axis=0)], axis=1)


def _gather(spots: Floats, room: Floats, heads: Ints, home: Ints) -> None:
    """Put the followers around their heads, in the order of their numbers, like the seeds of a sunflower."""
    followers = np.flatnonzero(home != np.arange(len(home)))
    if not len(followers):
        return
    order = followers[np.argsort(home[followers], kind="stable")]
    owner = home[order]
    begins = np.flatnonzero(np.concatenate([[True], owner[1:] != owner[:-1]]))
    lengths = np.diff(np.concatenate([begins, [len(order)]]))
    rank = np.arange(len(order)) - np.repeat(begins, lengths)
    seeds = _spiral(int(lengths.max()) + 1)[1:]
    spots[order] = spots[owner] + seeds[rank] * (room[order] * 1.9)[:, None] + _away(room, owner, seeds[rank])


def _away(room: Floats, owner: Ints, seeds: Floats) -> Floats:
    """Give the step that keeps the first followers clear of their head."""
    length = np.sqrt(seeds[:, 0] ** 2 + seeds[:, 1] ** 2)
    return seeds / length[:, None] * room[owner][:, None]


def _settle(spots: Floats, room: Floats, heads: Ints, home: Ints) -> None:
    """Push what lies on one another apart; heads stay where they are."""
    still = np.zeros(len(spots), dtype=bool)
    still[heads] = True
    if still.all():
        return
    reach = float(room[~still].max()) * 2
    for _ in range(_FOLLOWING):
        one, other = close_pairs(spots, reach)
        gap = spots[other] - spots[one]
        near = np.sqrt(gap[:, 0] ** 2 + gap[:, 1] ** 2) + 1e-6
        short = np.maximum(0.0, (room[one] + room[other]) * 0.95 - near) / near
        share = np.where(still[other], 1.0, np.where(still[one], 0.0, 0.5))
        for axis in (0, 1):
            force = short * gap[:, axis] * 0.6
            moved = np.bincount(other, force * (1 - share), len(spots))
            moved -= np.bincount(one, force * share, len(spots))
            moved[still] = 0.0
            spots[:, axis] += moved
