"""The explorer's index of statements, and of the paradoxes that some of them express."""

from bisect import bisect_left
from collections import defaultdict
from typing import Any, Final

from exports.evidence import label_of
from exports.explorer_data.places import Places, Span
from exports.explorer_data.things import Things
from exports.lookup import Lookup
from ontology.terms import (
    DCTERMS_IS_PART_OF,
    DCTERMS_TITLE,
    LED_ACTION_BY,
    LED_ACTION_BY_TEXT,
    LED_ADDRESSEE,
    LED_ADDRESSEE_TEXT,
    LED_BENEFICIARY,
    LED_BENEFICIARY_TEXT,
    LED_COUNT_OF,
    LED_DECISION,
    LED_DUE_BY,
    LED_EMPHASISES,
    LED_EXPRESSES,
    LED_FIGURE,
    LED_FRAMING,
    LED_HAS_POLE,
    LED_MENTION,
    LED_MENTION_OF,
    LED_MODALITY,
    LED_ON_BEHALF_OF,
    LED_ORDER,
    LED_PAIRING_GROUND,
    LED_PARADOX,
    LED_PARADOX_STATEMENT,
    LED_RECOMMENDATION,
    LED_RESPONDS_TO,
    LED_SIMILAR_TO,
    LED_TEXT,
    LED_UNIT,
    LED_VALUE,
    LED_VOICED_AS,
    LED_VOICED_AT,
    PROV_WAS_ATTRIBUTED_TO,
    SCHEMA_ABOUT,
    SCHEMA_ANSWER,
    SCHEMA_QUESTION,
    SCHEMA_SUGGESTED_ANSWER,
)

__all__ = ["KINDS", "Statements"]

Row = dict[str, Any]
KINDS: Final = {
    "paradox": LED_PARADOX_STATEMENT,
    "recommendation": LED_RECOMMENDATION,
    "question": SCHEMA_QUESTION,
    "answer": SCHEMA_ANSWER,
    "decision": LED_DECISION,
    "figure": LED_FIGURE,
}
_ONE: Final = {
    "voice": PROV_WAS_ATTRIBUTED_TO,
    "behalf": LED_ON_BEHALF_OF,
    "event": LED_VOICED_AT,
    "framing": LED_FRAMING,
    "modality": LED_MODALITY,
    "paradox": LED_EXPRESSES,
}
_MANY: Final = {
    "themes": SCHEMA_ABOUT,
    "addressee": LED_ADDRESSEE,
    "beneficiary": LED_BENEFICIARY,
    "responds": LED_RESPONDS_TO,
    "answers": SCHEMA_SUGGESTED_ANSWER,
    "similar": LED_SIMILAR_TO,
    "actor": LED_ACTION_BY,
}
_WORDS: Final = {
    "voicedAs": LED_VOICED_AS,
    "addresseeText": LED_ADDRESSEE_TEXT,
    "beneficiaryText": LED_BENEFICIARY_TEXT,
    "actorText": LED_ACTION_BY_TEXT,
    "due": LED_DUE_BY,
    "ground": LED_PAIRING_GROUND,
    "value": LED_VALUE,
    "of": LED_COUNT_OF,
    "unit": LED_UNIT,
}


class Statements:
    """Rows for what is said; what a statement lacks is left out of its row."""

    def __init__(self, look: Lookup, things: Things, places: Places) -> None:
        self._look, self._things, self._places = look, things, places
        self._mentions = self._mentioned()

    def _mentioned(self) -> dict[str, list[tuple[int, int, str]]]:
        """Give the mentions of actors by document, in reading order."""
        found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for mention in self._look.instances(LED_MENTION):
            whom = [one for one in self._things.ids(mention, LED_MENTION_OF) if one.startswith("id/")]
            for span in self._places.of(mention) if whom else ():
                found[span.document] += ((span.start, span.end, one) for one in whom)
        return {document: sorted(mentions) for document, mentions in found.items()}

    def rows(self) -> list[Row]:
        """Give the statements by document and the order in which they stand."""
        found = [self._row(kind, iri) for kind, cls in KINDS.items() for iri in self._look.instances(cls)]
        return sorted(found, key=lambda row: (row["document"], row["start"], row["order"], row["id"]))

    def _row(self, kind: str, iri: str) -> Row:
        look, things, places = self._look, self._things, self._places
        span = next(iter(places.of(iri)), Span(places.document(iri), 0, 0))
        row: Row = {
            "id": things.id(iri),
            "kind": kind,
            "text": look.word(iri, LED_TEXT) or "",
            "document": things.id(span.document),
            "start": span.start,
            "end": span.end,
            "order": int(look.word(iri, LED_ORDER) or 0),
            "section": next(iter(look.words(look.iri(iri, DCTERMS_IS_PART_OF) or "", DCTERMS_TITLE)), None),
            "rule": places.rule(iri),
            "confidence": places.confidence(iri),
            "mentions": self._within(span),
        }
        row |= {key: things.id(one) for key, each in _ONE.items() if (one := look.iri(iri, each))}
        row |= {key: found for key, each in _MANY.items() if (found := things.ids(iri, each))}
        row |= {key: word for key, each in _WORDS.items() if (word := look.word(iri, each))}
        return {key: value for key, value in row.items() if value not in (None, [], "")}

    def _within(self, span: Span) -> list[str]:
        """Give the actors that a passage names, each once, in the order in which it does."""
        mentions = self._mentions.get(span.document, [])
        first = bisect_left(mentions, (span.start, 0, ""))
        found: dict[str, None] = {}
        for start, end, whom in mentions[first:]:
            if start >= span.end:
                break
            if end <= span.end:
                found[whom] = None
        return [*found]

    def paradoxes(self) -> list[Row]:
        """Give the paradoxes by IRI, each with its two poles as the graph orders them in the text."""
        return [self._paradox(iri) for iri in self._look.instances(LED_PARADOX)]

    def _paradox(self, iri: str) -> Row:
        return {
            "id": self._things.id(iri),
            "poles": sorted(
                (self._pole(pole) for pole in self._look.iris(iri, LED_HAS_POLE)),
                key=lambda row: (row["spans"], row["id"]),
            ),
            "statements": [self._things.id(one) for one in self._look.pointing(LED_EXPRESSES, iri)],
        }

    def _pole(self, pole: str) -> Row:
        spans = [(self._things.id(s.document), s.start, s.end) for s in self._places.of(pole)]
        return {
            "id": self._things.id(pole),
            "text": label_of(self._look, pole) or "",
            "themes": self._things.ids(pole, LED_EMPHASISES),
            "spans": spans,
        }
