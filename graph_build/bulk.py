"""N-Quads into a new store, stretch by stretch: memory stays flat however many there are."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, BinaryIO, Final, cast

import pyoxigraph as ox

__all__ = ["STRETCH", "add", "compact", "load"]

STRETCH: Final = 80 << 20
"""Bytes of N-Quads, about 350,000 lines, that are loaded at once; they take 0.4 GB of memory."""
_BUFFER: Final = 1 << 20


def load(nquads: Path, folder: Path) -> None:
    """Load a file of N-Quads that we wrote into a new store.

    Raises:
        OSError: The disk is full or cannot be written.
    """
    size, store = nquads.stat().st_size, ox.Store(str(folder))
    with nquads.open("rb") as file:
        while file.tell() < size:
            _add(store, _stretch(file))
    _finish(store, several=size > STRETCH)


def add(lines: Iterable[bytes], folder: Path) -> None:
    """Load lines, in pieces of any size, into a store that is made where it does not exist.

    Raises:
        OSError: The disk is full or cannot be written.
    """
    store = ox.Store(str(folder))
    _add(store, iter(lines))
    store.flush()


def compact(folder: Path) -> None:
    """Make a store that was loaded in several stretches as quick to ask as one that was loaded at once.

    Raises:
        OSError: The disk is full or cannot be written.
    """
    _finish(ox.Store(str(folder)), several=True)


def _add(store: ox.Store, lines: Iterator[bytes]) -> None:
    stream = cast("IO[bytes]", _Stream(lines))
    store.bulk_load(stream, format=ox.RdfFormat.N_QUADS, lenient=True)


def _finish(store: ox.Store, *, several: bool) -> None:
    if several:
        store.optimize()  # the files of several stretches overlap, so that queries look into each
    store.flush()


def _stretch(file: BinaryIO) -> Iterator[bytes]:
    """The next stretch of a file in pieces, up to a line's end."""
    left = STRETCH
    while left > 0 and (lines := file.read(min(_BUFFER, left))):
        left -= len(lines)
        yield lines
    yield file.readline()


class _Stream:
    """Pieces as a file to read from, so that they need not stand in memory together."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, memoryview(b"")

    def read(self, size: int) -> bytes:
        """Give so many bytes or fewer, none at the end."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = memoryview(piece)
        taken, self._rest = self._rest[:size], self._rest[size:]
        return bytes(taken)
