"""Terms and quads as N-Quads writes them: text, byte for byte as the store writes it, and back again.

Inside a build a term is this text and nothing else. Millions of them are made, compared and sorted, and a
plain string is for all of that a small part of the cost of an object.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

import pyoxigraph as ox
from rdflib import XSD, BNode, Literal, URIRef
from rdflib.term import Node

Triple = tuple[URIRef, URIRef, URIRef | Literal]
Quad = tuple[URIRef, URIRef, URIRef | Literal, URIRef]

__all__ = [
    "Quad",
    "Term",
    "Text",
    "Triple",
    "as_node",
    "danish",
    "decimal",
    "graph_of",
    "iri",
    "is_literal",
    "lexical",
    "line",
    "lines",
    "literal",
    "number",
    "parse",
    "subject_of",
    "term",
    "text",
    "texts",
    "typed",
]  # fmt: skip

Text = str
"""A term as N-Triples writes it."""
Term = Text | URIRef
"""What a triple is made of while it is put together: one of the model's terms, or a text."""

_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f\ufffe\uffff]')
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_UNESCAPED = re.compile(r"\\(?:([btnfr\"\\])|u([0-9A-F]{4}))")
_LONG = {short[1]: char for char, short in _SHORT.items()}
_INTEGER, _DECIMAL = f'"^^<{XSD.integer}>', f'"^^<{XSD.decimal}>'


class _Terms(dict[str, Text]):
    """The model's terms as texts; each is made once."""

    def __missing__(self, term: str) -> Text:
        made = self[term] = f"<{term}>" if type(term) is URIRef else term
        return made


_named = _Terms()


def texts(triples: Iterable[tuple[Text, URIRef, Term]]) -> Iterator[tuple[Text, Text, Text]]:
    """Give triples with the model's terms in them as texts alone."""
    named = _named
    return ((s, named[p], named[o] if type(o) is URIRef else o) for s, p, o in triples)


def iri(value: str) -> Text:
    """Give an IRI that is known to be valid."""
    return f"<{value}>"


def literal(words: str) -> Text:
    r"""Give words as they are, as a plain string.

    Example:
        >>> literal('en "grund"\n')
        '"en \\"grund\\"\\n"'
    """
    return f'"{_ESCAPED.sub(_escape, words)}"' if _ESCAPED.search(words) else f'"{words}"'


def danish(words: str) -> Text:
    """Give Danish words as they are."""
    return f"{literal(words)}@da"


def text(words: str) -> Text:
    """Give words as a plain string, white space folded."""
    return literal(" ".join(words.split()))


def typed(value: str, datatype: URIRef) -> Text:
    """Give a value of a datatype, written as it is."""
    return f"{literal(value)}^^<{datatype}>"


def number(value: int) -> Text:
    """Give a whole number; always ``xsd:integer``, the one integer type that the store keeps."""
    return f'"{value}{_INTEGER}'


@lru_cache(1 << 12)
def decimal(value: float) -> Text:
    """Give a number in the canonical form in which the store keeps it, to six decimal places.

    Example:
        >>> [decimal(n).partition("^")[0] for n in (0.90, 224.0, 1_000_000)]
        ['"0.9"', '"224"', '"1000000"']
    """
    written = f"{round(Decimal(str(value)), 6):f}"
    return f'"{written.rstrip("0").rstrip(".") if "." in written else written}{_DECIMAL}'


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return _SHORT.get(char) or f"\\u{ord(char):04X}"


def _unescape(match: re.Match[str]) -> str:
    return _LONG[match[1]] if match[1] else chr(int(match[2], 16))


def is_literal(term: Text) -> bool:
    """Whether a term is a literal."""
    return term[0] == '"'


def lexical(term: Text) -> str:
    """Give what a term says: an IRI, or a literal's words without language and datatype."""
    if term[0] == "<":
        return term[1:-1]
    words = term[1 : term.rindex('"')] if term[0] == '"' else term
    return _UNESCAPED.sub(_unescape, words) if "\\" in words else words


def term(node: Node) -> Text:
    """Give a node of rdflib as text.

    Raises:
        ValueError: It is no valid IRI or language tag.
    """
    if isinstance(node, Literal):
        return _literal(str(node), node.language, node.datatype)
    return f"_:{node}" if isinstance(node, BNode) else _iri(str(node))


@lru_cache(1 << 16)
def _iri(value: str) -> Text:
    return str(ox.NamedNode(value))


@lru_cache(1 << 16)
def _literal(value: str, language: str | None, datatype: str | None) -> Text:
    if language:
        return str(ox.Literal(value, language=language))
    return str(ox.Literal(value, datatype=ox.NamedNode(datatype) if datatype else None))


def as_node(term: Text) -> URIRef | Literal:
    """Give a text that was made here as a node of rdflib."""
    if term[0] != '"':
        return URIRef(term[1:-1])
    end = term.rindex('"')
    rest = term[end + 1 :]
    if rest.startswith("@"):
        return Literal(lexical(term), lang=rest[1:])
    return Literal(lexical(term), datatype=URIRef(rest[3:-1]) if rest else None)


def line(subject: Text, predicate: Text, value: Text, graph: Text) -> bytes:
    """Give a quad as a line, with its line break."""
    return f"{subject} {predicate} {value} {graph} .\n".encode()


def lines(quads: Iterable[Quad]) -> Iterator[bytes]:
    """Give quads of rdflib as lines; without blank nodes they are canonical.

    Raises:
        ValueError: A term is no valid IRI or language tag.
    """
    return (line(*map(term, quad)) for quad in quads)


def parse(lines: Iterable[bytes]) -> Iterator[tuple[Text, Text, Text, Text]]:
    """Give the terms of lines that were written here."""
    for written in lines:
        subject, predicate, rest = written.decode().split(" ", 2)
        value, graph, _ = rest.rsplit(" ", 2)
        yield subject, predicate, value, graph


def graph_of(line: bytes) -> str:
    """Give the graph's IRI of a line."""
    return line[line.rindex(b" <", 0, -3) + 2 : -4].decode()


def subject_of(line: bytes) -> bytes:
    """Give the subject of a line."""
    return line[: line.index(b" ")]
