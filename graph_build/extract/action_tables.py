"""Tables of what was agreed: what is to be done, by whom and by when, a row each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract.metadata import iso_date
from graph_build.extract.table_rows import cells, column, line, tables
from graph_build.model import Decision, Segment, Statement

S = TypeVar("S", bound=Statement)

_pattern = partial(lexicon.pattern, "action_tables")
# Readers of three annotated documents noted ten of eleven such rows as decisions, two of them in doubt.
_CONFIDENCE = 0.85
_WHAT, _WHO, _WHEN = "what", "who", "when"


def read(source: Source) -> Iterator[Decision]:
    """What the rows of tables headed "Opgave", "Ansvarlig" and the like say is to be done, in order."""
    for table in tables(source):
        columns: Mapping[str, int] = {}
        for row in table:
            if heads := _heads(source, row):
                columns = heads
            elif columns and (found := _decision(source, row, columns)):
                yield found


def beside(source: Source, statements: Iterable[S], tabled: Sequence[Decision]) -> tuple[S, ...]:
    """The statements that stand in no row that a decision was read from."""
    taken = {line(source, one.mention.start) for one in tabled}
    return tuple(one for one in statements if line(source, one.mention.start) not in taken)


def joined(source: Source, decided: Iterable[Decision], tabled: Sequence[Decision]) -> tuple[Decision, ...]:
    """What was decided in sentences and in tables, in the order of the text."""
    both = sorted((*beside(source, decided, tabled), *tabled), key=lambda one: one.mention.start)
    return tuple(replace(one, id=f"d{at}") for at, one in enumerate(both, 1))


def _heads(source: Source, row: Sequence[Segment]) -> dict[str, int]:
    """The column of each kind that is looked for; empty where the row heads no such table."""
    columns = {
        name: column(source, cell)
        for cell in reversed(row)
        for name in (_WHAT, _WHO, _WHEN)
        if _pattern(name).fullmatch(cell.text.strip("* :").casefold())
    }
    return columns if {_WHAT, _WHO} <= columns.keys() else {}


def _decision(source: Source, row: Sequence[Segment], columns: Mapping[str, int]) -> Decision | None:
    """What a row says is to be done; ``None`` where it says nothing."""
    in_column = cells(source, row)
    told = {name: in_column[at] for name, at in columns.items() if at in in_column}
    said = {name: cell.text.strip() for name, cell in told.items() if any(map(str.isalnum, cell.text))}
    if _WHAT not in said or len(said) == 1:
        return None
    what, due = told[_WHAT], said.get(_WHEN)
    mention = source.mention(what, 0, len(what.text), "decisions.action-table", _CONFIDENCE)
    return Decision("", mention, what.section, actor=said.get(_WHO), due=due and (iso_date(due) or due))
