"""Puts a folder in another one's place, whole or not at all, whatever dies on the way.

A new folder is written beside the old one, brought to the disk and then renamed into its place. Between
taking the old one away and putting the new one there lies one moment; a process that dies in it leaves the
old folder under another name, from which it is put back.
"""

import contextlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from graph_build.errors import GraphError

__all__ = ["MANIFEST", "alone", "beside", "forget_locks", "recover", "refuse_other_things", "replacing"]

MANIFEST = "manifest.json"
"""By which a graph folder is known."""

_MANY = 200
"""Files from which on the whole disk is brought up to date at once and not file by file."""
_PATIENCE = 30.0
"""Seconds for which a reader waits for another process to end the swap it is at."""
_held: dict[Path, IO[str]] = {}


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Give an empty folder to write to; at the end of the block it takes the place of ``folder``.

    Where the block fails, or the process dies, ``folder`` is as it was. What a dead process left lying
    about is removed.

    Raises:
        OSError: The folder cannot be written.
        GraphError: Another process is replacing the folder.
    """
    folder = _absolute(folder)
    with alone(folder):
        fresh = beside(folder, "new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        try:
            yield fresh
            _sync(fresh)
            _swap(fresh, folder)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other processes from building into a folder; this one may enter several times.

    Raises:
        OSError: Nothing can be written beside the folder.
        GraphError: Another process is building into it.
    """
    folder = _absolute(folder)
    if folder in _held:
        yield
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with beside(folder, "lock").open("a+", encoding="ascii") as lock:
        _lock(lock, folder)
        _held[folder] = lock
        try:
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            _put_back(folder)
            yield
        finally:
            _held.pop(folder, None)
            with contextlib.suppress(OSError):
                lock.truncate(0)


def _lock(lock: IO[str], folder: Path) -> None:
    try:
        import fcntl
    except ImportError:  # pragma: no cover - there is no such lock on Windows
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.seek(0)
        who = lock.read().strip() or "?"
        raise GraphError(
            f"{folder}: another build (process {who}) is writing this graph; wait until it is done."
        ) from error


def forget_locks() -> None:
    """Let go of locks in a copy of this process, so that they end with the process that took them."""
    for lock in _held.values():
        with contextlib.suppress(OSError):
            os.close(lock.fileno())
    _held.clear()


def refuse_other_things(folder: Path) -> None:
    """A folder with something else in it is never replaced: a mistyped path must cost nobody their files."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise GraphError(f"{folder}: is no folder; name another place for the graph.")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise GraphError(f"{folder}: holds other files and is no graph; name an empty or new folder.")


def recover(folder: Path) -> None:
    """Put the old folder back where a process died between taking it away and putting the new one there."""
    folder, until = _absolute(folder), time.monotonic() + _PATIENCE
    while beside(folder, "old").is_dir() and not folder.exists():
        try:
            with alone(folder):
                return
        except GraphError:  # a build is at this very swap
            if time.monotonic() > until:
                return
            time.sleep(0.01)


def _absolute(folder: Path) -> Path:
    return Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow a link


def _put_back(folder: Path) -> None:
    old = beside(folder, "old")
    if old.is_dir() and not folder.exists():
        old.rename(folder)


def beside(folder: Path, what: str) -> Path:
    """Give the path of a hidden file or folder that stands beside a folder and belongs to it."""
    return folder.with_name(f".{folder.name}.{what}")


def _sync(folder: Path) -> None:
    """Make sure that every file below the folder has reached the disk."""
    # A file that is a link to one of the last folder's has been there since that was put in place.
    paths = [path for path in (*folder.rglob("*"), folder) if path.is_dir() or path.stat().st_nlink == 1]
    if len(paths) > _MANY and hasattr(os, "sync"):
        os.sync()
        return
    for path in paths:
        _sync_entry(path)


def _swap(fresh: Path, folder: Path) -> None:
    old = beside(folder, "old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    _sync_entry(folder.parent)
    shutil.rmtree(old, ignore_errors=True)


def _sync_entry(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
