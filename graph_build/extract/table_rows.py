"""The rows of a document's tables, cell by cell."""

from collections.abc import Iterator, Sequence

from graph_build.context import Source
from graph_build.model import Segment


def tables(source: Source) -> Iterator[list[list[Segment]]]:
    """The rows of each table, in order."""
    table: list[list[Segment]] = []
    for row in rows(source):
        between = source.document.text[table[-1][-1].end : row[0].start] if table else ""
        if any(line.strip() and "|" not in line for line in between.splitlines()):
            yield table
            table = []
        table.append(row)
    if table:
        yield table


def cells(source: Source, row: Sequence[Segment]) -> dict[int, Segment]:
    """The cells of a row by the column in which each stands."""
    return {column(source, cell): cell for cell in row}


def rows(source: Source) -> Iterator[list[Segment]]:
    """The cells of each row that has several, in order; empty cells and numbers are none."""
    text, row = source.document.text, list[Segment]()
    for cell in source.segments:
        between = text[row[-1].end : cell.start] if row else ""
        if row and not ("|" in between and "\n" not in between):
            if len(row) > 1:
                yield row
            row = []
        row.append(cell)
    if len(row) > 1:
        yield row


def column(source: Source, cell: Segment) -> int:
    """Which column a cell stands in, those counted too that are empty or numbers."""
    return source.document.text.count("|", line(source, cell.start), cell.start)


def line(source: Source, at: int) -> int:
    """Where the line of an offset begins."""
    return source.document.text.rfind("\n", 0, at) + 1
