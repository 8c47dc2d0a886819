"""Where a query cannot be parsed, told to the one who wrote it."""

import re
from typing import Final, NamedTuple

__all__ = ["Fault", "explained", "fault_in"]

_AROUND = 30
"""Characters that are shown on each side of the place."""
_REASONS: Final = {
    "Prefix not found": "a prefix is not declared; write PREFIX name: <IRI> above",
    "unbound": "SELECT shows a variable that the aggregate does not give; add it to GROUP BY",
    "already": "a variable is given a value twice; use another name",
}
"""What the parser's own words mean to one who wrote the query."""
_UNTOLD, _ENDED = "check what stands there", "it ends before it is whole"


class Fault(NamedTuple):
    """Where a query cannot be parsed, what stands there, which may be nothing, and what may be wrong."""

    line: int
    column: int
    near: str
    why: str


def explained(text: str, message: str) -> str | None:
    """Give in words what stands at the place that the parser's message names, and what may be wrong with it.

    Args:
        text: The query.
        message: The parser's.

    Returns:
        ``None`` where the message names no place.

    Example:
        >>> explained("SELEC * {}", "error at 1:6: expected SELECT")
        'line 1, column 6: the query cannot be parsed near »SELEC * {}«; check what stands there'
    """
    fault = fault_in(text, message)
    if fault is None:
        return None
    what = f"near »{fault.near}«" if fault.near else "as nothing stands there"
    return f"line {fault.line}, column {fault.column}: the query cannot be parsed {what}; {fault.why}"


def fault_in(text: str, message: str) -> Fault | None:
    """Give the place that the parser's message names, and what may be wrong with it; see ``explained``."""
    place = re.search(r"error at (\d+):(\d+)", message)
    if not place:
        return None
    number, column = int(place[1]), int(place[2])
    lines = text.splitlines() or [""]
    rest = [lines[min(number, len(lines)) - 1][column - 1 :] if number <= len(lines) else "", *lines[number:]]
    untold = _UNTOLD if "".join(rest).strip() else _ENDED
    why = next((reason for words, reason in _REASONS.items() if words in message), untold)
    line = lines[min(number, len(lines)) - 1]
    return Fault(number, column, line[max(0, column - _AROUND) : column + _AROUND].strip(), why)
