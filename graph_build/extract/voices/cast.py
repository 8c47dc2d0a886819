"""Who can speak in a document, by where their names stand."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from graph_build.context import Source
from graph_build.extract import groups
from graph_build.model import Findings, Organisation, Person

Named = tuple[int, int, Person | Organisation]
"""Start and end of a name in the document's text, and its bearer."""


@dataclass(frozen=True)
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

    def called(self, who: str) -> str | None:
        """The person of a name, of one of its forms or of a first name, whatever its case."""
        plain = who.casefold()
        for person in self.found.persons:
            if plain in {name.casefold() for name in (person.name, person.name.split()[0], *person.variants)}:
                return person.name
        return None

    @cached_property
    def taking_part(self) -> frozenset[str]:
        """A relay's groups: those that it opens with, and those that more than one heading names first."""
        asked = min((one.mention.start for one in self.found.questions), default=0)
        parts = (part for part in self.source.segments if part.start < asked)
        opening = " ".join(part.text for part in parts if part.kind != "heading" or part.section <= 1)
        first = Counter(labels[0] for h in self.source.headings.values() if (labels := groups.labels(h)))
        return frozenset((*groups.labels(opening), *(label for label, count in first.items() if count > 1)))
