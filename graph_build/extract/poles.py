"""The two poles of a tension: which words of a sentence stand for each side."""

import re
from dataclasses import dataclass
from functools import cache, partial

from graph_build import lexicon
from graph_build.language.screen import Screen

_pattern = partial(lexicon.pattern, "poles")


@dataclass(frozen=True, slots=True)
class Poles:
    """Two spans of a text (start, end), in reading order, and the pattern that told them apart."""

    spans: tuple[tuple[int, int], tuple[int, int]]
    rule: str


def poles(text: str) -> Poles | None:
    """The two poles of the tension in some words, or ``None`` where no two sides can be told apart.

    Example:
        >>> found = poles("Der skal findes en balance mellem styring og ledelse.")
        >>> found.rule, [(a, b) for a, b in found.spans]
        ('poles.mellem', [(34, 41), (45, 52)])
    """
    start, end = _core(text)
    for pattern, name in _between().possible(text):
        match = pattern.search(text, start, end)
        if match is None:
            continue
        first, second = (_trimmed(text, *match.span(group)) for group in ("a", "b"))
        if first and second:
            return Poles((first, second) if first < second else (second, first), f"poles.{name}")
    return _halves(text, start, end)


def _core(text: str) -> tuple[int, int]:
    """Where the words that hold the poles begin and end, without "X sagde, at" and "begge dele …"."""
    end = len(text.rstrip(' .!?:;"”»’'))
    lead = _pattern("lead").match(text)
    start = lead.end() if lead else 0
    if (tail := _pattern("sums-up").search(text, start + 15, end)) and tail.start() - start > 20:
        end = tail.start()
    return start, end


def _halves(text: str, start: int, end: int) -> Poles | None:
    """The two halves of a sentence, parted at the joint nearest its middle."""
    middle = (start + end) / 2
    spans = [m.span() for m in _pattern("joint").finditer(text, start + 8, max(start + 8, end - 8))]
    joints = [(a + b) / 2 for a, b in spans]
    if not spans:
        return None
    nearest = min(range(len(spans)), key=lambda n: abs(joints[n] - middle))
    first, second = _trimmed(text, start, spans[nearest][0]), _trimmed(text, spans[nearest][1], end)
    return Poles((first, second), "poles.halves") if first and second else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without the small words and marks at its edges, or ``None`` where nothing is left."""
    if match := _pattern("edge").match(text[start:end]):
        start += match.end()
    if match := _pattern("tail").search(text[start:end]):
        end = start + match.start()
    return (start, end) if end - start >= 3 else None


@cache
def _between() -> Screen[str]:
    return Screen(
        (re.compile(row[1], 0 if row[0] == "capitals" else re.IGNORECASE), row[0])
        for row in lexicon.rows("cues/poles.tsv")
    )
