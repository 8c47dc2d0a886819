"""Puts a folder in another one's place, whole or not at all, whatever dies on the way.

A new folder is written beside the old one, brought to the disk and then renamed into its place. Between
taking the old one away and putting the new one there lies one moment; a process that dies in it leaves the
old folder under another name, from which it is put back.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Give an empty folder to write to; at the end of the block it takes the place of ``folder``.

    Where the block fails, or the process dies, ``folder`` is as it was. What a dead process left lying
    about is removed.

    Raises:
        OSError: The folder cannot be written.
    """
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow a link
    with _alone(folder):
        _put_back(folder)
        fresh = _beside(folder, "new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        try:
            yield fresh
            _sync(fresh)
            _swap(fresh, folder)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def recover(folder: Path) -> None:
    """Put the old folder back where a process died between taking it away and putting the new one there."""
    if _beside(folder, "old").is_dir() and not folder.exists():
        with _alone(folder):
            _put_back(folder)


def _put_back(folder: Path) -> None:
    old = _beside(folder, "old")
    if old.is_dir() and not folder.exists():
        old.rename(folder)


def _beside(folder: Path, what: str) -> Path:
    return folder.with_name(f".{folder.name}.{what}")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep another process that replaces the same folder out until this one is done."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _beside(folder, "lock").open("w") as lock:
        try:
            import fcntl
        except ImportError:  # pragma: no cover - there is no such lock on Windows
            yield
            return
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _sync(folder: Path) -> None:
    """Make sure that every file below the folder has reached the disk."""
    for path in (*folder.rglob("*"), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _swap(fresh: Path, folder: Path) -> None:
    old = _beside(folder, "old")
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
