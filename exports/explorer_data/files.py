"""The explorer's data as scripts, which a page can load from a server and from a folder alike."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from exports.explorer_data.graph import graph
from exports.explorer_data.index import index
from exports.explorer_data.places import Places
from exports.explorer_data.reader import Readers
from exports.explorer_data.statements import Statements
from exports.explorer_data.things import Things
from exports.lookup import Lookup
from exports.projection import project

__all__ = ["explorer_files"]


def explorer_files(
    look: Lookup,
    base: str,
    texts: Mapping[str, str],
    sha256: str = "",
    *,
    linked: str | None = None,
    unread: Sequence[str] = (),
) -> dict[str, bytes]:
    """Give the data's files: contents by path below the explorer's own folder.

    Args:
        look: The graph.
        base: The IRI under which the graph's things stand; ids are what follows it.
        texts: The documents' texts by IRI.
        sha256: The graph's hash.
        linked: Where the server's own pages begin, seen from the explorer, or ``None``.
        unread: Names of files that could not be read, which the page on documents tells.
    """
    things, places = Things(look, base), Places(look)
    found: dict[str, Any] = {
        "index": index(things, Statements(look, things, places), base, sha256, linked, unread=unread),
        "graph": graph(project(look), base),
    }
    found |= {f"document/{name}": row for name, row in Readers(look, things, places, texts).all()}
    return {f"data/{name}.js": _script(name, value) for name, value in found.items()}


def _script(name: str, value: object) -> bytes:
    # A string that is parsed loads faster than an object that is compiled.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    quoted = json.dumps(text, ensure_ascii=False)
    return f"ledelsesgraf.data({json.dumps(name)},JSON.parse({quoted}));\n".encode("utf-8", "replace")
