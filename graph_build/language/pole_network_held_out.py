"""What networks that had not seen a tension's document say of its poles, for training what weighs it."""

import zlib
from functools import cache
from pathlib import Path

from graph_build.language.annotations import DATA
from graph_build.language.pole_network import PoleNetwork, Said

FOLDS = 3
"""Networks of which each has not seen its share of the documents."""


def fold_of(block: str) -> int:
    """The network that has not seen a document, or the block of other texts that is held out as one."""
    return zlib.crc32(block.encode()) % FOLDS


def path_of(fold: int) -> Path:
    """The file of a fold's network."""
    return DATA / f"pole_network_held_out_{fold}.npz"


def held_out(block: str, text: str) -> Said:
    """What a network that has not seen a document says of some words of it."""
    return _network(fold_of(block)).said(text)


@cache
def _network(fold: int) -> PoleNetwork:
    return PoleNetwork(path_of(fold))
