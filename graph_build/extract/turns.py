"""Turns of a talk: who says what, whether the speaker stands before the words or on a line above them."""

from collections.abc import Iterator, Sequence, Set
from functools import partial
from typing import NamedTuple

from graph_build import lexicon
from graph_build.extract.persons.naming import is_first_name, plain_name
from graph_build.model import Segment
from graph_build.speakers import who_speaks

_pattern = partial(lexicon.pattern, "discourse")
_WORDS = frozenset({"paragraph", "bullet"})
# Fewer code points after a name say nothing.
_LEAST_SAID = 6


class Turn(NamedTuple):
    """What somebody says at one go.

    Attributes:
        who: The speaker's name or role, as it stands there.
        parts: The parts that hold the words, in reading order.
        start: Where the words begin in the first of them.
        marked: Whether the form shows a turn: the speaker stands on a line above the words, or the time does.
    """

    who: str
    parts: tuple[Segment, ...]
    start: int
    marked: bool

    @property
    def text(self) -> str:
        """The words, the speaker's name left out."""
        first, *more = self.parts
        return " ".join([first.text[self.start :], *(part.text for part in more)])


def turns(parts: Sequence[Segment], timed: Set[int] = frozenset()) -> list[Turn]:
    """The turns among some parts, in reading order; initials stand for the speaker whose name they spell.

    Args:
        parts: The parts.
        timed: The beginnings of those that a time stands before as a list's mark does ("18.05 Ida: …").
    """
    found = list(_turns(parts, timed))
    full = {"".join(word[0] for word in turn.who.split()): turn.who for turn in found if " " in turn.who}
    return [turn._replace(who=full.get(turn.who, turn.who)) for turn in found]


def after_speaker(words: str) -> int:
    """Where some words begin after the name or initials of who says them; 0 where they open with none.

    Example:
        >>> after_speaker("Hanne (FOA): Lad os vente."), after_speaker("Princippet: Ingen skabe.")
        (13, 0)
    """
    match = lexicon.pattern("speech", "initials").match(words)
    if match is None:
        match = _pattern("turn").match(words)
        if match is None or not is_first_name(plain_name(match.group("who").split()[0])):
            return 0
    return match.end() if match.end() <= len(words) - _LEAST_SAID else 0


def _turns(parts: Sequence[Segment], timed: Set[int]) -> Iterator[Turn]:
    for at, part in enumerate(parts):
        if part.kind == "speaker":
            said = tuple(_said(parts, at + 1))
            if said:
                yield Turn(who_speaks(part.text), said, 0, marked=True)
            continue
        may_say = part.kind == "paragraph" or part.start in timed
        if may_say and (match := _pattern("turn").match(part.text)):
            marked = bool(match.group("at")) or part.start in timed
            yield Turn(match.group("who"), (part,), match.end(), marked=marked)


def _said(parts: Sequence[Segment], first: int) -> Iterator[Segment]:
    """The parts from a place on that nobody else says; what stands in brackets is said by nobody."""
    for part in parts[first:]:
        if part.kind not in _WORDS or _pattern("turn").match(part.text):
            return
        if not (part.text.startswith("(") and part.text.endswith(")")):
            yield part
