"""Words without which a regular expression cannot match, read off the expression itself."""

import re
from collections.abc import Iterable
from itertools import product, takewhile

# The parser of regular expressions has no public name; what it gives has been the same since Python 3.
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

Words = frozenset[str]
Parsed = Iterable[tuple[Any, Any]]
_NONE: Words = frozenset()
_EMPTY: Words = frozenset({""})
# So many words are put together from the parts of a pattern at most, and so many letters of a class.
_MOST, _MOST_LETTERS = 100, 6


class Told(NamedTuple):
    """What is told of every match; an empty set where nothing can be told.

    Attributes:
        cased: Whether the words are as they stand; else they are folded, for a match may be in any case.
        edge: Where each match begins: ``text`` at the text's beginning, ``word`` at a word's edge, or empty.
        whole: Words of which each match is one.
        holds: Words of which one stands in each match, or right beside it.
        opens: Words with one of which each match begins.
    """

    whole: Words
    holds: Words
    opens: Words
    cased: bool = True
    edge: str = ""


_NOTHING = Told(_NONE, _NONE, _NONE)
_NO_WIDTH = Told(_EMPTY, _NONE, _NONE)


def told_of(pattern: re.Pattern[str]) -> Told:
    r"""What is told of every match of a pattern.

    Example:
        >>> told = told_of(re.compile(r"\b(?:Anbefal\w*|råd\b)( om)?"))
        >>> sorted(told.holds), sorted(told.opens), sorted(told.whole)
        (['Anbefal', 'råd'], ['Anbefal', 'råd'], [])
        >>> told_of(re.compile(r"\w+|forslag")).holds
        frozenset()
    """
    parsed = parser.parse(pattern.pattern, pattern.flags)
    told, edge = _sequence(parsed), "" if pattern.flags & re.MULTILINE else _edge(parsed)
    cased = not (pattern.flags & re.IGNORECASE or "(?i" in pattern.pattern)
    whole, holds, opens = told[:3] if cased else (frozenset(map(str.casefold, words)) for words in told[:3])
    holds = _shortened(holds, lambda short, word: short in word)
    return Told(whole, holds, _shortened(opens, lambda short, word: word.startswith(short)), cased, edge)


def worth(word: str) -> int:
    """How rare a word may be: its letters and signs; 0 for a lone letter or digit, which is everywhere."""
    signs = "".join(word.split())
    return 0 if len(signs) == 1 and signs.isalnum() else len(signs)


def _shortened(words: Words, implies: Any) -> Words:  # noqa: ANN401 - a plain test of two words
    """The words without those that are found wherever a shorter one of them is."""
    kept: list[str] = []
    for word in sorted(words, key=len):
        if not any(implies(short, word) for short in kept):
            kept.append(word)
    return frozenset(kept)


def _sequence(parsed: Parsed) -> Told:
    """What is told of parts that follow each other."""
    run, candidates = _EMPTY, list[Words]()
    opens: Words | None = None
    for kind, value in parsed:
        told = _part(kind, value)
        candidates.append(told.holds)
        if told.whole and (joined := _joined(run, told.whole)):
            run = joined
            continue
        candidates.append(run)
        if opens is None:
            first = told.whole or told.opens
            opens = (_joined(run, first) if first else _NONE) or run
        run = _joined(_common_end(run), told.whole) or told.whole or _EMPTY
    candidates.append(run)
    whole = run if opens is None else _NONE
    holds = max(candidates, key=lambda words: (min(map(worth, words), default=0), -len(words)))
    opens = run if opens is None else opens
    return Told(whole, holds if _tell(holds) else _NONE, opens if _tell(opens) else _NONE)


def _part(kind: object, value: Any) -> Told:  # noqa: ANN401 - each kind has values of its own
    """What is told of one part of a pattern."""
    if kind is code.LITERAL:
        return _one(frozenset({chr(value)}))
    if kind is code.IN:
        return _one(_letters(value))
    if kind is code.ASSERT:
        return Told(_EMPTY, _sequence(value[1]).holds, _NONE)
    if kind in (code.AT, code.ASSERT_NOT):
        return _NO_WIDTH
    if kind is code.SUBPATTERN:
        return _sequence(value[3])
    if kind is code.BRANCH:
        return _branches([_sequence(branch) for branch in value[1]])
    if kind in (code.MAX_REPEAT, code.MIN_REPEAT):
        least, most, repeated = value
        told = _sequence(repeated)
        if most == 1:
            return told if least else _branches([told, _NO_WIDTH])
        return Told(_NONE, told.holds, told.opens) if least else _NOTHING
    return _NOTHING


def _one(words: Words) -> Told:
    return Told(words, words, words)


def _branches(told: list[Told]) -> Told:
    """What is told of parts of which one matches."""
    sets = zip(*(one[:3] for one in told), strict=True)
    whole, holds, opens = (_NONE.union(*words) if all(words) else _NONE for words in sets)
    return Told(whole, holds, opens)


def _letters(items: Parsed) -> Words:
    """The few letters that a class names; none where it is a large class or tells what is not meant."""
    out: set[str] = set()
    for kind, value in items:
        if kind is code.LITERAL:
            out.add(chr(value))
        elif kind is code.RANGE and value[1] - value[0] < _MOST_LETTERS:
            out |= set(map(chr, range(value[0], value[1] + 1)))
        else:
            return _NONE
    return frozenset(out) if len(out) <= _MOST_LETTERS else _NONE


def _joined(first: Words, second: Words) -> Words:
    """Each word of the first with each of the second after it; none where they would be too many."""
    if first == _EMPTY:
        return second
    if second == _EMPTY:
        return first
    return frozenset(map("".join, product(first, second))) if len(first) * len(second) <= _MOST else _NONE


def _edge(parsed: Parsed) -> str:
    """At what edge each match begins."""
    first: tuple[Any, Any] = next(iter(parsed), (None, None))
    kind, value = first
    if kind is code.AT:
        return {code.AT_BEGINNING: "text", code.AT_BOUNDARY: "word"}.get(value, "")
    if kind is code.SUBPATTERN:
        return _edge(value[3])
    if kind is code.BRANCH:
        edges = {_edge(branch) for branch in value[1]}
        return edges.pop() if len(edges) == 1 else ""
    return ""


def _common_end(words: Words) -> Words:
    """What all of some words end in, where they are too many to go on with."""
    backwards = sorted(word[::-1] for word in words)
    same = takewhile(lambda signs: signs[0] == signs[1], zip(backwards[0], backwards[-1], strict=False))
    return frozenset({"".join(sign for sign, _ in same)[::-1]})


def _tell(words: Words) -> bool:
    return bool(words) and all(map(worth, words))
