"""Loads a store from the parts of a graph as they come, in a process of its own.

Loading is a third of the work of a large build. So it goes on while documents are still put in quads, and its
memory is no other step's.
"""

import contextlib
import ctypes
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from graph_build import bulk
from graph_build.cache import Cache, DamagedError
from graph_build.errors import GraphError
from graph_build.workers import Helper

__all__ = ["Loading", "loading"]

_STORE = "store"


class _Stretch(NamedTuple):
    """What is loaded at once: keys of lines in the cache, the store to load into, whether it is the last."""

    keys: Sequence[str]
    cache: Path
    folder: Path
    several: bool = False


class Loading:
    """A store on its way; what has been added may be in it or not before ``finish``."""

    def __init__(self, cache: Cache) -> None:
        self._cache, self._folder = cache, cache.folder / _STORE
        self._known: set[str] = set()
        self._waiting: list[str] = []
        self._size = 0
        self._helper: Helper[_Stretch] | None = None

    def add(self, key: str) -> None:
        """Add the lines that stand under a key, once however often it is given.

        Raises:
            GraphError: What was added before could not be loaded.
        """
        if key in self._known:
            return
        self._known.add(key)
        self._waiting.append(key)
        self._size += self._cache.size_of_lines(key)
        if self._size >= bulk.STRETCH:
            self._helper = self._helper or Helper(str(self._folder), _load)
            self._helper.give(self._stretch())
            self._waiting, self._size = [], 0

    def finish(self, folder: Path) -> None:
        """Load what is still to be loaded and put the store in its place.

        Raises:
            DamagedError: Lines are missing.
            GraphError: The disk is full or cannot be written, or the process that loads died.
        """
        last = self._stretch(several=self._helper is not None)
        if self._helper is None:
            _load(last)
        else:
            self._helper.give(last)
            self._helper.finish()
        self._folder.rename(folder)

    def close(self) -> None:
        """End it, wherever it is."""
        if self._helper is not None:
            self._helper.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _stretch(self, *, several: bool = False) -> _Stretch:
        return _Stretch(tuple(self._waiting), self._cache.folder, self._folder, several)


@contextmanager
def loading(cache: Cache) -> Iterator[Loading]:
    """Give a store to load; what a build that died has left of one is removed."""
    one = Loading(cache)
    one.close()
    try:
        yield one
    finally:
        one.close()


def _load(stretch: _Stretch) -> None:
    missing: list[str] = []
    try:
        bulk.add(_lines(stretch, missing), stretch.folder)
        if stretch.several:
            bulk.compact(stretch.folder)
    except OSError as error:
        raise GraphError(
            f"{stretch.folder}: the store cannot be written ({error.strerror or error})."
        ) from error
    finally:
        _give_back()
    if missing:
        raise DamagedError(f"{stretch.cache}: lines of the graph were damaged; build again.")


def _give_back() -> None:
    """Give free memory back to the system, where that can be asked for: half of what a stretch took."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def _lines(stretch: _Stretch, missing: list[str]) -> Iterator[bytes]:
    cache = Cache(stretch.cache)
    for key in stretch.keys:
        lines = cache.get_lines(key)
        if lines is None:
            missing.append(key)
        else:
            yield lines
