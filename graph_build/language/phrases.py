"""Cue phrases found in one pass: stems, inflected words and phrases over an Aho-Corasick automaton.

A pattern is written in lower case. ``samskab*`` matches words that begin so, ``*ledelse`` words that end
so (with inflection), ``*netværk*`` anywhere in a word; a bare word or phrase matches with Danish
inflection of its last word (``tillid``, ``tilliden``, ``tillids``).
"""

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

import ahocorasick

T = TypeVar("T")
_ENDINGS = (
    "en et er erne ne e s ens ets ers ernes nes es r rne rnes n ns t ts de te ede des ende "
    "sen ser serne mer merne men len ler lerne ten ter terne"
)
_INFLECTIONS = frozenset(_ENDINGS.split())
_REST = re.compile(r"\w+")


class Phrases(Generic[T]):
    """A set of patterns, each with a value, matched together."""

    def __init__(self, patterns: Iterable[tuple[str, T]]) -> None:
        self._automaton = ahocorasick.Automaton()
        found: dict[str, list[tuple[bool, bool, T]]] = {}
        for pattern, value in patterns:
            free_start, free_end = pattern.startswith("*"), pattern.endswith("*")
            found.setdefault(pattern.strip("*").casefold(), []).append((free_start, free_end, value))
        for stem, uses in found.items():
            within = any(free_start for free_start, _, _ in uses)
            self._automaton.add_word(stem, (len(stem) - 1, within, tuple(uses)))
        self._empty = not found
        if found:
            self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[tuple[int, int, T]]:
        """The phrases in a text, in order of their ends: start, end and value of each; they may overlap.

        Args:
            text: In any case; lengths are kept, so offsets count code points of it.
        """
        if self._empty:
            return
        lowered = text.lower()
        if len(lowered) != len(text):
            lowered = text
        for last, (before, within, uses) in self._automaton.iter(lowered):
            start, end = last - before, last + 1
            inside = start > 0 and lowered[start - 1].isalnum()
            if inside and not within:
                continue
            alone = end == len(lowered) or not (lowered[end].isalnum() or lowered[end] == "_")
            for free_start, free_end, value in uses:
                if inside and not free_start:
                    continue
                begin = _word_start(lowered, start) if free_start else start
                if free_end:
                    yield begin, _word_end(lowered, end), value
                elif alone:
                    yield begin, end, value
                elif (rest := _REST.match(lowered, end)) and rest.group() in _INFLECTIONS:
                    yield begin, rest.end(), value


def _word_start(text: str, at: int) -> int:
    while at > 0 and (text[at - 1].isalnum() or text[at - 1] == "-"):
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    while at < len(text) and (text[at].isalnum() or text[at] == "-"):
        at += 1
    return at
