"""Where things stand: passages as spans of a document's text, and who or what found them."""

from dataclasses import dataclass

from exports.lookup import Lookup
from ontology.terms import (
    LED_CONFIDENCE,
    LED_IN_DOCUMENT,
    OA_END,
    OA_HAS_SELECTOR,
    OA_HAS_SOURCE,
    OA_START,
    PROV_HAD_PLAN,
    PROV_QUALIFIED_ASSOCIATION,
    PROV_WAS_DERIVED_FROM,
    PROV_WAS_GENERATED_BY,
    PROV_WAS_QUOTED_FROM,
    RDFS_LABEL,
    SCHEMA_DIGITAL_DOCUMENT,
)

__all__ = ["Places", "Span"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points of a document's text, from ``start`` to before ``end``; ``document`` is an IRI."""

    document: str
    start: int
    end: int


class Places:
    """Reads from the graph where a thing is quoted from, by which rule, and how certain that is."""

    def __init__(self, look: Lookup) -> None:
        self._look = look
        self._documents: dict[str, str] = {}

    def of(self, source: str) -> list[Span]:
        """Give the passages that a thing is quoted from, sorted, each once."""
        spans = (self._span(passage) for passage in self._look.iris(source, PROV_WAS_QUOTED_FROM))
        return sorted({span for span in spans if span is not None})

    def _span(self, passage: str) -> Span | None:
        look = self._look
        start, end = (
            next((word for s in look.iris(passage, OA_HAS_SELECTOR) if (word := look.word(s, edge))), None)
            for edge in (OA_START, OA_END)
        )
        document = self._document(look.iri(passage, OA_HAS_SOURCE) or "")
        return Span(document, int(start), int(end)) if document and start and end else None

    def _document(self, text: str) -> str:
        if text not in self._documents:
            derived = self._look.iris(text, PROV_WAS_DERIVED_FROM)
            found = next((one for one in derived if self._look.is_a(one, SCHEMA_DIGITAL_DOCUMENT)), "")
            self._documents[text] = found
        return self._documents[text]

    def document(self, source: str) -> str:
        """Give the document that a statement or mention stands in, or nothing."""
        return self._look.iri(source, LED_IN_DOCUMENT) or ""

    def rule(self, source: str) -> str | None:
        """Give the name of the rule that found a thing, or ``None``."""
        steps = (PROV_WAS_GENERATED_BY, PROV_QUALIFIED_ASSOCIATION, PROV_HAD_PLAN)
        rule = self._look.iri(source, *steps)
        return self._look.word(rule, RDFS_LABEL) if rule else None

    def confidence(self, source: str) -> float | None:
        """Give how certain a finding is, 0 to 1, or ``None``."""
        word = self._look.word(source, LED_CONFIDENCE)
        return float(word) if word else None
