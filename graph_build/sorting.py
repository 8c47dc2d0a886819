"""Lines sorted, each once, however many they are: what does not fit into memory stands on disk meanwhile."""

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final

__all__ = ["Sorted"]

MOST: Final = 16 << 20
"""Bytes of lines that stand in memory."""
_EACH: Final = 100
"""Bytes that a line takes in memory beside its own."""


class Sorted:
    """Lines that are given in any order and come back sorted, each once, as often as they are asked for."""

    def __init__(self, folder: Path) -> None:
        """Make room in a folder, in files without a name: nothing is left of a process that dies."""
        self._folder = folder
        self._files = ExitStack()
        self._runs: list[IO[bytes]] = []
        self._lines: set[bytes] = set()
        self._size = 0

    def __enter__(self) -> "Sorted":
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def add(self, lines: Iterable[bytes]) -> None:
        """Take lines in.

        Raises:
            OSError: The disk is full or cannot be written.
        """
        for line in lines:
            self._lines.add(line)
            self._size += len(line) + _EACH
            if self._size > MOST:
                self._put_aside()

    def _put_aside(self) -> None:
        run = self._files.enter_context(TemporaryFile(dir=self._folder))  # noqa: SIM115
        run.writelines(sorted(self._lines))
        self._runs.append(run)
        self._lines, self._size = set(), 0

    def __iter__(self) -> Iterator[bytes]:
        """Give all lines; one walk at a time."""
        for run in self._runs:
            run.seek(0)
        return (line for line, _ in groupby(heapq.merge(*self._runs, sorted(self._lines))))
