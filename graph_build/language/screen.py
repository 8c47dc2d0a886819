"""Many patterns over some words: one pass tells which of them can match, and where.

Most patterns hold words without which they cannot match, and many begin with one of them. These words are
read off the patterns themselves (``needed_words``), so they never fall behind a changed cue, and are looked
for together with an Aho-Corasick automaton.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

import ahocorasick

from graph_build.language.needed_words import told_of, worth

T = TypeVar("T")
# A word shorter than this opens so much that it is no place to try a pattern at, if a longer one is needed.
_OPENING = 3


class Screen(Generic[T]):
    """Patterns, each with a value, of which only those are tried that can match."""

    def __init__(self, patterns: Iterable[tuple[re.Pattern[str], T]]) -> None:
        self._patterns = tuple(patterns)
        always: list[int] = []
        # By word: the patterns that begin with it, and those that hold it somewhere.
        begins: dict[str, list[int]] = defaultdict(list)
        holds: dict[str, list[int]] = defaultdict(list)
        for number, (pattern, _) in enumerate(self._patterns):
            told = told_of(pattern)
            opening, anywhere = min(map(worth, told.opens), default=0), min(map(worth, told.holds), default=0)
            into = begins if opening >= min(_OPENING, max(1, anywhere)) else holds
            if not max(opening, anywhere):
                always.append(number)
            for word in (told.opens if into is begins else told.holds) if max(opening, anywhere) else ():
                into[word].append(number)
        self._always = dict.fromkeys(always)
        self._automaton = ahocorasick.Automaton()
        for word in {*begins, *holds}:
            self._automaton.add_word(word, (len(word) - 1, tuple(begins[word]), tuple(holds[word])))
        self._empty = not (begins or holds)
        if not self._empty:
            self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[tuple[re.Match[str], T]]:
        """The matches of each pattern with its value, as one pattern's ``finditer`` after the other's."""
        places = self._places(text)
        for number in sorted(places):
            pattern, value = self._patterns[number]
            starts = places[number]
            if starts is None:
                yield from ((match, value) for match in pattern.finditer(text))
                continue
            end = 0
            for start in sorted(starts):
                if start >= end and (match := pattern.match(text, start)):
                    end = match.end()
                    yield match, value

    def matching(self, text: str) -> list[T]:
        """The values of the patterns that match somewhere in a text, in the order they were given."""
        return [self._patterns[number][1] for number in self._matching(text)]

    def _matching(self, text: str) -> Iterator[int]:
        places = self._places(text)
        for number in sorted(places):
            pattern, starts = self._patterns[number][0], places[number]
            if pattern.search(text) if starts is None else any(pattern.match(text, at) for at in starts):
                yield number

    def possible(self, text: str) -> list[tuple[re.Pattern[str], T]]:
        """The patterns that can match in a text, with their values, in the order they were given."""
        return [self._patterns[number] for number in sorted(self._places(text))]

    def _places(self, text: str) -> dict[int, list[int] | None]:
        """The patterns that can match, by number: where each may begin, ``None`` where that is not told."""
        places: dict[int, list[int] | None] = dict(self._always)
        if self._empty:
            return places
        folded = text.casefold()
        told = len(folded) == len(text)
        for last, (before, begins, holds) in self._automaton.iter(folded):
            for number in begins:
                if not told:
                    places[number] = None
                elif starts := places.get(number):
                    starts.append(last - before)
                else:
                    places[number] = [last - before]
            for number in holds:
                places[number] = None
        return places
