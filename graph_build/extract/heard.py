"""What the network says of a document's sentences and of their words, as signs that other models weigh."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import takewhile
from statistics import fmean

from graph_build.context import Sentence
from graph_build.extract.candidates import Candidate
from graph_build.language.network import FURTHEST, STEPS, WORDS, Said, name
from graph_build.language.words import places
from graph_build.model import Segment

Hears = Callable[[int, int], Sequence[int]]
"""Gives, of words between two offsets, how likely each is what is asked for, in the network's steps."""
# A sign is given for each so many steps that something reaches.
_COARSE = STEPS // 2
_ANSWERS = name("answer")
# Code points beside a span in which its neighbour stands.
_BESIDE = 30


def as_signs(sign: str, steps: float) -> tuple[str, ...]:
    """A sign for each half of log-odds that something reaches.

    Args:
        sign: Its name.
        steps: The log-odds in the network's steps.

    Example:
        >>> len(as_signs("group", 0.0)) - len(as_signs("group", -8.0))
        2
    """
    return _reached(sign, int(min(FURTHEST, max(-FURTHEST, steps)) // _COARSE))


@cache
def _reached(sign: str, halves: int) -> tuple[str, ...]:
    return tuple(f"{sign}>{at}" for at in range(-FURTHEST // _COARSE, halves + 1))


def untold(sign: str) -> tuple[str, ...]:
    """The sign of what nothing is said of."""
    return (f"{sign}>?",)


def of_mentions(told: Iterable[Sequence[int]]) -> Iterator[str]:
    """What is said of something, of whose mentions each has some words: at most, and on average."""
    most = [max(words) for words in told if words]
    if not most:
        yield from untold("heard")
        return
    yield from as_signs("heard", max(most))
    yield from as_signs("heard-mean", fmean(most))


def of_span(hears: Hears, start: int, end: int) -> Iterator[str]:
    """What is said of the first and last words of a span, of the least of them, and of those beside it.

    Args:
        hears: Says it.
        start: Where the span begins.
        end: Where it ends.
    """
    words = hears(start, end)
    if not words:
        yield from untold("heard")
        return
    yield from as_signs("heard-first", words[0])
    yield from as_signs("heard-last", words[-1])
    yield from as_signs("heard-least", min(words))
    before, after = hears(start - _BESIDE, start)[-1:], hears(end, end + _BESIDE)[:1]
    yield from (sign for one in before for sign in as_signs("heard-before", one))
    yield from (sign for one in after for sign in as_signs("heard-after", one))


def of_answer(told: Sequence[float]) -> Iterator[str]:
    """What is said of some sentences as an answer: of the first, and at most.

    Args:
        told: The log-odds of each, in order.
    """
    if not told:
        yield from untold("heard")
        return
    yield from as_signs("heard-first", told[0] * STEPS)
    yield from as_signs("heard-most", max(told) * STEPS)


def unheard(_start: int, _end: int) -> tuple[int, ...]:
    """Nothing: what is said of words that no network has read."""
    return ()


class Heard:
    """What the network says of a document.

    Args:
        sentences: The document's, in reading order.
        said: What is said of each.
    """

    def __init__(self, sentences: Sequence[Candidate], said: Said) -> None:
        self._sentences = [one.first for one in sentences]
        self._said = said
        self._at = {sentence.number: at for at, sentence in enumerate(self._sentences)}
        # Where the words of sentences begin and end in their parts, as far as they were asked for.
        self._places: dict[int, tuple[list[int], list[int]]] = {}

    @cached_property
    def _by_part(self) -> dict[int, list[int]]:
        """The sentences of each part, by where it begins."""
        out: dict[int, list[int]] = {}
        for at, sentence in enumerate(self._sentences):
            out.setdefault(sentence.segment.start, []).append(at)
        return out

    def score(self, sentence: Sentence, label: str) -> float | None:
        """How likely a sentence is what a label says, as log-odds; ``None`` where nothing is said of it."""
        at = self._at.get(sentence.number)
        return None if at is None else self._said.scores[at][name(label)]

    def answers(self, part: Segment, start: int, end: int) -> list[float]:
        """How likely each sentence that stands between two offsets of a part answers, as log-odds."""
        sentences = self._by_part.get(part.start, [])
        first = bisect_right(sentences, start, key=lambda at: self._sentences[at].end)
        near = takewhile(lambda at: self._sentences[at].start < end, sentences[first:])
        return [self._said.scores[at][_ANSWERS] for at in near]

    def sentence(self, sentence: Sentence, kind: str) -> Hears:
        """What is said of a sentence's words; arguments and result are those of ``words``."""
        hears, moved = self.words(sentence.segment, kind), sentence.start
        return lambda start, end: hears(moved + start, moved + end)

    def words(self, part: Segment, kind: str) -> Hears:
        """What is said of a part's words.

        Args:
            part: The part.
            kind: One of ``network.WORDS``.
        """
        column, sentences = WORDS.index(kind), self._by_part.get(part.start, [])

        def hears(start: int, end: int) -> list[int]:
            first = bisect_right(sentences, start, key=lambda at: self._sentences[at].end)
            out: list[int] = []
            for at in sentences[first:]:
                if self._sentences[at].start >= end:
                    break
                begins, ends = self._words_of(at)
                told = slice(bisect_right(ends, start), bisect_left(begins, end))
                out += self._said.words[at][told, column].tolist()
            return out

        return hears

    def _words_of(self, at: int) -> tuple[list[int], list[int]]:
        """Where the words of a sentence begin and where they end in its part."""
        if at not in self._places:
            sentence = self._sentences[at]
            found = [*places(sentence.text)]
            self._places[at] = (
                [sentence.start + start for start, _ in found],
                [sentence.start + end for _, end in found],
            )
        return self._places[at]
