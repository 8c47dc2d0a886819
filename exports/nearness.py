"""Which of many points lie close to each other, found by a grid rather than by looking at all pairs."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["close_pairs"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def close_pairs(spots: Floats, reach: float) -> tuple[Ints, Ints]:
    """Give all pairs of points nearer than ``reach`` along both axes, each once, and maybe some farther."""
    cell = np.floor((spots - spots.min(axis=0)) / reach).astype(np.int64)
    high = int(cell[:, 1].max()) + 3
    key = (cell[:, 0] + 1) * high + cell[:, 1] + 1
    order = np.argsort(key, kind="stable")
    sorted_key = key[order]
    found = [_runs(np.arange(1, len(order) + 1), np.searchsorted(sorted_key, sorted_key, "right"))]
    for step in (1, high - 1, high, high + 1):
        begin = np.searchsorted(sorted_key, sorted_key + step, "left")
        end = np.searchsorted(sorted_key, sorted_key + step, "right")
        found.append(_runs(begin, end))
    one, other = (np.concatenate([pair[side] for pair in found]) for side in (0, 1))
    return order[one], order[other]


def _runs(begin: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Give for each place all places from its begin to before its end."""
    lengths = np.maximum(0, end - begin)
    one = np.repeat(np.arange(len(begin)), lengths)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64) if len(lengths) else lengths
    other = np.arange(int(lengths.sum())) - np.repeat(starts, lengths) + np.repeat(begin, lengths)
    return one, other
