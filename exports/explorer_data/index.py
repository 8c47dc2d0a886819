"""The explorer's index: all that it knows before a document is opened."""

from collections.abc import Sequence
from typing import Any

from exports.explorer_data.statements import Statements
from exports.explorer_data.things import Things

__all__ = ["index"]


def index(
    things: Things,
    statements: Statements,
    base: str,
    sha256: str,
    linked: str | None,
    *,
    unread: Sequence[str],
) -> dict[str, Any]:
    """Give the index.

    Args:
        things: Documents, events, actors, themes.
        statements: What is said.
        base: The IRI under which the graph's things stand.
        sha256: The graph's hash, which names this state of it.
        linked: Where the server's pages begin, seen from the explorer; ``None`` where there is no server.
        unread: Names of files that could not be read.
    """
    return {
        "base": base,
        "sha256": sha256,
        "linked": linked,
        "unread": list(unread),
        "documents": things.documents(),
        "events": things.events(),
        "actors": things.actors(),
        "themes": things.themes(),
        "concepts": things.concepts(),
        "statements": statements.rows(),
        "paradoxes": statements.paradoxes(),
    }
