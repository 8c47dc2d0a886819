"""The explorer's data as scripts, which a page can load from a server and from a folder alike."""

import json
from collections.abc import Mapping
from typing import Any

from exports.explorer_data.graph import graph
from exports.lookup import Lookup
from exports.projection import project

__all__ = ["explorer_files"]


def explorer_files(look: Lookup, base: str, texts: Mapping[str, str]) -> dict[str, bytes]:
    """Give the data's files: contents by path below the explorer's own folder.

    Args:
        look: The graph.
        base: The IRI under which the graph's things stand; ids are what follows it.
        texts: The documents' texts by IRI.
    """
    projection = project(look)
    found: dict[str, Any] = {"graph": graph(projection, base)}
    return {f"data/{name}.js": _script(name, value) for name, value in found.items()}


def _script(name: str, value: object) -> bytes:
    # A string that is parsed loads faster than an object that is compiled.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    quoted = json.dumps(text, ensure_ascii=False)
    return f"ledelsesgraf.data({json.dumps(name)},JSON.parse({quoted}));\n".encode("utf-8", "replace")
