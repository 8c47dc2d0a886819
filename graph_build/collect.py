"""Which files a list of paths stands for, and which of what is found there is not read."""

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from graph_build.errors import ReadError, UsageError
from graph_build.formats import FORMATS

__all__ = ["documents_in", "endings_unread", "refused_in"]


_BESIDE = ("._", ".~", "~$")
"""How the names of files begin that macOS, LibreOffice and Word keep beside a document."""


def documents_in(path: Path) -> list[Path]:
    """Give the documents that a path stands for, sorted.

    In a folder those with a known ending are given; hidden folders and the files that systems and office
    programs keep beside documents are left out, and so is what ``refused_in`` tells of.

    Args:
        path: A file, whatever its ending, or a folder.

    Raises:
        UsageError: There is no such path, or the folder holds no document.
        ReadError: The path is no regular file.
    """
    if path.is_file():
        return [path]
    if path.exists() and not path.is_dir():
        raise ReadError(f"{path.as_posix()}: is no regular file; name one.")
    if not path.is_dir():
        raise UsageError(f"{path.as_posix()}: no such file or folder; check the path.")
    found = [file for file in _entries(path) if _why_not(file, path) is None]
    if not found:
        known = ", ".join(sorted(FORMATS))
        raise UsageError(f"{path.as_posix()}: the folder holds no document; these endings are read: {known}.")
    return found


def refused_in(path: Path) -> list[tuple[Path, ReadError]]:
    """Give what in a folder bears a document's ending and is not read: pipes, links to nowhere or outside."""
    if not path.is_dir():
        return []
    told = ((file, _why_not(file, path)) for file in _entries(path))
    return [(file, why) for file, why in told if why is not None]


def endings_unread(paths: Iterable[Path]) -> Counter[str]:
    """Give the endings of files in folders that are not read, lower-case, with how many files bear each."""
    named = (PurePath(name) for path in paths if path.is_dir() for _, name in _walked(path))
    endings = (name.suffix.lower() for name in named if not _is_hidden(name.name))
    return Counter(ending for ending in endings if ending and ending not in FORMATS)


def _entries(folder: Path) -> list[Path]:
    """What stands in a folder and bears a document's ending, sorted; links to folders are not walked."""
    found = (Path(root, name) for root, name in _walked(folder) if PurePath(name).suffix.lower() in FORMATS)
    return sorted(found)


def _walked(folder: Path) -> Iterator[tuple[str, str]]:
    """Each file below a folder, as its folder and its name, without what programs keep beside documents."""
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not _is_hidden(name)]
        yield from ((root, name) for name in names if not name.startswith(_BESIDE))


def _is_hidden(name: str) -> bool:
    return name.startswith(".") and not name.startswith("..")


def _why_not(file: Path, folder: Path) -> ReadError | None:
    """Why a file in a folder is not read, ``None`` where it is."""
    try:
        if stat.S_ISREG(os.lstat(file).st_mode):  # most are no links, and to resolve one is slow
            return None
        real = file.resolve(strict=True)
        kind = real.stat().st_mode
    except (OSError, RuntimeError):
        return ReadError(f"{file.as_posix()}: is a link that leads nowhere; remove it or mend it.")
    if file.is_symlink() and not real.is_relative_to(folder.resolve()):
        return ReadError(
            f"{file.as_posix()}: is a link out of the folder and is not followed; name the file itself."
        )
    return None if stat.S_ISREG(kind) else ReadError(f"{file.as_posix()}: is no regular file; leave it out.")
