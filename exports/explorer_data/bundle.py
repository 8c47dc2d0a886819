"""The explorer's program: what ``make explorer`` built from its TypeScript."""

import os
from pathlib import Path
from typing import Final

from graph_build.errors import UsageError

__all__ = ["available", "files", "folder"]

_VARIABLE: Final = "LEDELSESGRAF_EXPLORER"
_BUILT: Final = Path("build/explorer")


def folder() -> Path:
    """Give the folder that the program was built into, by default ``build/explorer``."""
    return Path(os.environ.get(_VARIABLE) or _BUILT)


def available() -> bool:
    """Tell whether the program was built."""
    return (folder() / "explorer.js").is_file()


def files() -> dict[str, bytes]:
    """Give the program's files: contents by name.

    Raises:
        UsageError: It was not built.
    """
    if not available():
        raise UsageError(f"{folder()}: the explorer is not built; run: make explorer")
    return {file.name: file.read_bytes() for file in sorted(folder().iterdir()) if file.is_file()}
