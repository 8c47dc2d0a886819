"""A document as one reads it: its parts in order, and every finding as a mark at its place."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

from exports.explorer_data.places import Places, Span
from exports.explorer_data.statements import KINDS
from exports.explorer_data.things import Things
from exports.lookup import Lookup
from ontology.terms import (
    DCTERMS_IS_PART_OF,
    DOCO_PARAGRAPH,
    DOCO_SECTION,
    LED_DOCUMENT_TEXT,
    LED_HAS_POLE,
    LED_LIST_ITEM,
    LED_MENTION,
    LED_MENTION_OF,
    LED_PARADOX,
    PROV_WAS_DERIVED_FROM,
    SCHEMA_DIGITAL_DOCUMENT,
)

__all__ = ["Readers"]

Row = dict[str, Any]
_BLOCKS: Final = {"h": DOCO_SECTION, "p": DOCO_PARAGRAPH, "li": LED_LIST_ITEM}


class Readers:
    """Gives a document's text, blocks and marks; offsets count UTF-16 units, as a browser's strings do."""

    def __init__(self, look: Lookup, things: Things, places: Places, texts: Mapping[str, str]) -> None:
        self._look, self._things = look, things
        self._places = places
        self._texts = {self._document(iri): text for iri, text in texts.items()}
        self._blocks: dict[str, list[tuple[Span, str, int]]] = {}
        self._marks: dict[str, list[Row]] = {}
        for kind, cls in _BLOCKS.items():
            for iri in look.instances(cls):
                for span in places.of(iri):
                    level = self._depth(iri) if kind == "h" else 0
                    self._blocks.setdefault(span.document, []).append((span, kind, level))
        for span, mark in self._all_marks():
            self._marks.setdefault(span.document, []).append({"s": span.start, "e": span.end, **mark})

    def _document(self, text: str) -> str:
        derived = (
            self._look.iris(text, PROV_WAS_DERIVED_FROM) if self._look.is_a(text, LED_DOCUMENT_TEXT) else []
        )
        return next((one for one in derived if self._look.is_a(one, SCHEMA_DIGITAL_DOCUMENT)), "")

    def _depth(self, section: str) -> int:
        """Give how deep a section lies, from 1."""
        depth, at = 1, self._look.iri(section, DCTERMS_IS_PART_OF)
        while at and self._look.is_a(at, DOCO_SECTION) and depth < 5:
            depth, at = depth + 1, self._look.iri(at, DCTERMS_IS_PART_OF)
        return depth

    def _all_marks(self) -> Iterator[tuple[Span, Row]]:
        look, things, places = self._look, self._things, self._places
        for mention in look.instances(LED_MENTION):
            for whom in things.ids(mention, LED_MENTION_OF):
                how = {"rule": places.rule(mention), "confidence": places.confidence(mention)}
                yield from ((span, {"l": _layer(whom), "to": whom, **how}) for span in places.of(mention))
        for kind, cls in KINDS.items():
            for iri in look.instances(cls):
                yield from ((span, {"l": kind, "to": things.id(iri)}) for span in places.of(iri))
        for paradox in look.instances(LED_PARADOX):
            poles = sorted((places.of(pole), pole) for pole in look.iris(paradox, LED_HAS_POLE))
            for letter, (spans, pole) in zip("ab", poles, strict=False):
                mark = {"l": f"pole-{letter}", "to": things.id(paradox), "pole": things.id(pole)}
                yield from ((span, mark) for span in spans)

    def all(self) -> Iterator[tuple[str, Row]]:
        """Give each document's name of a file and its row."""
        for iri, text in sorted(self._texts.items()):
            if iri:
                yield self._things.id(iri).rpartition("/")[2], self._row(iri, text)

    def _row(self, iri: str, text: str) -> Row:
        at = _units(text)
        marks = sorted(self._marks.get(iri, ()), key=lambda mark: (mark["s"], -mark["e"], mark["l"]))
        return {
            "id": self._things.id(iri),
            "text": text,
            "blocks": [
                [kind, at(start), at(end), level] for kind, start, end, level in self._cover(iri, text)
            ],
            "marks": [{**mark, "s": at(mark["s"]), "e": at(mark["e"])} for mark in marks],
        }

    def _cover(self, iri: str, text: str) -> Iterator[tuple[str, int, int, int]]:
        """Give the blocks and what stands between them, so that nothing but white space and marks is lost."""
        end = 0
        for span, kind, level in sorted(self._blocks.get(iri, ())):
            if span.start < end:  # one within another
                continue
            yield from _between(text, end, span.start)
            yield kind, span.start, span.end, level
            end = span.end
        yield from _between(text, end, len(text))


def _layer(whom: str) -> str:
    return "theme" if whom.startswith("concept/") else whom.split("/")[1]


def _between(text: str, start: int, end: int) -> Iterator[tuple[str, int, int, int]]:
    """Give what no block holds: lines (headers of slides and the like), and the number before a block."""
    edges = [start, *(at + 1 for at in range(start, end) if text[at] == "\n"), end]
    for first, last in pairwise(edges):
        if any(sign.isalnum() for sign in text[first:last]):
            number = last == end < len(text) and not text[first:last].endswith("\n")
            yield "n" if number else "o", first, last, 0


def _units(text: str) -> Callable[[int], int]:
    """Give a function that turns an offset in code points into one in UTF-16 units."""
    wide = [at for at, sign in enumerate(text) if ord(sign) > 0xFFFF]
    return lambda at: at + bisect_left(wide, at)
