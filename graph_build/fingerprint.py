"""What tells whether something read before is still as it was: of the program, of a file, of a value."""

import hashlib
import os
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

__all__ = ["NAMES_BACKEND", "Stamp", "key", "program", "stamp"]

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
    files = (file for part in _PARTS for file in (_HOUSE / part).rglob("*") if file.is_file())
    told = {file.relative_to(_HOUSE).as_posix(): file for file in files}
    parts: list[str | bytes] = [f"python {sys.version_info[:2]}", os.environ.get(NAMES_BACKEND, "")]
    for name in sorted(told):
        if not any(out in name for out in _LEFT_OUT) and not name.endswith(".pyc"):
            parts += [name, told[name].read_bytes()]
    return key(*parts, *(f"{name} {_version(name)}" for name in _LIBRARIES))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def stamp(path: Path) -> Stamp | None:
    """Give what changes when a file does, without reading it; ``None`` where it cannot be told."""
    try:
        told = os.stat(path)  # noqa: PTH116 - a string's stat is half the cost, and there are many
    except OSError:
        return None
    return told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino
