"""Which files a list of paths stands for."""

from pathlib import Path

from graph_build.errors import UsageError
from graph_build.read import FORMATS


def documents_in(path: Path) -> list[Path]:
    """Give the documents that a path stands for, sorted; hidden files and folders are left out.

    Args:
        path: A file, whatever its ending, or a folder, of which those with a known ending are given.

    Raises:
        UsageError: There is no such path, or the folder holds no document.
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise UsageError(f"{path.as_posix()}: no such file or folder; check the path.")
    inside = (file for file in path.rglob("*") if file.suffix.lower() in FORMATS and file.is_file())
    found = sorted(f for f in inside if not any(part.startswith(".") for part in f.relative_to(path).parts))
    if not found:
        known = ", ".join(sorted(FORMATS))
        raise UsageError(f"{path.as_posix()}: the folder holds no document; these endings are read: {known}.")
    return found
