"""What every extractor reads: a document with its segments, sections and sentences."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Final, NamedTuple

from graph_build.clean import piece_end
from graph_build.errors import EmptyDocumentError
from graph_build.language import sentences
from graph_build.model import Document, Mention, Section, Segment
from graph_build.quote import as_quote
from graph_build.segment import sections, segment

MAX_SENTENCE = 2_000
"""Longest sentence, in code points; what is longer is read in pieces, each by itself."""
_UNREAD = frozenset({"furniture", "slide-break"})
NAMING: Final = frozenset({"header-line", "speaker"})
"""Kinds of parts that only name, and say nothing: each is read as one sentence."""


class Sentence(NamedTuple):
    """A sentence.

    Attributes:
        number: Its place among the document's sentences, from 0.
        segment: The part that it stands in.
        at: That part's place among the document's segments, from 0.
        start: Where it begins in the part's words, in code points.
        end: Where it ends there.
        text: Its words.
    """

    number: int
    segment: Segment
    at: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """A document made ready for the extractors.

    Attributes:
        document: The document.
        segments: All its parts, in reading order.
        sections: Its sections, in reading order.
        sentences: The sentences of the parts that carry words, in reading order.
        headings: The sections' headings by the sections' numbers.
        parts: The parts that carry words; furniture and slides' breaks are left out.
        capitals: Whether sentences and names begin with them, as notes and messages at times do not.
    """

    document: Document
    segments: tuple[Segment, ...]
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    headings: dict[int, str] = field(repr=False)
    parts: tuple[Segment, ...] = field(repr=False)
    capitals: bool = True

    def mention(self, part: Segment, start: int, end: int, rule: str, confidence: float) -> Mention:
        """The words ``part.text[start:end]`` as a mention with its offsets in the document's text."""
        return self.between(part, start, part, end, rule, confidence)

    def span(self, first: Sentence, last: Sentence, rule: str, confidence: float) -> Mention:
        """The words from one sentence to another, of the same or a later segment."""
        return self.between(first.segment, first.start, last.segment, last.end, rule, confidence)

    def between(  # noqa: PLR0917 - two places, each as a mention's is given
        self, first: Segment, start: int, last: Segment, end: int, rule: str, confidence: float
    ) -> Mention:
        """The words from a place in one segment to a place in the same or a later one, as a mention."""
        text = self.document.text
        at, stop = first.offsets[start], piece_end(text, last.offsets[end - 1])
        return Mention(at, stop, as_quote(text[at:stop]), rule, round(confidence, 3))

    def of_segment(self, part: Segment) -> tuple[Sentence, ...]:
        """The sentences of a segment."""
        first = bisect_left(self.sentences, part.start, key=_segment_start)
        return self.sentences[first : bisect_right(self.sentences, part.start, first, key=_segment_start)]

    def heading(self, section: int) -> str:
        """The heading of a section, empty before the first one."""
        return self.headings.get(section, "")

    def readable(self) -> Iterator[Segment]:
        """The segments that carry words to be read; furniture is left out."""
        return iter(self.parts)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, in pieces where it is longer than any that somebody wrote: tables, texts without stops."""
    while end - start > MAX_SENTENCE:
        blank = text.rfind(" ", start, start + MAX_SENTENCE)
        stop = blank if blank > start else start + MAX_SENTENCE
        yield start, stop
        start = stop + (blank > start)
    if start < end:
        yield start, end


def _segment_start(sentence: Sentence) -> int:
    return sentence.segment.start


def source_span(text: str, part: Segment, start: int, end: int) -> tuple[int, int]:
    """Where ``part.text[start:end]`` stands in the document's text."""
    return part.offsets[start], piece_end(text, part.offsets[end - 1])


def prepare(document: Document) -> Source:
    """Segment a document and part it into sentences.

    Raises:
        EmptyDocumentError: The document has no words to be read.
    """
    parts = segment(document.text)
    capitals = not sentences.without_capitals(document.text)
    spans = partial(sentences.spans, capitals=capitals)
    found: list[Sentence] = []
    for at, part in enumerate(parts):
        if part.kind in _UNREAD:
            continue
        whole = [(0, len(part.text))] if part.kind in NAMING else spans(part.text)
        for start, end in (piece for span in whole for piece in _cut(part.text, *span)):
            found.append(Sentence(len(found), part, at, start, end, part.text[start:end]))
    readable = tuple(part for part in parts if part.kind not in _UNREAD)
    if not readable:
        raise EmptyDocumentError(f"{document.path}: no words found; it holds only signs and page furniture.")
    outline = sections(parts)
    headings = {section.number: section.heading for section in outline}
    return Source(document, parts, outline, tuple(found), headings, readable, capitals)
