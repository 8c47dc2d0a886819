r"""A query's text by its tokens, as SPARQL's grammar reads it.

Strings, comments, IRIs and names are no keywords. A letter may be written as an escape (``\u0053ERVICE``), so
who looks for words looks at ``resolved`` too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

__all__ = ["DEEPEST", "Token", "resolved", "tokens", "too_deep"]

DEEPEST: Final = 200
"""Levels of brackets, or signs in a row; the parser's own stack ends at some thousands."""

_TOKEN: Final = re.compile(
    r"""
    (?P<string> \"{3}(?:[^\\"]|\\.|"(?!""))*\"{3} | '{3}(?:[^\\']|\\.|'(?!''))*'{3}
              | \"(?:[^\"\\\n\r]|\\.)*\" | '(?:[^'\\\n\r]|\\.)*' )
  | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
  | (?P<comment> \#[^\n\r]* )
  | (?P<variable> [?$]\w+ )
  | (?P<name> [\w.-]*:(?:[\w:.%-]|\\.)* )
  | (?P<word> [^\W\d]\w* )
  | (?P<open> [({\[] )
  | (?P<close> [)}\]] )
  | (?P<sign> [!+^-] )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a query.

    Attributes:
        kind: A ``string``, an ``iri``, a ``variable``, a ``name`` with a prefix, a ``word``, a bracket
            that is ``open`` or ``close``, or a ``sign`` of an expression.
        text: It, as it stands there.
        start: Where it begins, in code points of the text.
        depth: How many brackets are open around it.
    """

    kind: str
    text: str
    start: int
    depth: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


def resolved(text: str) -> str:
    r"""Give the text with its ``\u`` escapes as the letters that they mean."""
    return _ESCAPE.sub(_letter, text) if "\\" in text else text


def _letter(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF else escape[0]


def tokens(text: str) -> Iterator[Token]:
    """Give the tokens in order; comments are none, nor are the other signs (``.``, ``;``, ``*`` …)."""
    depth = 0
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or ""
        depth -= kind == "close"
        if kind != "comment":
            yield Token(kind, found[0], found.start(), depth)
        depth += kind == "open"


def too_deep(text: str) -> bool:
    """Tell whether brackets or signs nest deeper than ``DEEPEST``, also where they are written as escapes."""
    return any(map(_nests, dict.fromkeys((text, resolved(text)))))


def _nests(text: str) -> bool:
    if sum(map(text.count, "({[")) <= DEEPEST and sum(map(text.count, "!+-^")) <= DEEPEST:
        return False
    signs = 0
    for token in tokens(text):
        signs = signs + 1 if token.kind == "sign" else 0
        if token.depth > DEEPEST or signs > DEEPEST:
            return True
    return False
