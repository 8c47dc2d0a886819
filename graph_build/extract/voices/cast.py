"""Who can speak in a document, by where their names stand."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from graph_build.context import Source
from graph_build.model import Findings, Organisation, Person


@dataclass(frozen=True, slots=True)
class Cast:
    """Who can speak in a document, by where their names stand."""

    source: Source
    found: Findings
    spans: tuple[tuple[int, int, Person | Organisation], ...]

    def within(self, start: int, end: int) -> Sequence[tuple[int, int, Person | Organisation]]:
        """Start, end and bearer of each name that begins between two offsets of the text."""
        first = bisect_left(self.spans, start, key=itemgetter(0))
        return self.spans[first : bisect_left(self.spans, end, first, key=itemgetter(0))]
