"""Relays: sections of n questions and then n answers."""

import re
from collections.abc import Sequence, Set
from functools import partial

from graph_build import lexicon
from graph_build.context import Source
from graph_build.extract.discourse.gathered import Gathered, marker
from graph_build.language.folding import key
from graph_build.model import Segment

_pattern = partial(lexicon.pattern, "discourse")
# Segments of the opening in which a relay names itself.
_OPENING = 12


def read_relays(found: Gathered) -> None:
    """Read the sections in which questions stand before their answers, where the document is a relay."""
    relays = [
        (parts, asked)
        for parts in _sections(found.source, found.used)
        if (asked := _asked(found.source, parts))
    ]
    if _is_relay(found.source, [parts for parts, _ in relays]):
        for parts, asked in relays:
            _read_relay(found, parts, asked)


def _read_relay(found: Gathered, parts: Sequence[Segment], asked: int) -> None:
    for part in parts[:asked]:
        found.asks(part, "questions.relay", 0.95)
    for question, part in zip(parts[:asked], parts[asked:], strict=False):
        words = key(found.source.mention(question, 0, len(question.text), "", 1).quote)
        ground = "n questions then n answers pair in order"
        found.answers_with(words, part, ground, rule="answers.relay-order", confidence=0.9)
    found.used.update(id(part) for part in parts)


def _sections(source: Source, used: Set[int]) -> list[list[Segment]]:
    """The parts of each section in order; a section headed as the answers belongs to the one before it.

    What is read already is left out.
    """
    out: dict[int, list[Segment]] = {}
    for part in source.readable():
        if part.kind in {"paragraph", "bullet"} and id(part) not in used:
            answers = _pattern("answers-heading").fullmatch(source.heading(part.section))
            number = part.section - 1 if answers and part.section - 1 in out else part.section
            out.setdefault(number, []).append(part)
    return list(out.values())


def _asked(source: Source, parts: Sequence[Segment]) -> int:
    """How many questions stand before their answers in a section; 0 where it is no relay's."""
    marks = [marker(source, part) for part in parts]
    asked = sum(mark == "?" for mark in marks)
    if asked and marks[:asked] == ["?"] * asked and len(parts) > asked:
        return asked
    half, odd = divmod(len(parts), 2)
    if odd or not half or not all(_asks(part) for part in parts[:half]):
        return 0
    answering = sum(not part.text.rstrip('"”» ').endswith("?") for part in parts[half:])
    return half if answering >= 0.7 * half else 0


def _asks(part: Segment) -> bool:
    return "?" in part.text or bool(re.match(r"Hv\w+\b", part.text))


def _is_relay(source: Source, relays: Sequence[Sequence[Segment]]) -> bool:
    """Whether several sections have a relay's form, or the document names it or marks its questions.

    One question before one answer is no relay by itself.
    """
    opening = source.segments[:_OPENING]
    announced = any(_pattern("announces-relay").search(part.text) for part in opening)
    several = sum(len(parts) >= 4 for parts in relays) >= 2
    plain = any(len(parts) >= 6 and all("?" in p.text for p in parts[: len(parts) // 2]) for parts in relays)
    marked = any(marker(source, part) == "?" for parts in relays for part in parts)
    return several or plain or (announced and bool(relays)) or marked
