"""Deterministic IRIs: a name or what a thing says, never a counter, gives its IRI.

The pattern is ``{base}id/{type}/{reference}`` for things, so the base may be changed for all of them at once.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar
from urllib.parse import quote

from rdflib import URIRef

from graph_build.base import DEFAULT_BASE, check_base

__all__ = ["DEFAULT_BASE", "Minter", "TextMinter", "check_base", "digest", "fold", "slug"]

T = TypeVar("T")

_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "đ": "d", "ł": "l", "þ": "th", "ð": "d"})
_LONGEST_SLUG = 96


@lru_cache(1 << 16)
def fold(text: str) -> str:
    r"""Give text as it is compared: NFC, without case, white space folded.

    Example:
        >>> fold("  Birgit  lise\nANDERSEN ")
        'birgit lise andersen'
    """
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def digest(*parts: str) -> str:
    """Give 16 hexadecimal digits of the SHA-256 of ``parts``; their borders count.

    Example:
        >>> digest("a", "bc") == digest("ab", "c")
        False
    """
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


@lru_cache(1 << 14)
def slug(text: str) -> str:
    """Give text as a part of an IRI: lower-case ASCII letters and digits, hyphens between.

    Where letters had to be dropped (no Latin letters) or the text is very long, a digest of the
    folded text is added, so that two different texts do not fall together.

    Example:
        >>> slug("Birgit lise Ågård-Sørensen"), slug("7. møde i Følgegruppen")
        ('birgit-lise-aagaard-soerensen', '7-moede-i-foelgegruppen')
    """
    letters = unicodedata.normalize("NFKD", fold(text).translate(_DANISH))
    kept = re.sub(r"[^a-z0-9]+", "-", re.sub(r"[\u0300-\u036f'’]", "", letters)).strip("-")
    lost = any(c.isalnum() and not c.isascii() for c in letters)
    if kept and not lost and len(kept) <= _LONGEST_SLUG:
        return kept
    return f"{kept[:_LONGEST_SLUG]}-{digest(fold(text))}".strip("-")


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
