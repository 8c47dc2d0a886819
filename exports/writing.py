"""Files written whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path

from graph_build.errors import UsageError

__all__ = ["write_file"]


def write_file(path: Path, content: bytes) -> Path:
    """Write a file beside its place and move it there at once, so that no reader sees half of it.

    Raises:
        UsageError: The file cannot be written there.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise UsageError(f"cannot write {path}: {error.strerror or error}; choose another place") from error
    return path
