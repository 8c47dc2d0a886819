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
    start, end = _core(text)
    for name, pattern in _patterns():
        match = pattern.search(text, start, end)
        if match is None:
            continue
        first, second = (_trimmed(text, *match.span(group)) for group in ("a", "b"))
        if first and second:
            return Poles((first, second) if first < second else (second, first), f"poles.{name}")
    return _halves(text, start, end)


def _core(text: str) -> tuple[int, int]:
    """Where the words that hold the poles begin and end: without "X sagde, at" before and "begge dele …" after."""
    end = len(text.rstrip(" .!?:;\"”»’"))
    if lead := _LEAD.match(text):
        start = lead.end()
    else:
        start = 0
    if (tail := _SUMS_UP.search(text, start + 15, end)) and tail.start() - start > 20:
        end = tail.start()
    return start, end


_LEAD = re.compile(
    r"(?:[A-ZÆØÅ][\wæøå.-]*(?: [\wæøå.-]+){0,5}? )?(?:sagde|mente|fortalte|pegede på|pointe var|advarede om|beskriver|beskrev|"
    r"foreslog|fremhævede|tilføjede|betonede|bemærkede|understregede|konkluderede|oplevede|mener|siger|gjorde opmærksom på|"
    r"er et vilkår|afhænger af)(?: også| dog| desuden)?,? (?:at|om) "
)
_SUMS_UP = re.compile(
    r"(?:[.!?][\"”»]?\s+[\"»”]?|[,;]\s+(?:og|men)\s+|\s[–—]\s+)(?:(?:De|de) to (?:ting|hensyn|roller|krav)|[Bb]egge(?: dele| har| hører| skal| er)|"
    r"[Ii]ngen af (?:dem|delene)|det er umuligt|de kræver hver|[Vv]i (?:sidder|står) (?:midt )?(?:i|imellem|mellem)|"
    r"[Dd]et er (?:en|et) (?:\w+ )?(?:balance\w*|dilemma|paradoks|vilkår|spagat)|[Jj]eg kan (?:sjældent|ikke) give|[Dd]et ene )"
)


def _halves(text: str, start: int, end: int) -> Poles | None:
    """The two halves of a sentence, parted at the joint nearest its middle."""
    middle = (start + end) / 2
    spans = [m.span() for m in _JOINT.finditer(text, start + 8, max(start + 8, end - 8))]
    joints = [(a + b) / 2 for a, b in spans]
    if not spans:
        return None
    nearest = min(range(len(spans)), key=lambda n: abs(joints[n] - middle))
    first, second = _trimmed(text, start, spans[nearest][0]), _trimmed(text, spans[nearest][1], end)
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
