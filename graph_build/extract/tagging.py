"""The names that the tagger finds in a document, with the segments they stand in."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from graph_build.context import Source
from graph_build.language import names
from graph_build.language.capitals import raised
from graph_build.language.names import NameLabel, NameSpan, WeighedWord
from graph_build.model import Segment


class Tagging(NamedTuple):
    """What the tagger says of a document.

    Attributes:
        names: The names, each with its segment, in reading order.
        words: By a segment's start its words, and how likely each stands in a name.
    """

    names: Sequence[tuple[Segment, NameSpan]]
    words: Mapping[int, Sequence[WeighedWord]]

    def of(self, label: NameLabel) -> list[tuple[Segment, NameSpan]]:
        """The names of one kind."""
        return [(part, span) for part, span in self.names if span.label == label]


def tagged(source: Source) -> Tagging:
    """The names that the tagger finds, in reading order."""
    tagger = names.tagger()
    texts = ((part, part.text if source.capitals else raised(part.text)) for part in source.readable())
    told = [(part, tagger.weigh(text)) for part, text in texts]
    return Tagging(
        [(part, span) for part, found in told for span in found.names],
        {part.start: found.words for part, found in told},
    )
