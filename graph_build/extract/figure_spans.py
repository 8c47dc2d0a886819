"""How much of a sentence may be quoted for a number: the number, what it counts, the clause around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from graph_build import lexicon

_pattern = partial(lexicon.pattern, "figures")
# Code points around a number in which its clause must begin and end to be quoted whole.
_CLAUSE = 70
_WORDS = 11


@dataclass(frozen=True, slots=True)
class Span:
    """Where words that may be quoted stand, and by which steps to either side they were reached."""

    start: int
    end: int
    form: str


def spans(text: str, number: tuple[int, int], noun_phrase: tuple[int, int]) -> Iterator[Span]:
    """The spans that may be quoted for a number, each once, the noun phrase first.

    Args:
        text: The sentence.
        number: Where the number stands, with its unit and what qualifies it.
        noun_phrase: The number with the noun that it counts, or with its label.
    """
    seen = set()
    ends = list(_ends(text, number[1], noun_phrase[1]))
    for left, start in _starts(text, noun_phrase[0]):
        for right, end in ends:
            if end > start and (start, end) not in seen and len(text[start:end].split()) <= _WORDS:
                seen.add((start, end))
                yield Span(start, end, f"{left}-{right}")


def _starts(text: str, start: int) -> Iterator[tuple[str, int]]:
    yield "here", start
    before = text[max(0, start - _CLAUSE) : start]
    moved = start - len(before)
    for name in ("subject",):
        if match := _pattern(f"{name}-before").search(before):
            yield name, moved + match.start()
    clause = 0 if moved == 0 else None
    for match in _pattern("clause-end").finditer(before):
        clause = match.end()
    if clause is not None:
        clause += len(before[clause:]) - len(before[clause:].lstrip())
        yield "clause", moved + clause


def _ends(text: str, number: int, noun: int) -> Iterator[tuple[str, int]]:
    yield "noun", noun
    yield "number", number
    at = max(number, noun)
    for count in range(2):
        match = _pattern("phrase").match(text, at)
        if match is None:
            break
        at = match.end()
        yield f"phrase{count}", at
    after = _pattern("clause-end").search(text, max(number, noun))
    end = after.start() if after else len(text.rstrip(" .?!"))
    if end - noun <= _CLAUSE:
        yield "clause", end
    stop = re.compile(r"[.,;:?!]|$").search(text, max(number, noun))
    if stop and stop.start() - noun <= _CLAUSE:
        yield "stop", stop.start()
