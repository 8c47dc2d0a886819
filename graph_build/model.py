"""Frozen values that pass through the house: documents, segments and findings. No RDF, no I/O.

Offsets count Unicode code points of ``Document.text`` from 0; ends are exclusive.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

DocumentKind = Literal[
    "minutes", "relay-report", "network-meeting", "slides", "meeting-notes", "article", "other"
]
SegmentKind = Literal["heading", "paragraph", "bullet", "header-line", "speaker", "slide-break", "furniture"]
ParticipationRole = Literal[
    "chair", "attendee", "absentee", "secretariat", "presenter", "rapporteur", "author", "mentioned"
]
OrganisationKind = Literal[
    "commission",
    "municipality",
    "region",
    "ministry",
    "association",
    "company",
    "hospital",
    "committee",
    "other",
]
Framing = Literal["dilemma", "both-and", "cross-pressure", "trade-off", "denied"]
Modality = Literal["must", "should", "can"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page or slide: its number from 1 and where its text begins."""

    number: int
    start: int


@dataclass(frozen=True, slots=True)
class Document:
    r"""One document as read.

    Attributes:
        name: File name without its ending; unique within a build.
        path: The path as it was given, with ``/`` as separator; the source's name in the graph.
        format: ``text``, ``markdown``, ``html``, ``pdf``, ``docx`` or ``pptx``.
        encoding: Of the source's bytes, or ``None`` where the format is binary.
        sha256: Of the source's bytes, hexadecimal.
        text: The text as read: NFC, ``\n`` as the only line break. Offsets count in it.
        pages: Page or slide starts in order; empty where the format has none.
        origin: Pairs (offset in ``text``, offset in the decoded source), ascending; between two pairs both
            run on in step. Empty where the source is binary: there the page leads back.
    """

    name: str
    path: str
    format: str
    encoding: str | None
    sha256: str
    text: str
    pages: tuple[Page, ...] = ()
    origin: tuple[tuple[int, int], ...] = ((0, 0),)

    def source_offset(self, offset: int) -> int | None:
        """Where a code point of ``text`` stands in the decoded source, or ``None`` for a binary format."""
        if not self.origin:
            return None
        at = bisect_right(self.origin, (offset, 1 << 60)) - 1
        ours, theirs = self.origin[at]
        return theirs + offset - ours


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a document in reading order; segments never overlap.

    Attributes:
        kind: What the part is.
        start: First code point in the document's text.
        end: One past the last.
        text: The part's words for reading: marks left out, white space folded, broken words joined.
        offsets: For each code point of ``text`` its offset in the document's text; one more for the end.
        level: Depth of a heading (1 is the highest) or of a bullet; 0 elsewhere.
        section: Number of the section it stands in, from 0 (before the first heading).
    """

    kind: SegmentKind
    start: int
    end: int
    text: str
    offsets: Sequence[int] = field(repr=False)
    level: int = 0
    section: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it: number in reading order, heading's words, parent's number."""

    number: int
    heading: str
    start: int
    end: int
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Exact words in a document and how they were found.

    Attributes:
        start: First code point in the document's text.
        end: One past the last.
        quote: ``text[start:end]`` with white space folded and marks left out.
        rule: Name of the rule or model that found it, e.g. ``persons.header-line``.
        confidence: 0 to 1; of those at 0.8, about eight in ten are right.
    """

    start: int
    end: int
    quote: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; a value's words are in ``evidence`` under the value's name."""

    title: str
    kind: DocumentKind
    date: str | None = None
    event: str | None = None
    place_or_host: str | None = None
    evidence: tuple[tuple[str, Mention], ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A named human being in one document; ``mentions`` in reading order, never empty.

    ``ground`` says why a first name or title was taken to mean this person, by mention start.
    """

    name: str
    variants: tuple[str, ...]
    participation: ParticipationRole
    role: str | None
    affiliation: str | None
    mentions: tuple[Mention, ...]
    grounds: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that can act, in one document; ``key`` is its id in the authority file, or ``None``."""

    name: str
    variants: tuple[str, ...]
    kind: OrganisationKind
    mentions: tuple[Mention, ...]
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A kind of actor; ``label`` is the lemma in the indefinite plural."""

    label: str
    variants: tuple[str, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme that the document treats: its id in the scheme and words that show it."""

    id: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """What all statements share.

    Attributes:
        id: Unique within the document and kind, e.g. ``q1``.
        mention: The statement's words.
        section: Number of the section it stands in.
        themes: One to three theme ids that it is about, the strongest first; may be empty.
        voiced_by: Name or label of the person, organisation or group whose words they are, as it stands
            in the document's findings; free words where it is none of them; ``None`` where nobody is named.
        on_behalf_of: Name of the organisation in whose name the voice speaks, or ``None``.
    """

    id: str
    mention: Mention
    section: int
    themes: tuple[str, ...] = ()
    voiced_by: str | None = None
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True)
class Question(Statement):
    """A question that somebody poses to be answered or discussed."""


@dataclass(frozen=True, slots=True)
class Answer(Statement):
    """An answer; ``question`` is the question's id, ``ground`` says why the two were paired."""

    question: str = ""
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Pole:
    """One side of a paradox: its words, and where they stand; the span lies within the document."""

    text: str
    start: int
    end: int
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paradox(Statement):
    """A tension between exactly two poles."""

    poles: tuple[Pole, ...] = ()
    framing: Framing = "both-and"


@dataclass(frozen=True, slots=True)
class Recommendation(Statement):
    """What somebody says should be done; addressee and beneficiary as in the text, where stated."""

    addressee: str | None = None
    beneficiary: str | None = None
    modality: Modality | None = None


@dataclass(frozen=True, slots=True)
class Decision(Statement):
    """What the meeting itself agreed; ``actor`` acts, ``due`` is an ISO date or the text's words."""

    actor: str | None = None
    due: str | None = None


@dataclass(frozen=True, slots=True)
class Figure(Statement):
    """A count or an indicator: ``value`` as a number where it is one, else as printed; ``of`` what."""

    value: float | str = 0
    of: str = ""
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was read out of one document, each kind in reading order."""

    document: Document
    metadata: Metadata
    segments: tuple[Segment, ...]
    sections: tuple[Section, ...]
    persons: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    groups: tuple[Group, ...] = ()
    themes: tuple[Theme, ...] = ()
    questions: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()
    paradoxes: tuple[Paradox, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    decisions: tuple[Decision, ...] = ()
    figures: tuple[Figure, ...] = ()
