"""Cue phrases found in one pass: stems, inflected words and phrases over an Aho-Corasick automaton.

A pattern is written in lower case. ``samskab*`` matches words that begin so, ``*ledelse`` words that end
so (with inflection), ``*netværk*`` anywhere in a word; a bare word or phrase matches with Danish
inflection of its last word (``tillid``, ``tilliden``, ``tillids``).
"""

import re
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

import ahocorasick

T = TypeVar("T")
_INFLECTION = re.compile(
    r"(?:en|et|er|erne|ne|e|s|ens|ets|ers|ernes|nes|es|r|rne|rnes|n|ns|t|ts|de|te|ede|des|ende|"
    r"sen|ser|serne|mer|merne|men|len|ler|lerne|ten|ter|terne)?(?!\w)"
)


class Hit(NamedTuple, Generic[T]):
    """A phrase found: where it stands and what the pattern stands for."""

    start: int
    end: int
    value: T


class Phrases(Generic[T]):
    """A set of patterns, each with a value, matched together."""

    def __init__(self, patterns: Iterable[tuple[str, T]]) -> None:
        self._automaton = ahocorasick.Automaton()
        found: dict[str, list[tuple[bool, bool, T]]] = {}
        for pattern, value in patterns:
            free_start, free_end = pattern.startswith("*"), pattern.endswith("*")
            found.setdefault(pattern.strip("*").casefold(), []).append((free_start, free_end, value))
        for stem, uses in found.items():
            self._automaton.add_word(stem, (len(stem), tuple(uses)))
        self._empty = not found
        if found:
            self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[Hit[T]]:
        """The phrases in a text, in order of their ends; hits may overlap.

        Args:
            text: In any case; lengths are kept, so offsets count code points of it.
        """
        if self._empty:
            return
        lowered = text.lower() if len(text.lower()) == len(text) else text
        for last, (length, uses) in self._automaton.iter(lowered):
            start, end = last - length + 1, last + 1
            inside = start > 0 and (lowered[start - 1].isalnum())
            for free_start, free_end, value in uses:
                if inside and not free_start:
                    continue
                stop = _word_end(lowered, end) if free_end else _inflected_end(lowered, end)
                if stop is not None:
                    yield Hit(_word_start(lowered, start) if free_start else start, stop, value)


def _word_start(text: str, at: int) -> int:
    while at > 0 and (text[at - 1].isalnum() or text[at - 1] == "-"):
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    while at < len(text) and (text[at].isalnum() or text[at] == "-"):
        at += 1
    return at


def _inflected_end(text: str, at: int) -> int | None:
    match = _INFLECTION.match(text, at)
    return match.end() if match else None
