"""Sorted lines on disk: many sorted parts to one file, and a few lines in or out of a large one.

However large the files are, memory holds one stretch of them.
"""

import hashlib
import heapq
import mmap
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from graph_build import workers
from graph_build.cache import DamagedError
from graph_build.errors import GraphError, LedelsesgrafError

__all__ = ["checksum", "merge", "patch"]

RUN: Final = 48 << 20
"""Bytes of parts that are sorted at once."""
_BUFFER: Final = 1 << 20
_BUFFERS: Final = 32 << 20
"""Bytes that all runs together are read ahead, each at least ``_LEAST``."""
_LEAST: Final = 1 << 13
_LINES: Final = 4096
"""Lines that are written at once."""

_Mapped = bytes | mmap.mmap
Parts = Sequence[tuple[str, int]]
"""Keys of parts and how many bytes each takes unpacked."""


def merge(
    parts: Parts,
    load: Callable[[str], bytes | None],
    more: Iterable[bytes],
    out: Path,
    most: int | None = None,
) -> str:
    """Write all parts' lines and ``more`` sorted, each once, and give the SHA-256 of what was written.

    Args:
        parts: What ``load`` is asked for.
        load: Gives a part's sorted lines; called in child processes.
        more: Sorted lines.
        out: The file to write; runs of sorted parts stand beside it for a while.
        most: How many processes at once.

    Raises:
        OSError: The disk is full or cannot be written.
        GraphError: A part is not there.
    """
    runs = [
        (number, run, out.with_name(f"{out.name}.run{number}")) for number, run in enumerate(_runs(parts))
    ]
    try:
        if len(runs) > 1:
            tasks = (("merging", (run, load, path), workers.Limits(3600.0)) for _, run, path in runs)
            for _, done in workers.run(_write_run, tasks, most):
                if isinstance(done, DamagedError):
                    raise done
                if isinstance(done, LedelsesgrafError):
                    raise GraphError(f"{out}: merging failed; build again ({done}).")
        with ExitStack() as files:
            streams: list[Iterable[bytes]] = [more]
            if len(runs) == 1:
                streams.append(_sorted(runs[0][1], load))
            elif runs:
                each = max(_LEAST, min(_BUFFER, _BUFFERS // len(runs)))
                streams += [files.enter_context(path.open("rb", each)) for *_, path in runs]
            with out.open("wb", _BUFFER) as file:
                return _write(_once(heapq.merge(*streams)), file)
    finally:
        for *_, path in runs:
            path.unlink(missing_ok=True)


def _runs(parts: Parts) -> Iterator[list[str]]:
    run: list[str] = []
    size = 0
    for name, part in parts:
        if run and size + part > RUN:
            yield run
            run, size = [], 0
        run.append(name)
        size += part
    if run:
        yield run


def _write_run(task: tuple[list[str], Callable[[str], bytes | None], Path]) -> None:
    run, load, path = task
    with path.open("wb", _BUFFER) as file:
        file.writelines(_sorted(run, load))


def _sorted(run: Iterable[str], load: Callable[[str], bytes | None]) -> list[bytes]:
    """The lines of several sorted parts in order; sorting finds what is in order already."""
    lines: list[bytes] = []
    for name in run:
        part = load(name)
        if part is None:
            raise DamagedError(f"{name}: a part of the graph is no longer there; build again.")
        lines += part.splitlines(keepends=True)
    lines.sort()
    return lines


def _once(lines: Iterable[bytes]) -> Iterator[bytes]:
    last = b""
    for line in lines:
        if line != last:
            yield line
            last = line


def _write(lines: Iterable[bytes], file: BinaryIO) -> str:
    digest, kept = hashlib.sha256(), list[bytes]()
    for line in lines:
        kept.append(line)
        if len(kept) >= _LINES:
            whole = b"".join(kept)
            digest.update(whole)
            file.write(whole)
            kept.clear()
    whole = b"".join(kept)
    digest.update(whole)
    file.write(whole)
    return digest.hexdigest()


def patch(old: Path, removed: Sequence[bytes], added: Sequence[bytes], out: Path) -> None:
    """Write a sorted file with some lines less and some more.

    Args:
        old: The file, of sorted lines.
        removed: Sorted lines that stand in it.
        added: Sorted lines that do not stand in it, or are removed too.
        out: The file to write.

    Raises:
        GraphError: A line to be removed is not there.
        OSError: The disk is full or cannot be written.
    """
    with old.open("rb") as source, out.open("wb", _BUFFER) as file, _mapped(source) as whole:
        for piece in _patched(old, whole, removed, added):
            if isinstance(piece, bytes):
                file.write(piece)
            else:
                file.flush()
                _copy(source, file, *piece)


def checksum(old: Path, removed: Sequence[bytes], added: Sequence[bytes]) -> str:
    """Give the SHA-256 of what ``patch`` would write.

    Raises:
        GraphError: A line to be removed is not there.
        OSError: The file cannot be read.
    """
    digest = hashlib.sha256()
    with old.open("rb") as source, _mapped(source) as whole, memoryview(whole) as view:
        for piece in _patched(old, whole, removed, added):
            if isinstance(piece, bytes):
                digest.update(piece)
            else:
                for at in range(*piece, _BUFFER):
                    digest.update(view[at : min(at + _BUFFER, piece[1])])
                    _let_go(whole, at, min(at + _BUFFER, piece[1]))
    return digest.hexdigest()


def _patched(
    old: Path, whole: _Mapped, removed: Sequence[bytes], added: Sequence[bytes]
) -> Iterator[bytes | tuple[int, int]]:
    """The new file in order: lines that come, and from where to where the old one stays."""
    at = 0
    for line, out in sorted([*((line, 0) for line in removed), *((line, 1) for line in added)]):
        place = _place(whole, line, at)
        if at < place:
            yield at, place
        at = place
        if out:
            yield line
        elif whole[at : at + len(line)] == line:
            at += len(line)
        else:
            raise GraphError(f"{old}: is not the file that was built; build the graph anew.")
    if at < len(whole):
        yield at, len(whole)


@contextmanager
def _mapped(file: BinaryIO) -> Iterator[_Mapped]:
    """A file's bytes, which are read where they are looked at."""
    if not os.fstat(file.fileno()).st_size:
        yield b""
        return
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        yield whole


def _let_go(whole: _Mapped, start: int, end: int) -> None:
    """What was read of a file would count as this process's memory."""
    if isinstance(whole, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        first = start - start % mmap.PAGESIZE
        whole.madvise(mmap.MADV_DONTNEED, first, end - first)


def _copy(source: BinaryIO, target: BinaryIO, start: int, end: int) -> None:
    """Copy a stretch of a file; where the system can it does so itself, for half the processor's time."""
    with suppress(AttributeError, OSError):  # what then is left is copied here, or the error comes again
        while start < end and (
            done := os.copy_file_range(source.fileno(), target.fileno(), end - start, start)
        ):
            start += done
    source.seek(start)
    while start < end and (stretch := source.read(min(_BUFFER, end - start))):
        target.write(stretch)
        start += len(stretch)


def _place(whole: _Mapped, line: bytes, low: int) -> int:
    """Where a line stands in a sorted file, or would stand, from ``low`` on: gallop, then halve."""
    step, high = 4096, low
    while high < len(whole):
        start = whole.rfind(b"\n", low, high) + 1 or low
        end = whole.find(b"\n", start) + 1
        if whole[start:end] >= line:
            break
        low = end
        high, step = low + step, step * 2
    high = min(high, len(whole))
    while low < high:
        middle = (low + high) // 2
        start = whole.rfind(b"\n", low, middle) + 1 or low
        end = whole.find(b"\n", start) + 1
        if whole[start:end] < line:
            low = end
        else:
            high = start
    return low
