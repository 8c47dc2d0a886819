"""Where each statement stands and how it was found: Web Annotation selectors and PROV-O activities.

One activity stands for one rule's reading of one document, so that provenance does not outweigh the data.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from rdflib import URIRef

from graph_build.iri import TextMinter
from graph_build.model import Document, Mention
from graph_build.nquads import Term, Text, decimal, literal, number
from graph_build.quote import as_quote
from ontology import terms as t

Triple = tuple[Text, URIRef, Term]
"""One that is being put together: its property is one of the model's terms, its value may be."""

VERSION = "0.1.0"
"""Of the software and its rules."""
_AROUND = 32
"""Code points of the text that a quote's prefix and suffix show."""
_SELECTORS = ("position", "quote")


class Provenance:
    """What one document's findings cite: passages of its text and activities that found them.

    Citing records; ``triples`` then describes all that was cited, each thing once.
    """

    def __init__(self, mint: TextMinter, document: Document) -> None:
        self._mint = mint
        self._document = document
        self._spans: set[tuple[int, int]] = set()
        self._rules: set[str] = set()
        self._pages = [page.start for page in document.pages]
        self.text_iri = mint.named("text", document.name)

    @property
    def rules(self) -> frozenset[str]:
        """The names of the rules cited so far."""
        return frozenset(self._rules)

    def passage(self, start: int, end: int) -> Text:
        """Cite a passage; offsets count code points, the end is exclusive."""
        self._spans.add((start, end))
        return self._mint.passage(self._document.name, start, end)

    def quoted(self, mention: Mention) -> Text:
        """Cite a mention's words."""
        return self.passage(mention.start, mention.end)

    def found(self, thing: Text, mention: Mention) -> Iterator[Triple]:
        """Say of a finding where its words stand, which rule found it and how surely."""
        self._rules.add(mention.rule)
        yield thing, t.PROV_WAS_QUOTED_FROM, self.quoted(mention)
        yield thing, t.PROV_WAS_GENERATED_BY, self._mint.activity(self._document.name, mention.rule)
        yield thing, t.LED_CONFIDENCE, decimal(mention.confidence)

    def triples(self) -> Iterator[Triple]:
        """Describe every passage and activity cited so far."""
        for start, end in sorted(self._spans):
            yield from self._passage(start, end)
        for rule in sorted(self._rules):
            yield from self._activity(rule)

    def _passage(self, start: int, end: int) -> Iterator[Triple]:
        source = self._document.text
        passage = self._mint.passage(self._document.name, start, end)
        position, words = (self._mint.passage(self._document.name, start, end, part) for part in _SELECTORS)
        yield passage, t.RDF_TYPE, t.OA_SPECIFIC_RESOURCE
        yield passage, t.OA_HAS_SOURCE, self.text_iri
        yield passage, t.OA_HAS_SELECTOR, position
        yield passage, t.OA_HAS_SELECTOR, words
        yield position, t.RDF_TYPE, t.OA_TEXT_POSITION_SELECTOR
        yield position, t.OA_START, number(start)
        yield position, t.OA_END, number(end)
        yield words, t.RDF_TYPE, t.OA_TEXT_QUOTE_SELECTOR
        yield words, t.OA_EXACT, literal(as_quote(source[start:end]))
        yield words, t.OA_PREFIX, literal(as_quote(source[max(0, start - _AROUND) : start]))
        yield words, t.OA_SUFFIX, literal(as_quote(source[end : end + _AROUND]))
        page = bisect_right(self._pages, start)
        if page:
            yield passage, t.LED_PAGE, number(self._document.pages[page - 1].number)

    def _activity(self, rule: str) -> Iterator[Triple]:
        activity = self._mint.activity(self._document.name, rule)
        association = self._mint.activity(self._document.name, rule, "association")
        software = self._mint.thing("software", "ledelsesgraf")
        yield activity, t.RDF_TYPE, t.LED_EXTRACTION_ACTIVITY
        yield activity, t.RDF_TYPE, t.PROV_ACTIVITY
        yield activity, t.PROV_USED, self.text_iri
        yield activity, t.PROV_WAS_ASSOCIATED_WITH, software
        yield activity, t.PROV_QUALIFIED_ASSOCIATION, association
        yield association, t.RDF_TYPE, t.PROV_ASSOCIATION
        yield association, t.PROV_AGENT_PROPERTY, software
        yield association, t.PROV_HAD_PLAN, self._mint.rule(rule)


def rules_and_software(mint: TextMinter, rules: Iterable[str]) -> Iterator[Triple]:
    """Describe the rules that found something and the software that followed them."""
    software = mint.thing("software", "ledelsesgraf")
    yield software, t.RDF_TYPE, t.PROV_SOFTWARE_AGENT
    yield software, t.RDF_TYPE, t.PROV_AGENT
    yield software, t.RDFS_LABEL, literal("Ledelsesgraf")
    yield software, t.OWL_VERSION_INFO, literal(VERSION)
    for name in sorted(set(rules)):
        rule = mint.rule(name)
        yield rule, t.RDF_TYPE, t.LED_RULE
        yield rule, t.RDF_TYPE, t.PROV_PLAN
        yield rule, t.RDFS_LABEL, literal(name)
        yield rule, t.OWL_VERSION_INFO, literal(VERSION)
