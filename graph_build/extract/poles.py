"""The two poles of a tension: which words of a sentence stand for each side."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from graph_build import lexicon


@dataclass(frozen=True, slots=True)
class Poles:
    """Two spans of a text (start, end), in reading order, and the pattern that told them apart."""

    spans: tuple[tuple[int, int], tuple[int, int]]
    rule: str


_JOINT = re.compile(
    r"[,;:–—]\s+(?:og|men|så|eller|mens|når|hvis|for|der|selv om)\b|\s[–—/-]\s|[.?!]\s+|,\s|\s(?:og|eller|men|når|hvis|mens|fra|i)\s"
)
_EDGE = re.compile(
    r"^(?:[\s,;:–—\-.!?\"”»«’'(]|(?:og|at|men|også|så|dog|samtidig|det|der|er|både|vi|skal|kan|hensynet til)\b\s)+",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?:[\s,;:–—\-.!?\"”»«’')]|\s(?:og|men|samtidig|også|at|som|der|er)\b)+$", re.IGNORECASE)


def poles(text: str) -> Poles | None:
    """The two poles of the tension in some words, or ``None`` where no two sides can be told apart.

    Example:
        >>> found = poles("Der skal findes en balance mellem styring og ledelse.")
        >>> found.rule, [(a, b) for a, b in found.spans]
        ('poles.mellem', [(34, 41), (45, 52)])
    """
    end = len(text.rstrip(' .!?:;"”»’'))
    for name, pattern in _patterns():
        match = pattern.search(text, 0, end)
        if match is None:
            continue
        first, second = (_trimmed(text, *match.span(group)) for group in ("a", "b"))
        if first and second:
            return Poles((first, second) if first < second else (second, first), f"poles.{name}")
    return _halves(text, end)


def _halves(text: str, end: int) -> Poles | None:
    """The two halves of a sentence, parted at the joint nearest its middle."""
    joints = [(m.start() + m.end()) / 2 for m in _JOINT.finditer(text, 8, max(8, end - 8))]
    spans = [m.span() for m in _JOINT.finditer(text, 8, max(8, end - 8))]
    if not spans:
        return None
    nearest = min(range(len(spans)), key=lambda n: abs(joints[n] - end / 2))
    first, second = _trimmed(text, 0, spans[nearest][0]), _trimmed(text, spans[nearest][1], end)
    return Poles((first, second), "poles.halves") if first and second else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without the small words and marks at its edges, or ``None`` where nothing is left."""
    if match := _EDGE.match(text[start:end]):
        start += match.end()
    if match := _TAIL.search(text[start:end]):
        end = start + match.start()
    return (start, end) if end - start >= 3 else None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row[0], re.compile(row[1], 0 if row[0] == "capitals" else re.IGNORECASE))
        for row in lexicon.rows("cues/poles.tsv")
    )


def rules() -> Iterator[str]:
    """The names of the patterns, in the order they are tried."""
    return (name for name, _ in _patterns())
