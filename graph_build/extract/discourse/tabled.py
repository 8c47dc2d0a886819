"""Tables with a column of questions and one of their answers: "Spørgsmål | Svar"."""

from collections.abc import Sequence
from functools import partial

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract.discourse.gathered import Gathered
from graph_build.extract.table_rows import cells, column, tables
from graph_build.model import Segment

_pattern = partial(lexicon.pattern, "discourse")
_CONFIDENCE = 0.9


def read_tabled(found: Gathered) -> None:
    """Read the rows under heads that name questions and answers: a question each, and what stands beside."""
    for table in tables(found.source):
        columns: tuple[int, int] | None = None
        for row in table:
            heads = _heads(found.source, row)
            if heads is None and columns is not None:
                _read_row(found, row, columns)
            columns = heads or columns
            # What a table of questions says else (who asks, where it is written) answers none.
            found.used.update(id(cell) for cell in row if columns)


def _heads(source: Source, row: Sequence[Segment]) -> tuple[int, int] | None:
    """The columns of questions and of answers; ``None`` where the row heads no such table."""
    names = {cell.text.strip("* :").casefold(): column(source, cell) for cell in row}
    asks = [at for name, at in names.items() if _pattern("table-asks").fullmatch(name)]
    answers = [at for name, at in names.items() if _pattern("table-answers").fullmatch(name)]
    return (asks[0], answers[0]) if asks and answers else None


def _read_row(found: Gathered, row: Sequence[Segment], columns: tuple[int, int]) -> None:
    asks, answers = map(cells(found.source, row).get, columns)
    if asks is None:
        return
    words = found.asks(asks, "questions.table", _CONFIDENCE)
    if answers is not None and not _pattern("unanswered").match(answers.text):
        ground = "stands beside the question"
        found.answers_with(words, answers, ground, rule="answers.table", confidence=_CONFIDENCE)
