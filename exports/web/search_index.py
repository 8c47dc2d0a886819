"""Where a graph's search index is kept: beside the graph's folder, so that it is made once for each build.

A file there is believed only where it is whole and carries the key of this graph and this program. Where
nothing can be written there, it is kept in the cache folder, if there is one, or made for this server only.
"""

import contextlib
import hashlib
import sqlite3
import tempfile
import time
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Final

from graph_build.replace import beside

__all__ = ["find"]

_KEPT: Final = 3
"""Indexes that stay: a server that runs may still open the one before."""
_ABANDONED: Final = 600.0
"""Seconds after which nobody writes a file any more."""


def find(graph: Path, sha256: str, cache: Path | None, temporary: Path) -> Path:
    """Give where the index of a graph stands, or where it can be written if nothing is there.

    Args:
        graph: The graph folder.
        sha256: What its manifest says of its triples.
        cache: A folder for it where nothing can be written beside the graph.
        temporary: A folder that can be written for certain.
    """
    key = _key(sha256)
    places = [one / f"{key}.sqlite" for one in (beside(graph, "search"), cache) if one is not None]
    for kept in places:
        if _whole(kept, key):
            return kept
    for kept in places:
        with contextlib.suppress(OSError):
            kept.parent.mkdir(exist_ok=True)
            kept.unlink(missing_ok=True)
            with tempfile.TemporaryFile(dir=kept.parent):
                _drop_old(kept.parent)
                return kept
    return temporary / f"{key}.sqlite"


def _key(sha256: str) -> str:
    """Give what changes with all that an index depends on: the triples, the word list and the code."""
    parts = [sha256, version("simplemma"), sqlite3.sqlite_version]
    code = [files("exports.web") / name for name in ("search.py", "queries/fulltext.rq")]
    parts += [file.read_text(encoding="utf-8") for file in code]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _whole(path: Path, key: str) -> bool:
    """Tell whether a file is an index with this key, to its last page."""
    if not path.is_file():
        return False
    try:
        with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)) as index:
            written = index.execute("SELECT key FROM made").fetchall()
            sound = index.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.Error:
        return False
    return written == [(key,)] and sound == [("ok",)]


def _drop_old(folder: Path) -> None:
    found = sorted(folder.glob("*.sqlite"), key=lambda file: file.stat().st_mtime, reverse=True)
    abandoned = [file for file in folder.glob("*.new") if file.stat().st_mtime < time.time() - _ABANDONED]
    for file in [*found[_KEPT - 1 :], *abandoned]:
        file.unlink(missing_ok=True)
