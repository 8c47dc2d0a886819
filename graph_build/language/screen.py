"""Many patterns over one sentence: one pass tells which of them can match at all.

Most patterns hold words without which they cannot match. These are read off the patterns themselves, so they
never fall behind a changed cue, and are looked for together with an Aho-Corasick automaton.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

# The parser of regular expressions has no public name; what it gives has been the same since Python 3.
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Generic, TypeVar

import ahocorasick

T = TypeVar("T")
Parsed = Iterable[tuple[Any, Any]]
_NONE: frozenset[str] = frozenset()


class Screen(Generic[T]):
    """Patterns, each with a value, of which only those need be tried that can match."""

    def __init__(self, patterns: Iterable[tuple[re.Pattern[str], T]]) -> None:
        self._patterns = tuple(patterns)
        self._always: set[int] = set()
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, (pattern, _) in enumerate(self._patterns):
            literals = needed(pattern)
            if not literals:
                self._always.add(number)
            for literal in literals:
                numbers[literal].append(number)
        self._automaton = ahocorasick.Automaton()
        for literal, using in numbers.items():
            self._automaton.add_word(literal, tuple(using))
        if numbers:
            self._automaton.make_automaton()

    def possible(self, text: str) -> Sequence[tuple[re.Pattern[str], T]]:
        """The patterns that can match in a text, with their values, in the order they were given."""
        numbers = set(self._always)
        if len(self._automaton):
            for _, using in self._automaton.iter(text.casefold()):
                numbers.update(using)
        return [self._patterns[number] for number in sorted(numbers)]


def needed(pattern: re.Pattern[str]) -> frozenset[str]:
    r"""Words, without regard to case, one of which stands in every match; none where they cannot be told.

    Example:
        >>> sorted(needed(re.compile(r"\b(?:Anbefal\w*|råd\b)|forslag")))
        ['anbefal', 'forslag', 'råd']
        >>> sorted(needed(re.compile(r"\w+|forslag")))
        []
    """
    return _needed(parser.parse(pattern.pattern, pattern.flags))


def _needed(parsed: Parsed) -> frozenset[str]:
    """Of the parts of a sequence, each of which must match, the one whose shortest word is the longest."""
    parts: list[frozenset[str]] = []
    run = ""
    for kind, value in (*parsed, (None, None)):
        if kind is code.LITERAL:
            run += chr(value)
            continue
        parts += [frozenset({run.casefold()}), _needed_in(kind, value)]
        run = ""
    return max((part for part in parts if part), key=_shortest) if any(map(_shortest, parts)) else _NONE


def _needed_in(kind: object, value: Any) -> frozenset[str]:  # noqa: ANN401 - each kind has values of its own
    if kind is code.BRANCH:
        branches = [_needed(branch) for branch in value[1]]
        return _NONE.union(*branches) if all(branches) else _NONE
    if kind is code.SUBPATTERN:
        return _needed(value[3])
    if kind in (code.MAX_REPEAT, code.MIN_REPEAT) and value[0] > 0:
        return _needed(value[2])
    return _NONE


def _shortest(literals: frozenset[str]) -> int:
    return min(map(_worth, literals), default=0)


def _worth(literal: str) -> int:
    """A literal's length; 0 for a lone letter, digit or blank, which nearly every sentence holds."""
    alone = len(literal) == 1 and (literal.isalnum() or literal.isspace())
    return 0 if alone else len(literal)
