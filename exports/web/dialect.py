"""Puts right what older endpoints write otherwise than SPARQL 1.1's JSON results: Virtuoso 7's habits."""

import json
from typing import Any, Final

__all__ = ["repaired"]

_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"


def repaired(content: bytes, kind: str) -> bytes:
    """Give an endpoint's JSON answer as SPARQL 1.1 has it.

    Virtuoso calls a literal with a datatype ``typed-literal``, and answers some ASK queries by a table, which
    has a row with 1 for yes.

    Args:
        content: The answer as it came.
        kind: ``table`` or ``boolean``, what the query gives.

    Raises:
        ValueError: It is no JSON, or no answer.
    """
    if kind == "boolean":
        found = json.loads(content)
        return content if "boolean" in found else json.dumps({"head": {}, "boolean": _yes(found)}).encode()
    if b"typed-literal" not in content:
        return content
    found = json.loads(content)
    for row in found["results"]["bindings"]:
        for term in row.values():
            if term["type"] == "typed-literal":
                term["type"] = "literal"
                if term["datatype"] == _STRING:
                    del term["datatype"]
    return json.dumps(found, ensure_ascii=False).encode()


def _yes(found: dict[str, Any]) -> bool:
    try:
        rows = found["results"]["bindings"]
        return any(term["value"] not in ("0", "false") for row in rows for term in row.values())
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("it is neither yes nor no") from error
