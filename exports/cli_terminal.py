"""What the command shows on a terminal: progress, tables that align, errors of a line in each language."""

import contextlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from exports.messages import in_danish
from graph_build.errors import LedelsesgrafError, UsageError

if TYPE_CHECKING:  # it brings every reader of files along, which most commands never need
    from graph_build.pipeline import Failure, Progress

__all__ = ["fail", "progress", "say", "status", "table", "writing"]


def table(rows: Sequence[tuple[str, ...]], indent: str = "  ") -> list[str]:
    """Give rows as lines whose columns align: figures to the right, all else to the left.

    Example:
        >>> table([("a", "5"), ("long", "12")])
        ['  a      5', '  long  12']
    """
    widths = [max(map(len, column), default=0) for column in zip(*rows, strict=True)]
    digits = [
        max((len(cell) for cell in column if cell.isdecimal()), default=0)
        for column in zip(*rows, strict=True)
    ]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(wide).ljust(width) if cell.isdecimal() else cell.ljust(width)
            for cell, width, wide in zip(row, widths, digits, strict=True)
        ]
        lines.append((indent + "  ".join(cells)).rstrip())
    return lines


@contextlib.contextmanager
def progress() -> Iterator["Progress"]:
    """Give a function that shows progress on a terminal, and does nothing where messages are piped."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    counted = TextColumn("{task.completed}/{task.total}  {task.fields[rate]}")
    columns = (TextColumn("{task.description}"), BarColumn(), counted, TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task, at = bar.add_task("…", total=None, rate="", visible=False), [""]

        def tell(step: str, done: int, total: int) -> None:
            if at[0] != step.split(maxsplit=1)[0]:  # another kind of work goes at another rate
                at[0] = step.split(maxsplit=1)[0]
                bar.reset(task)
            speed = bar.tasks[0].speed
            rate = f"{speed:.1f}/s" if speed else ""
            bar.update(task, description=step, completed=done, total=total, rate=rate, visible=True)

        yield tell


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Tell a failed write of a file or folder in one line.

    Raises:
        LedelsesgrafError: Something cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise LedelsesgrafError(
            f"{path}: cannot be written ({error.strerror or error}); name another place."
        ) from error


def say(message: object) -> None:
    """Print a message to standard error, as one line, and below it the same in Danish where there is one."""
    told = " ".join(str(message).split())
    for line in filter(None, (told, in_danish(told))):
        typer.echo(f"ledelsesgraf: {line}", err=True)


def fail(failures: "Sequence[Failure]", last: str | None = None) -> None:
    """Say what failed, a line in each language, and end the command; do nothing where nothing failed.

    Raises:
        Exit: With status 2 where the call named what there is not, else 1.
    """
    for failure in failures:
        say(failure.error)
    if last:
        say(last)
    if failures or last:
        raise typer.Exit(max((status(failure.error) for failure in failures), default=1))


def status(error: LedelsesgrafError) -> int:
    """Give the exit status of an error: 2 where the call itself is wrong, else 1."""
    return 2 if isinstance(error, UsageError) else 1
