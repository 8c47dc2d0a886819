"""Many patterns over some words: one pass tells which of them can match, and where.

Most patterns hold words without which they cannot match, and many begin with one of them. These words are
read off the patterns themselves (``needed_words``), so they never fall behind a changed cue, and are looked
for together with an Aho-Corasick automaton.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

import ahocorasick

from graph_build.language.needed_words import Told, told_of, worth

T = TypeVar("T")
# A word shorter than this opens so much that it is no place to try a pattern at, if a longer one is needed.
_OPENING = 3


class Screen(Generic[T]):
    """Patterns, each with a value, of which only those are tried that can match.

    Args:
        patterns: The patterns with their values.
        opens: Words, in lower case, with one of which each match of each pattern begins in any case, where
            that is known; it is read off the patterns if not, which takes longer than to compile them.
    """

    def __init__(self, patterns: Iterable[tuple[re.Pattern[str], T]], opens: Iterable[str] = ()) -> None:
        self._patterns = tuple(patterns)
        known = frozenset(opens)
        told = [
            Told(frozenset(), known, known, cased=False) if known else told_of(pattern)
            for pattern, _ in self._patterns
        ]
        self._cased, self._folded = _Places(), _Places()
        self._always = dict.fromkeys(number for number, one in enumerate(told) if not one.holds)
        for number, one in enumerate(told):
            (self._cased if one.cased else self._folded).add(number, one)
        self._cased.close()
        self._folded.close()

    def find(self, text: str) -> Iterator[tuple[re.Match[str], T]]:
        """The matches of each pattern with its value, as one pattern's ``finditer`` after the other's."""
        for number, starts in sorted(self._places(text).items()):
            pattern, value = self._patterns[number]
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
        found = []
        for number, starts in sorted(self._places(text).items()):
            pattern, value = self._patterns[number]
            if starts is None:
                if pattern.search(text):
                    found.append(value)
                continue
            for start in starts:
                if pattern.match(text, start):
                    found.append(value)
                    break
        return found

    def possible(self, text: str) -> list[tuple[re.Pattern[str], T]]:
        """The patterns that can match in a text, with their values, in the order they were given."""
        return [self._patterns[number] for number in sorted(self._places(text))]

    def _places(self, text: str) -> dict[int, list[int] | None]:
        """The patterns that can match, by number: where each may begin, ``None`` where that is not told."""
        places: dict[int, list[int] | None] = dict(self._always)
        if not self._cased.empty:
            self._cased.note(text, places, exact=True)
        if not self._folded.empty:
            folded = text.casefold()
            self._folded.note(folded, places, exact=len(folded) == len(text))
        return places


class _Places:
    """Where in a text the words of patterns stand: an automaton of them, each with its patterns."""

    def __init__(self) -> None:
        # By word: the patterns that begin with it anywhere, at a word's edge, and that hold it somewhere.
        self.words: dict[str, tuple[list[int], list[int], list[int]]] = {}
        # Words with which a text begins that a pattern matches at its beginning alone.
        self._first: list[tuple[int, tuple[str, ...]]] = []
        self._automaton = ahocorasick.Automaton()

    def add(self, number: int, told: Told) -> None:
        """Add the words of a pattern, by which it is looked for from then on."""
        opening, anywhere = min(map(worth, told.opens), default=0), min(map(worth, told.holds), default=0)
        begins = opening >= min(_OPENING, max(1, anywhere))
        if begins and told.edge == "text":
            self._first.append((number, tuple(told.opens)))
            return
        for word in told.opens if begins else told.holds:
            at_edge = told.edge == "word" and word[0].isalnum()
            self.words.setdefault(word, ([], [], []))[at_edge if begins else 2].append(number)

    def close(self) -> None:
        """Make ready to look."""
        for word, numbers in self.words.items():
            anywhere, at_edge, holds = map(tuple, numbers)
            self._automaton.add_word(word, (len(word) - 1, anywhere, anywhere + at_edge, holds))
        if self.words:
            self._automaton.make_automaton()
        self.empty = not (self.words or self._first)

    def note(self, text: str, places: dict[int, list[int] | None], *, exact: bool) -> None:
        """Note which patterns can match in a text, and where each may begin if offsets are exact."""
        for number, words in self._first:
            if text.startswith(words):
                places[number] = [0]
        for last, (before, within, at_edge, holds) in self._automaton.iter(text) if self.words else ():
            start = last - before
            for number in within if start and text[start - 1].isalnum() else at_edge:
                if not exact:
                    places[number] = None
                elif starts := places.get(number):
                    starts.append(start)
                else:
                    places[number] = [start]
            for number in holds:
                places[number] = None
