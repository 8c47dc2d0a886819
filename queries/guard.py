"""What a query's text may not do: reach out to other services, change the graph, or nest without end."""

import re
from typing import Final

from graph_build.errors import QueryError

__all__ = ["check", "pattern_at"]

LONGEST: Final = 1_000_000
"""Code points that a query may have."""
DEEPEST: Final = 200
"""Levels of brackets and of repeated signs; the parser's own stack ends at some thousands."""

_TOKEN = re.compile(
    r"""
    (?P<string> \"{3}(?:[^\\]|\\.)*?\"{3} | '{3}(?:[^\\]|\\.)*?'{3}
              | \"(?:[^\"\\\n\r]|\\.)*\" | '(?:[^'\\\n\r]|\\.)*' )
  | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
  | (?P<comment> \#[^\n\r]* )
  | (?P<variable> [?$]\w+ )
  | (?P<prefixed> [\w.-]*:(?:[\w:.%-]|\\.)* )
  | (?P<word> [^\W\d]\w* )
  | (?P<open> [({\[] )
  | (?P<close> [)}\]] )
  | (?P<sign> [!+^-] )
  | (?P<other> \\. | \S )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES: Final = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"])
_QUERIES: Final = frozenset(["SELECT", "CONSTRUCT", "ASK", "DESCRIBE"])


def check(name: str, text: str) -> None:
    """Let a query pass or say why not.

    Raises:
        QueryError: It calls a SERVICE, is an update, is too long, or nests too deep.
    """
    if len(text) > LONGEST:
        raise QueryError(f"{name}: the query is longer than {LONGEST} characters; make it shorter.")
    # A letter may be written as an escape, so the text is looked at both as it is and with them resolved.
    for version in dict.fromkeys((text, _ESCAPE.sub(_character, text))):
        _check_words(name, version)


def _check_words(name: str, text: str) -> None:
    words = []
    depth = signs = 0
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        depth += (kind == "open") - (kind == "close")
        signs = signs + 1 if kind == "sign" else 0
        if depth > DEEPEST or signs > DEEPEST:
            raise QueryError(f"{name}: the query nests deeper than {DEEPEST} levels; make it simpler.")
        if kind == "word":
            words.append(token[0].upper())
    if "SERVICE" in words:
        raise QueryError(f"{name}: SERVICE is refused, as a query asks this graph alone; leave it out.")
    verb = next((word for word in words if word in _UPDATES | _QUERIES), None)
    if verb in _UPDATES:
        raise QueryError(f"{name}: {verb} is refused, as a query only reads; build the graph anew instead.")


def pattern_at(text: str) -> int | None:
    """Give where the outermost pattern begins, behind ``WHERE {``; ``None`` where no such words stand."""
    tokens = [token for token in _TOKEN.finditer(text) if token.lastgroup != "comment"]
    words = [token[0].upper() for token in tokens]
    for at, token in enumerate(tokens[1:], start=1):
        if token[0] == "{" and words[at - 1] == "WHERE":
            # The short form of CONSTRUCT takes nothing but triples.
            return None if "CONSTRUCT" in words[max(0, at - 2) : at] else token.end()
    return None


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF else escape[0]
