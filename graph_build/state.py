"""What the last build did, kept in the cache, and whether there is anything to do since."""

import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph_build.errors import EmptyDocumentError, NotTextError, UnsupportedFormatError
from graph_build.fingerprint import Stamp, Standing, program, stamp, standing
from graph_build.report import BuildReport

__all__ = ["KEY", "State", "is_settled", "stamps", "unchanged"]

KEY = "state-2"
"""Under which the state stands in the cache; another one where what it holds is no longer the same."""
_SETTLED_NS = 2_000_000_000
"""Time for which a file must have been at rest before its stamp alone says that it is the same."""
_LASTING = (EmptyDocumentError, NotTextError, UnsupportedFormatError)
"""What would be found again, were the same file read again."""


@dataclass(slots=True)
class State:
    """What the last build did, by which the next one knows what has changed.

    Attributes:
        program: Which version of the program it was.
        base: The IRI under which instances stand.
        epoch: The build's time as the environment gave it.
        began: When it began, in ns.
        files: The files that it was to read, with the stamp that each then had.
        read: By path, the key of what was found.
        parts: By document name, the key of its part.
        shared: By section, the key of lines that are no one document's own.
        described: Key of the description's lines.
        folder: Stamps of the files of the graph folder, when they were written.
        report: What it reported.
        shards: Whether it left shards and no store.
        standing: Where the program stood.
    """

    program: str
    base: str
    epoch: str
    began: int
    files: dict[str, Stamp | None]
    read: dict[str, str]
    parts: dict[str, str]
    shared: dict[str, str]
    described: str
    folder: dict[str, Stamp | None]
    report: BuildReport
    shards: bool
    standing: Standing


def epoch() -> str:
    """The build's time as the environment gives it, empty where it gives none."""
    return os.environ.get("SOURCE_DATE_EPOCH", "")


def stamps(paths: Iterable[Path]) -> dict[str, Stamp | None]:
    """Give the stamps of files by path."""
    return {str(path): stamp(path) for path in paths}


def folder_stamps(graph: Path) -> dict[str, Stamp | None]:
    """Give the stamps of a graph folder's files, by their place in it."""
    found: dict[str, Stamp | None] = {}
    for root, _, names in os.walk(graph):
        below = Path(root).relative_to(graph).as_posix()
        for name in names:
            found[name if below == "." else f"{below}/{name}"] = _at_rest(stamp(f"{root}/{name}"))
    return found


def _at_rest(told: Stamp | None) -> Stamp | None:
    """A stamp without the time at which the entry changed: a new link changes that and nothing else."""
    return told and (told[0], told[1], 0, told[3])


def is_settled(told: Stamp | None, began: int) -> bool:
    """Whether a file had been at rest for a while, so that no later change can hide behind the same time."""
    return told is not None and max(told[1], told[2]) < began - _SETTLED_NS


def unchanged(
    state: State | None, files: Sequence[Path], graph: Path, base: str, *, shards: bool
) -> BuildReport | None:
    """Give the last build's report where a build would do nothing, else ``None``."""
    if state is None or (state.base, state.epoch, state.shards) != (base, epoch(), shards):
        return None
    if not _is_program(state):
        return None
    now = stamps(files)
    if now != state.files or not all(is_settled(told, state.began) for told in now.values()):
        return None
    if not all(isinstance(failure.error, _LASTING) for failure in state.report.failures):
        return None
    return state.report if folder_stamps(graph) == state.folder else None


def _is_program(state: State) -> bool:
    """Whether it was this program; what it is made of is read only where that does not stand as it stood."""
    at_rest = state.standing[1] < state.began - _SETTLED_NS
    return (at_rest and state.standing == standing()) or state.program == program()


def now() -> int:
    """The time of day in ns."""
    return time.time_ns()
