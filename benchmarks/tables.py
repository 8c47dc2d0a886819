"""What the benchmarks share: tables that align, and where they stand in the documentation."""

import platform
import re
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "performance.md"


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Give a Markdown table whose columns align in plain text too; the first to the left, figures right."""
    cells = [list(head), *(list(row) for row in rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(head))]
    rule = ["-" * (width - (n > 0)) + (":" if n else "") for n, width in enumerate(widths)]
    lines = [
        " | ".join(
            cell.rjust(width) if n else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in (cells[0], rule, *cells[1:])
    ]
    return "\n".join(f"| {line} |" for line in lines)


def publish(name: str, text: str) -> None:
    """Print a benchmark's result, and write it between its markers in the documentation."""
    print(text)
    page = PAGE.read_text(encoding="utf-8")
    between = re.compile(rf"(<!-- {name}: begin -->\n).*?(<!-- {name}: end -->)", re.DOTALL)
    if not between.search(page):
        raise SystemExit(f"{PAGE.name}: has no markers for {name}; add <!-- {name}: begin --> and its end.")
    PAGE.write_text(between.sub(lambda found: f"{found[1]}{text}\n{found[2]}", page), encoding="utf-8")


def machine() -> str:
    """Say on what it was measured."""
    return f"Python {platform.python_version()}, {platform.system()} on {platform.machine()}."
