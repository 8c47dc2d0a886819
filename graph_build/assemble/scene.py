"""What every part of the assembly of one document needs at hand."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from rdflib import XSD

from graph_build.identity import Kind
from graph_build.iri import TextMinter, digest, fold, slug
from graph_build.model import Findings, Mention, Segment, Statement
from graph_build.nquads import Text, lexical, typed
from graph_build.provenance import Provenance
from graph_build.resolve import Entity, Resolution


def day(value: str | None) -> Text | None:
    """Give an ISO date; nothing where it is none."""
    try:
        return typed(date.fromisoformat(value).isoformat(), XSD.date) if value else None
    except ValueError:
        return None


@dataclass(slots=True)
class Scene:
    """One document's findings, the IRIs of what it speaks of, and what it cites so far."""

    findings: Findings
    mint: TextMinter
    resolution: Resolution
    provenance: Provenance = field(init=False)
    document: Text = field(init=False)
    event: Text | None = field(init=False)
    _iris: dict[tuple[str, str], Text] = field(init=False)
    _headed: set[int] = field(init=False)
    _starts: list[int] = field(init=False)
    _described: set[Text] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        document, metadata = self.findings.document, self.findings.metadata
        self.provenance = Provenance(self.mint, document)
        self.document = self.mint.named("document", document.name)
        stated = day(metadata.date)
        held = lexical(stated) if stated is not None else None
        self.event = self.mint.event(metadata.event, held) if metadata.event else None
        self._iris = dict(self._statement_iris())
        self._headed = {section.number for section in self.findings.sections if section.heading}
        self._starts = [segment.start for segment in self.findings.segments]

    @property
    def name(self) -> str:
        """The document's name."""
        return self.findings.document.name

    def concept(self, scheme: str, name: str) -> Text:
        """Give the IRI of a concept in one of the schemes."""
        return self.mint.concept(scheme, name)

    def theme(self, name: str) -> Text:
        """Give the IRI of a theme."""
        return self.mint.concept("theme", name)

    def entity(self, kind: Kind, name: str) -> Text:
        """Give the IRI of one of the document's own persons, organisations or groups."""
        return self.iri_of(self.resolution.entity(kind, self.name, name))

    def iri_of(self, entity: Entity) -> Text:
        """Give an entity's IRI."""
        return self.mint.thing(entity.kind, entity.reference)

    def meant(self, words: str | None, *kinds: Kind) -> Text | None:
        """Give the IRI of whom the words denote in this document, if that is clear."""
        entity = self.resolution.meant(self.name, words, *kinds)
        return self.iri_of(entity) if entity else None

    def section(self, number: int) -> Text:
        """Give the IRI of a section; before the first heading it is the document itself."""
        known = number in self._headed
        return self.mint.part(self.name, "section", number) if known else self.document

    def statement(self, kind: str, statement_id: str) -> Text | None:
        """Give the IRI of a statement by its kind and id; nothing where there is none."""
        return self._iris.get((kind, statement_id))

    def first(self, thing: Text) -> bool:
        """Whether this is the first time that a thing is to be described; asking counts."""
        new = thing not in self._described
        self._described.add(thing)
        return new

    def by_kind(self) -> Iterator[tuple[str, Statement]]:
        """Give every statement with its kind's name, kind by kind in reading order."""
        return by_kind(self.findings)

    def segment_at(self, offset: int) -> Segment | None:
        """Give the segment in which an offset lies."""
        segments = self.findings.segments
        place = bisect_right(self._starts, offset) - 1
        return segments[place] if place >= 0 and offset < segments[place].end else None

    def best_evidence(self, mentions: tuple[Mention, ...]) -> Mention:
        """Give the mention in a header line (participants, regrets, secretariat), else the first."""
        lines = (self.segment_at(mention.start) for mention in mentions)
        header = (m for m, line in zip(mentions, lines, strict=True) if line and line.kind == "header-line")
        return next(header, mentions[0])

    def _statement_iris(self) -> Iterator[tuple[tuple[str, str], Text]]:
        for kind, statement, reference in references(self.findings):
            yield (kind, statement.id), self.mint.thing("statement", reference)


def by_kind(found: Findings) -> Iterator[tuple[str, Statement]]:
    """Give every statement with its kind's name, kind by kind in reading order."""
    kinds: tuple[tuple[str, tuple[Statement, ...]], ...] = (
        ("Question", found.questions),
        ("Answer", found.answers),
        ("ParadoxStatement", found.paradoxes),
        ("Recommendation", found.recommendations),
        ("Decision", found.decisions),
        ("Figure", found.figures),
    )
    return ((kind, statement) for kind, statements in kinds for statement in statements)


def references(found: Findings) -> Iterator[tuple[str, Statement, str]]:
    """Give every statement with its kind and the end of its IRI.

    Equal words twice in a document are two statements; the second one's IRI counts the repetition.
    """
    times: dict[str, int] = {}
    name = slug(found.document.name)
    ordered = sorted(by_kind(found), key=lambda one: (one[0], one[1].mention.start, one[1].id))
    for kind, statement in ordered:
        parts = (name, kind, fold(statement.mention.quote))
        said = digest(*parts)
        times[said] = times.get(said, 0) + 1
        again = (str(times[said]),) if times[said] > 1 else ()
        yield kind, statement, digest(*parts, *again)
