"""What a query's text may not do: reach out to other services, change the graph, or nest without end."""

from typing import Final

from graph_build.errors import QueryError
from queries.tokens import DEEPEST, resolved, tokens, too_deep

__all__ = ["check", "pattern_at"]

LONGEST: Final = 1_000_000
"""Code points that a query may have."""
_UPDATES: Final = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"])
_QUERIES: Final = frozenset(["SELECT", "CONSTRUCT", "ASK", "DESCRIBE"])


def check(name: str, text: str) -> None:
    """Let a query pass or say why not.

    Raises:
        QueryError: It calls a SERVICE, is an update, is too long, or nests too deep.
    """
    if len(text) > LONGEST:
        raise QueryError(f"{name}: the query is longer than {LONGEST} characters; make it shorter.")
    if too_deep(text):
        raise QueryError(f"{name}: the query nests deeper than {DEEPEST} levels; make it simpler.")
    for version in dict.fromkeys((text, resolved(text))):
        _check_words(name, version)


def _check_words(name: str, text: str) -> None:
    words = [token.text.upper() for token in tokens(text) if token.kind == "word"]
    if "SERVICE" in words:
        raise QueryError(f"{name}: SERVICE is refused, as a query asks this graph alone; leave it out.")
    verb = next((word for word in words if word in _UPDATES | _QUERIES), None)
    if verb in _UPDATES:
        raise QueryError(f"{name}: {verb} is refused, as a query only reads; build the graph anew instead.")


def pattern_at(text: str) -> int | None:
    """Give where the outermost pattern begins, behind ``WHERE {``; ``None`` where no such words stand."""
    found = list(tokens(text))
    words = [token.text.upper() for token in found]
    for at, token in enumerate(found[1:], start=1):
        if token.text == "{" and words[at - 1] == "WHERE":
            # The short form of CONSTRUCT takes nothing but triples.
            return None if "CONSTRUCT" in words[max(0, at - 2) : at] else token.end
    return None
