"""Features of a sentence for the statement classifiers: its words, cues and surroundings."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache, partial
from itertools import combinations, pairwise
from typing import NamedTuple

from graph_build import lexicon
from graph_build.language.parallels import parallels
from graph_build.language.phrases import Phrases
from graph_build.language.screen import Screen
from graph_build.language.words import REMEMBERED, tokens

_DIGIT, _DIGITS = re.compile(r"\d"), re.compile(r"\d+")


class Setting(NamedTuple):
    """Where a sentence stands.

    Attributes:
        heading: The heading above it, empty where there is none.
        bullet: Whether it is (part of) a list item.
        is_heading: Whether it is a heading itself.
        genre: The document's kind, empty where unknown.
        lead: The words that lead into the list it stands in.
        alike: Share of the list's items that open with an imperative.
        before: The sentence before it in the same part, empty where there is none.
        after: The sentence after it, likewise.
    """

    heading: str = ""
    bullet: bool = False
    is_heading: bool = False
    genre: str = ""
    lead: str = ""
    alike: float = 0.0
    before: str = ""
    after: str = ""


# The patterns of what a heading says of the sentences under it; each name is the feature's.
_HEADINGS = ("recommend", "decide", "tension", "list", "question")
_pattern = partial(lexicon.pattern, "features")


def features(text: str, setting: Setting) -> tuple[str, ...]:
    """The names of the features that a sentence has in its setting, each once, always in the same order."""
    shown = _own(text, setting.bullet)
    shown += _crossed(cues(text))
    shown += _place(setting)
    shown += _neighbours(setting)
    return tuple(dict.fromkeys(shown))


@lru_cache(maxsize=REMEMBERED)
def _crossed(shown: tuple[str, ...]) -> tuple[str, ...]:
    """Each two of the cues together."""
    return tuple(f"{first}&{second}" for first, second in combinations(shown, 2))


def _own(text: str, bullet: bool) -> list[str]:
    """What a sentence shows by itself."""
    words = tokens(text)
    if _DIGIT.search(text):
        words = tuple(word if word.isalpha() else _DIGITS.sub("0", word) for word in words)
    shown = _words(words)
    shown += cues(text)
    shown += _shape(text, words, bullet)
    shown += _two_sides(text)
    shown += parallels(words)
    return shown


def _words(words: Sequence[str]) -> list[str]:
    """What the words show, each by itself, each with the one before it, and those that open the sentence."""
    shown = [feature for word in words for feature in _word(word)]
    shown += [f"b:{previous} {word}" for previous, word in pairwise(("<", *words))]
    shown += [f"first{at}:{word}" for at, word in enumerate(words[:3])]
    return [*shown, f"first01:{words[0]} {words[1]}"] if len(words) > 1 else shown


@lru_cache(maxsize=1 << 14)
def _word(token: str) -> tuple[str, ...]:
    """What one word shows."""
    return ("w:" + token, "s:" + token[:6], "e:" + token[-4:]) if len(token) > 6 else ("w:" + token,)


@lru_cache(maxsize=REMEMBERED)
def cues(text: str) -> tuple[str, ...]:
    """The names of the cue patterns that a sentence shows, in the patterns' order."""
    shown = _cues().matching(text)
    return (*shown, "r:imperative-first") if opens_imperative(text.lower()) else tuple(shown)


def opens_imperative(lowered: str) -> bool:
    """Whether a sentence, in lower case, opens with an imperative."""
    match = _pattern("imperative-lead").match(lowered)
    return match is not None and match.group(1) in _imperatives()


def _shape(text: str, words: Sequence[str], bullet: bool) -> Iterator[str]:
    count = len(words)
    yield f"length:{min(6, count // 6)}"
    yield "ends:" + (text[-1] if text[-1] in ".?!:;" else "none")
    if bullet:
        yield "is:bullet"
        if count <= 4:
            yield "is:short-bullet"
    if text[:1].islower():
        yield "is:lower"
    if finite_verbs().isdisjoint(words):
        yield "no:finite" + ("-bullet" if bullet else "")


def _two_sides(text: str) -> Iterator[str]:
    """Whether words stand here that are often held against each other, and whether two parts open alike."""
    sides = {(pair, first) for _, pair, first in opposites(text)}
    both = sum([first and (pair, False) in sides for pair, first in sides]) if len(sides) > 1 else 0
    if both:
        yield "opposed"
        yield f"opposed:{min(both, 3)}"
        yield from (f"opposed&{name}" for name in cues(text) if name[0] == "p")
    parts = _pattern("part-end").split(text.lower())
    yield f"parts:{min(4, len(parts))}"
    if len(parts) == 1:
        return
    opens = [words[:2] for words in (part.split(maxsplit=2) for part in parts) if len(words) > 2]
    if len(opens) > len({tuple(words) for words in opens}):
        yield "alike:two"
    if len(opens) > len({words[0] for words in opens}):
        yield "alike:one"


@lru_cache(maxsize=REMEMBERED)
def opposites(text: str) -> tuple[tuple[int, int, bool], ...]:
    """The words often held against others: where each begins, its pair and whether it is the first."""
    return tuple((start, *value) for start, _, value in _opposites().find(text))


@cache
def _opposites() -> Phrases[tuple[int, bool]]:
    """Words for either side of the pairs that are often held against each other."""
    return Phrases(
        (word, (pair, at == 0))
        for pair, sides in enumerate(lexicon.rows("cues/opposites.tsv"))
        for at, side in enumerate(sides)
        for word in side.split("|")
    )


@cache
def finite_verbs() -> frozenset[str]:
    """Finite verbs so common that most sentences with a verb hold one."""
    return frozenset(lexicon.expression("features", "finite").split("|"))


def _place(setting: Setting) -> Iterator[str]:
    """Where the sentence stands: under which heading, after which lead, in what document and list."""
    for name in _heading_cues(setting.heading):
        yield "under:" + name
        yield f"under:{name}{'-bullet' if setting.bullet else '-prose'}"
    for name in _heading_cues(setting.lead) if setting.lead else ():
        yield "lead:" + name
    if setting.is_heading:
        yield "is:heading"
    if setting.genre:
        yield "genre:" + setting.genre
    if setting.alike >= 0.3:
        yield "list:imperatives"


def _neighbours(setting: Setting) -> Iterator[str]:
    """What the sentences before and after show."""
    for where, words in (("before", setting.before), ("after", setting.after)):
        for name in cues(words) if words else ():
            if name[0] in "rpd" and name != "r:imperative-first":
                yield f"{where}:{name}"


@lru_cache(maxsize=REMEMBERED)
def _heading_cues(words: str) -> tuple[str, ...]:
    lowered = words.lower()
    return tuple(name for name in _HEADINGS if _pattern(name).search(lowered))


@cache
def _cues() -> Screen[str]:
    """The cue patterns, each with its feature; few of them regard case."""
    return Screen(
        (re.compile(pattern.removesuffix("@case"), 0 if pattern.endswith("@case") else re.IGNORECASE), name)
        for name, pattern, *_ in lexicon.rows("cues/statement_cues.tsv")
        if pattern != "@imperative"
    )


@cache
def _imperatives() -> frozenset[str]:
    return lexicon.words("cues/imperatives.tsv")
