"""What tells whether something read before is still as it was: of the program, of a file, of a value."""

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

__all__ = ["NAMES_BACKEND", "Stamp", "Standing", "key", "program", "stamp", "standing"]

NAMES_BACKEND = "LEDELSESGRAF_NAMES"
"""Environment variable that says what finds names; the processes that a build starts see it too."""

_HOUSE = Path(__file__).parent.parent
_PARTS = ("graph_build", "ontology")
_LEFT_OUT = ("graph_build/language/data", "__pycache__")
_LIBRARIES = (
    "rdflib", "pyoxigraph", "simplemma", "rapidfuzz", "pyahocorasick", "python-crfsuite", "numpy",
    "pypdfium2", "python-docx", "python-pptx", "lxml",
)  # fmt: skip

Stamp = tuple[int, int, int, int]
"""Size, time of last change of content and of entry (ns), and inode of a file."""
Standing = tuple[str, int]
"""Digest of where the program's files stand, and the time of the last change of any (ns)."""


def key(*parts: str | bytes) -> str:
    """Give 32 hexadecimal digits that tell a list of values from any other one."""
    whole = hashlib.sha256()
    for part in parts:
        told = part.encode() if isinstance(part, str) else part
        whole.update(b"%d:" % len(told) + told)
    return whole.hexdigest()[:32]


@cache
def program() -> str:
    """Tell this program, its rules, word lists, models and libraries from any other version of them."""
    parts: list[str | bytes] = [f"python {sys.version_info[:2]}", os.environ.get(NAMES_BACKEND, "")]
    for name in sorted(_files()):
        parts += [name, (_HOUSE / name).read_bytes()]
    return key(*parts, *(f"{name} {_version(name)}" for name in _LIBRARIES))


def _files() -> Iterator[str]:
    """The files that make the program what it is, by their path below the house."""
    for part in _PARTS:
        for root, _, names in os.walk(_HOUSE / part):
            below = Path(root).relative_to(_HOUSE).as_posix()
            if not any(out in f"{below}/" for out in _LEFT_OUT):
                yield from (f"{below}/{name}" for name in names if not name.endswith(".pyc"))


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # a tenth of a build with nothing to do

    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def standing() -> Standing:
    """Tell without reading them where the program's files and libraries stand.

    While nothing of that changes, the program is the same; ``program`` would read 5 MB to say so.
    """
    told, last = [f"python {sys.version_info[:2]}", os.environ.get(NAMES_BACKEND, "")], 0
    for name in sorted(_files()):
        found = stamp(_HOUSE / name)
        told.append(f"{name} {found}")
        last = max(last, *found[1:3]) if found else sys.maxsize
    for name, changed in sorted(one for place in sys.path for one in _installed(place or ".")):
        told.append(f"{name} {changed}")
        last = max(last, changed)
    return key(*told), last


def _installed(place: str) -> Iterator[tuple[str, int]]:
    """What tells a folder's libraries and their versions, each with the time when it was put there (ns)."""
    try:
        with os.scandir(place) as entries:
            for one in entries:
                if one.name.endswith((".dist-info", ".egg-info")):
                    yield one.path, one.stat().st_mtime_ns
    except OSError:  # no folder, or none that can be read: nothing is loaded from it
        return


def stamp(path: Path | str) -> Stamp | None:
    """Give what changes when a file does, without reading it; ``None`` where it cannot be told."""
    try:
        told = os.stat(path)  # noqa: PTH116 - a string's stat is half the cost, and there are many
    except OSError:
        return None
    return told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino
