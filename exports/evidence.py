"""The exact words behind a thing: quote, place, voice, rule and confidence."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from exports.lookup import Lookup
from ontology.terms import (
    DCTERMS_IS_PART_OF,
    DCTERMS_TITLE,
    DOCO_SECTION,
    FOAF_NAME,
    LED_CONFIDENCE,
    LED_PAGE,
    LED_TEXT,
    LED_VOICED_AS,
    OA_EXACT,
    OA_HAS_SELECTOR,
    OA_HAS_SOURCE,
    OA_PREFIX,
    OA_START,
    OA_SUFFIX,
    PROV_HAD_PLAN,
    PROV_QUALIFIED_ASSOCIATION,
    PROV_WAS_ATTRIBUTED_TO,
    PROV_WAS_DERIVED_FROM,
    PROV_WAS_GENERATED_BY,
    PROV_WAS_QUOTED_FROM,
    RDFS_LABEL,
    SCHEMA_DIGITAL_DOCUMENT,
    SKOS_PREF_LABEL,
)

__all__ = ["Evidence", "EvidenceReader", "label_of", "name_of"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of a document that show something.

    Attributes:
        document: The document's IRI.
        start: Offset of the first code point in the document's text.
        quote: The words.
        before: Some words before them, maybe none.
        after: Some words after them, maybe none.
        heading: Words of the heading they stand under, or ``None``.
        page: Page or slide from 1, where the format has them.
        voice: Whose words they are, as the document puts it, or ``None``.
        rule: Name of the rule that found them, or ``None``.
        confidence: 0 to 1, or ``None``.
    """

    document: str
    start: int
    quote: str
    before: str
    after: str
    heading: str | None
    page: int | None
    voice: str | None
    rule: str | None
    confidence: float | None


class EvidenceReader:
    """Reads the evidence of statements, mentions and all else that is quoted from passages."""

    def __init__(self, look: Lookup) -> None:
        self._look = look
        self._headings: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for section in look.instances(DOCO_SECTION):
            title = look.word(section, DCTERMS_TITLE)
            for passage in look.iris(section, PROV_WAS_QUOTED_FROM) if title else ():
                text, start = self._place(passage)
                self._headings[text].append((start, title or ""))
        for headings in self._headings.values():
            headings.sort()

    def of(self, *sources: str) -> tuple[Evidence, ...]:
        """Give the evidence of the sources together, by document and offset; each passage once."""
        found: dict[tuple[str, int, str], Evidence] = {}
        for source in sources:
            for passage in self._look.iris(source, PROV_WAS_QUOTED_FROM):
                evidence = self._read(source, passage)
                if evidence is not None:
                    found.setdefault((evidence.document, evidence.start, evidence.quote), evidence)
        return tuple(found[key] for key in sorted(found))

    def _read(self, source: str, passage: str) -> Evidence | None:
        look = self._look
        text, start = self._place(passage)
        derived = look.iris(text, PROV_WAS_DERIVED_FROM)
        document = next((d for d in derived if look.is_a(d, SCHEMA_DIGITAL_DOCUMENT)), None)
        quote = self._selected(passage, OA_EXACT)
        if document is None or not quote:
            return None
        page, confidence = look.word(passage, LED_PAGE), look.word(source, LED_CONFIDENCE)
        return Evidence(
            document=document,
            start=start,
            quote=quote,
            before=self._selected(passage, OA_PREFIX),
            after=self._selected(passage, OA_SUFFIX),
            heading=self._heading(source, text, start),
            page=int(page) if page else None,
            voice=self._voice(source),
            rule=self._rule(source),
            confidence=float(confidence) if confidence else None,
        )

    def _place(self, passage: str) -> tuple[str, int]:
        return self._look.iri(passage, OA_HAS_SOURCE) or "", int(self._selected(passage, OA_START) or 0)

    def _selected(self, passage: str, predicate: str) -> str:
        selectors = self._look.iris(passage, OA_HAS_SELECTOR)
        return next((word for s in selectors if (word := self._look.word(s, predicate))), "")

    def _heading(self, source: str, text: str, start: int) -> str | None:
        for section in self._look.iris(source, DCTERMS_IS_PART_OF):
            if title := self._look.word(section, DCTERMS_TITLE):
                return title
        headings = self._headings.get(text, [])
        at = bisect_right(headings, (start, "\U0010ffff")) - 1
        return headings[at][1] if at >= 0 else None

    def _voice(self, source: str) -> str | None:
        agent = self._look.iri(source, PROV_WAS_ATTRIBUTED_TO)
        named = label_of(self._look, agent) if agent else None
        return named or self._look.word(source, LED_VOICED_AS)

    def _rule(self, source: str) -> str | None:
        rule = self._look.iri(source, PROV_WAS_GENERATED_BY, PROV_QUALIFIED_ASSOCIATION, PROV_HAD_PLAN)
        return label_of(self._look, rule) if rule else None


def label_of(look: Lookup, thing: str, language: str | None = None) -> str | None:
    """Give a thing's own label; without a language, Danish before any other; ``None`` where it has none."""
    for predicate in (SKOS_PREF_LABEL, RDFS_LABEL, FOAF_NAME, DCTERMS_TITLE):
        if label := look.word(thing, predicate, language):
            return label
    return None


def name_of(look: Lookup, thing: str) -> str:
    """Give what to call a thing: a statement's words, a label, a passage's words, or else its IRI."""
    words = look.word(thing, LED_TEXT) or label_of(look, thing)
    quotes = (look.word(selector, OA_EXACT) for selector in look.iris(thing, OA_HAS_SELECTOR))
    return words or next(filter(None, quotes), thing)
