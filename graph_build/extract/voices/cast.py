"""Who can speak in a document, by where their names stand."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from graph_build.context import Source
from graph_build.model import Findings, Organisation, Person

Named = tuple[int, int, Person | Organisation]
"""Start and end of a name in the document's text, and its bearer."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who can speak in a document, by where their names stand.

    Attributes:
        source: The document.
        found: What was found in it.
        spans: The names of persons and bodies, in reading order.
    """

    source: Source
    found: Findings
    spans: tuple[Named, ...]

    def within(self, start: int, end: int) -> Sequence[Named]:
        """The names that begin between two offsets of the text."""
        first = bisect_left(self.spans, start, key=itemgetter(0))
        return self.spans[first : bisect_left(self.spans, end, first, key=itemgetter(0))]

    def before(self, end: int) -> Sequence[Named]:
        """The names that begin before an offset of the text."""
        return self.spans[: bisect_left(self.spans, end, key=itemgetter(0))]
