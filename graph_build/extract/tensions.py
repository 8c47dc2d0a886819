"""Paradoxes: sentences, and pairs of sentences, that hold a tension between two poles.

The trained classifiers tell how likely each is; of those that may be one, the poles are looked for, and how
well they can be told apart is weighed as well.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import cache, partial
from typing import NamedTuple

from graph_build import lexicon
from graph_build.context import Sentence, Source
from graph_build.extract.candidates import Candidate, pairs
from graph_build.extract.claims import Weighed, rows
from graph_build.extract.poles import LEAST_LIKELY, Poles, apart, poles
from graph_build.extract.turns import after_speaker
from graph_build.language import classifier, network
from graph_build.language.classifier import Classifier
from graph_build.language.folding import key
from graph_build.language.joints import PAIR, goes_on, joint, row
from graph_build.language.screen import Screen
from graph_build.model import Framing, Paradox, Pole

_pattern = partial(lexicon.pattern, "tensions")


class _Tension(NamedTuple):
    confidence: float
    rule: str
    candidate: Candidate
    poles: Poles


def paradoxes(source: Source, sentences: Sequence[Weighed]) -> tuple[Paradox, ...]:
    """Tensions between two poles, both within the quote; one or two sentences each, none in two quotes."""
    tensions = list(_tensions(sentences))
    second = {one.candidate.last.number for one in tensions if _takes_two(one.candidate)}
    taken: set[int] = set()
    found: list[tuple[int, Paradox]] = []
    for tension in sorted(tensions, key=lambda one: _rank(one, second)):
        numbers = {tension.candidate.first.number, tension.candidate.last.number}
        if not numbers & taken:
            taken |= numbers
            found.append((tension.candidate.first.number, _paradox(source, tension)))
    return _distinct([paradox for _, paradox in sorted(found, key=lambda entry: entry[0])])


def _takes_two(candidate: Candidate) -> bool:
    return candidate.first.number != candidate.last.number


def _rank(tension: _Tension, second: Set[int]) -> tuple[bool, float, int]:
    """The likelier first, but last a sentence that goes on from the one before, if both may be one tension.

    Of 19 such sentences in annotated documents, 13 were half of a tension.
    """
    candidate = tension.candidate
    number = candidate.first.number
    half = number in second and not _takes_two(candidate) and goes_on(candidate.text)
    return half, -tension.confidence, number


def _tensions(sentences: Sequence[Weighed]) -> Iterator[_Tension]:
    """The sentences, and the pairs of sentences, that are likely enough a tension."""
    model, pair = classifier.load("paradox"), classifier.load(PAIR)
    singles = [weighed.candidate for weighed in sentences]
    for one, own in zip(singles, rows(model, sentences), strict=True):
        yield from _told(model, one, model.weighed(own), _mark(one))
    around = rows(model, sentences, pair.beside)
    for at, two in pairs(singles):
        score = pair.score(joint(singles[at].text, singles[at + 1].text))
        said = sentences[at].scores[network.name(PAIR)]
        likely = pair.weighed(row(around[at], around[at + 1], score, said, len(two.text)))
        against = _pattern("set-against").match(singles[at + 1].text)
        yield from _told(pair, two, likely, "set-against" if against else None)


# Of the sentences that such words mark in annotated documents, about nine in ten are tensions.
_MARKED = 0.85


def _told(model: Classifier, candidate: Candidate, likely: float, mark: str | None) -> Iterator[_Tension]:
    """The tension that a candidate holds, where its poles can be told and it is likely enough."""
    told = (mark or likely >= LEAST_LIKELY) and not _pattern("neither-named").match(candidate.text)
    found = poles(candidate.text) if told else None
    if found is None:
        return
    confidence = model.settled(apart(likely, found.score, len(candidate.text)))
    rule = "paradoxes.model" if model.label != PAIR else "paradoxes.pair"
    if mark:
        confidence, rule = max(confidence, _MARKED), f"paradoxes.{mark}"
    if confidence >= model.threshold:
        yield _Tension(confidence, rule, candidate, found)


def _mark(candidate: Candidate) -> str | None:
    """The name of the words that mark a sentence as a tension."""
    if candidate.setting.is_heading:
        return None
    marks = _marks().matching(candidate.text)
    return next((name for name, listed in marks if candidate.setting.bullet or not listed), None)


@cache
def _marks() -> Screen[tuple[str, bool]]:
    """The patterns that mark a tension, each with its name and whether it holds for list items only."""
    return Screen(
        (re.compile(pattern.removesuffix("@bullet")), (name, pattern.endswith("@bullet")))
        for name, pattern in lexicon.rows("cues/paradox_rules.tsv")
    )


def _distinct(found: list[Paradox]) -> tuple[Paradox, ...]:
    """Each paradox once, numbered in reading order; slides repeat themselves."""
    out: dict[str, Paradox] = {}
    for paradox in found:
        out.setdefault(key(paradox.mention.quote), replace(paradox, id=f"p{len(out) + 1}"))
    return tuple(out.values())


def _paradox(source: Source, tension: _Tension) -> Paradox:
    candidate = tension.candidate
    first, last = candidate.first, candidate.last
    said = min(after_speaker(candidate.text), *(begin for begin, _ in tension.poles.spans))
    start = first.start + said
    mention = source.between(first.segment, start, last.segment, last.end, tension.rule, tension.confidence)
    sides = tuple(_pole(source, first, *span) for span in tension.poles.spans)
    return Paradox("", mention, first.segment.section, poles=sides, framing=framing(candidate.text))


def _pole(source: Source, sentence: Sentence, start: int, end: int) -> Pole:
    mention = source.mention(sentence.segment, sentence.start + start, sentence.start + end, "", 1.0)
    return Pole(mention.quote, mention.start, mention.end)


def framing(text: str) -> Framing:
    """How the words hold the two poles against each other."""
    lowered = text.lower()
    return next((name for name in _FRAMINGS if _pattern(name).search(lowered)), "both-and")


_FRAMINGS: tuple[Framing, ...] = ("denied", "cross-pressure", "dilemma", "trade-off")
