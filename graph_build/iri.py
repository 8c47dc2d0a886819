"""Deterministic IRIs: a name or what a thing says, never a counter, gives its IRI.

The pattern is ``{base}id/{type}/{reference}`` for things, so the base may be changed for all of them at once.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar
from urllib.parse import quote

from rdflib import URIRef

from graph_build.base import DEFAULT_BASE, check_base
from graph_build.slugs import digest, fold, slug

__all__ = ["DEFAULT_BASE", "Minter", "TextMinter", "check_base", "digest", "fold", "slug"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Patterns(Generic[T]):
    """Patterns of all IRIs of a graph under one base; equal arguments give equal IRIs, on any machine."""

    base: str = DEFAULT_BASE

    def _made(self, iri: str) -> T:
        """Give an IRI in the form wanted."""
        raise NotImplementedError

    def thing(self, kind: str, reference: str) -> T:
        """Give the IRI of a thing; ``reference`` stands in it as it is."""
        return self._made(f"{self.base}id/{kind}/{reference}")

    def concept(self, scheme: str, name: str | None = None) -> T:
        """Give the IRI of a concept, or of the scheme itself where no name is given."""
        return self._made(f"{self.base}concept/{scheme}" + (f"/{quote(name, safe='-')}" if name else ""))

    def graph(self, name: str) -> T:
        """Give the IRI of a document's named graph, or of one that all share (``metadata``, ``links`` …)."""
        return self.thing("graph", name)

    def named(self, kind: str, name: str) -> T:
        """Give the IRI of a thing known by its name: a document, person or group."""
        return self.thing(kind, slug(name))

    def hashed(self, kind: str, *parts: str) -> T:
        """Give the IRI of a thing known by what it says: a statement, mention or paradox."""
        return self.thing(kind, digest(*parts))

    def part(self, document: str, kind: str, number: int) -> T:
        """Give the IRI of a section or segment of a document, by its number in reading order."""
        return self.thing("document", f"{slug(document)}/{kind}/{number}")

    def event(self, name: str, date: str | None) -> T:
        """Give the IRI of an event; the date tells two of one name apart."""
        return self.thing("event", slug(name) + (f"-{date}" if date else ""))

    def passage(self, document: str, start: int, end: int, part: str = "") -> T:
        """Give the IRI of a passage, in the manner of RFC 5147; offsets count code points, end exclusive.

        With ``part`` it is that of what says where it stands (``position``) or its words (``quote``).
        """
        return self.thing("text", f"{slug(document)}#char={start},{end}" + (f";{part}" if part else ""))

    def rule(self, name: str) -> T:
        """Give the IRI of an extraction rule."""
        return self.thing("rule", _rule_part(name))

    def activity(self, document: str, rule: str, part: str = "") -> T:
        """Give the IRI of the activity in which a rule read a document, or of a part of it."""
        return self.thing("activity", f"{slug(document)}/{_rule_part(rule)}" + (f"/{part}" if part else ""))


class Minter(_Patterns[URIRef]):
    """Mints IRIs as rdflib has them."""

    __slots__ = ()

    def _made(self, iri: str) -> URIRef:
        return URIRef(iri)


class TextMinter(_Patterns[str]):
    """Mints IRIs as N-Quads writes them; all that the patterns give is valid, so none is looked at again."""

    __slots__ = ()

    def _made(self, iri: str) -> str:
        return f"<{iri}>"

    def beneath(self, iri: str) -> str:
        """Give an IRI that was minted here without its base."""
        return iri[len(self.base) + 1 : -1]


@lru_cache(1 << 10)
def _rule_part(name: str) -> str:
    return quote(name.replace(" ", "-").replace("/", "-"), safe=".-_")
