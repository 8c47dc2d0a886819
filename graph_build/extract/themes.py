"""Themes: which of the scheme's themes a document treats, and which a statement is about."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np

from graph_build import lexicon
from graph_build.context import NAMING, Sentence, Source
from graph_build.extract import theme_words
from graph_build.extract.theme_words import Floats
from graph_build.language import classifier
from graph_build.language.phrases import Phrases
from graph_build.model import Mention, Theme

STRONG, WEAK = 1.0, 0.34
_HEADING_WEIGHT = 2.0
_MOST_QUOTES = 5
# Sentences remembered while a document is read; more would only cost memory.
_REMEMBERED = 1024


def extract(source: Source) -> tuple[Theme, ...]:
    """The themes that the document really treats, in the scheme's order.

    A theme is treated where its words stand in a heading or a sentence of their own weight, not where one
    general word passes by; a trained model weighs that. Each theme's mentions are the sentences that show
    it, the strongest first.
    """
    model = classifier.load("theme")
    shown, told = _shown(source), read(source)
    out = []
    for theme, features in candidates(source, told, shown).items():
        confidence = round(model.probability(features), 3)
        if confidence >= model.threshold:
            showing = shown.get(theme) or _likeliest(source, told.likely[theme])
            out.append(Theme(theme, _mentions(source, showing, confidence)))
    return tuple(out)


class ByTheme(NamedTuple):
    """What words that were learnt tell of each theme.

    Attributes:
        likely: How likely each sentence is about it, 0 where that is unlikely.
        odds: How likely the whole document treats it, as log-odds.
    """

    likely: Mapping[str, Floats]
    odds: Mapping[str, float]


_UNLIKELY = -6.0


def read(source: Source, learnt: theme_words.Learnt | None = None) -> ByTheme:
    """What a document tells of each theme by the words that were learnt (those shipped by default)."""
    words = theme_words.learnt() if learnt is None else learnt
    told = words.read(said(source))
    likely = dict.fromkeys(scheme(), np.zeros(len(source.sentences)))
    return ByTheme(
        likely | dict(zip(words.themes, told.likely.T, strict=True)),
        dict.fromkeys(scheme(), _UNLIKELY) | dict(zip(words.themes, told.odds.tolist(), strict=True)),
    )


def said(source: Source) -> list[tuple[str, str]]:
    """Each sentence with the heading over it, both empty where it only names."""
    return [(s.text, heading_over(source, s)) if _read(s) else ("", "") for s in source.sentences]


def heading_over(source: Source, sentence: Sentence) -> str:
    """The heading under which a sentence stands, empty for a heading itself."""
    return "" if sentence.segment.kind == "heading" else source.heading(sentence.segment.section)


def _read(sentence: Sentence) -> bool:
    return sentence.segment.kind not in NAMING


def _likeliest(source: Source, likely: Floats) -> "Showing":
    """The sentences that are likeliest about a theme for which no cue word stands."""
    rated = zip(likely.tolist(), source.sentences, strict=True)
    return [(told, s, ()) for told, s in rated if told >= LEAST_LIKELY]


LEAST_LIKELY = 0.15
"""Where no cue word stands, a theme is weighed from this likelihood of one sentence on."""
Showing = list[tuple[float, Sentence, tuple[str, ...]]]
"""Sentences that show a theme: their weight, the sentence and the words that show it."""


def _shown(source: Source) -> dict[str, Showing]:
    shown: dict[str, Showing] = defaultdict(list)
    for sentence in source.sentences:
        if not _read(sentence):
            continue
        for theme, (weight, cues) in sentence_themes(sentence.text).items():
            factor = _HEADING_WEIGHT if sentence.segment.kind == "heading" else 1.0
            shown[theme].append((weight * factor, sentence, cues))
    return shown


def candidates(
    source: Source, by_theme: ByTheme, shown: Mapping[str, Showing] | None = None
) -> dict[str, tuple[str, ...]]:
    """For each theme that some words may show, in the scheme's order: how strongly they show it."""
    shown = _shown(source) if shown is None else shown
    length = min(6, len(source.sentences) // 25)
    out = {}
    for theme in scheme():
        told = by_theme.likely[theme]
        rated = np.sort(told[told > 0])[::-1].tolist()
        if theme in shown or (rated and rated[0] >= LEAST_LIKELY):
            cued = _features(theme, shown[theme], length) if theme in shown else ("no-cue", f"theme:{theme}")
            whole = _OF_WHOLE[: bisect_right(_WHOLE_STEPS, by_theme.odds[theme])]
            out[theme] = (*cued, *_learnt_features(rated, len(source.sentences)), *whole)
    return out


def _learnt_features(rated: Sequence[float], sentences: int) -> Iterator[str]:
    """How likely the sentences are that are likeliest about a theme, and how many they come to together."""
    for named, likelihood in zip(_PLACES, rated, strict=False):
        yield from named[: bisect_right(_LIKELY_STEPS, likelihood)]
    total = sum(rated)
    yield from _SUMS[: bisect_right(_SUM_STEPS, total)]
    yield from (name for name, step in _RATES if _PER_SENTENCES * total >= step * sentences)


_LIKELY_STEPS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
_SUM_STEPS = (0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0)
_WHOLE_STEPS = (-6.0, -5.0, -4.0, -3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0)
_PER_SENTENCES = 40
# The features' names, one for each step that is reached.
_PLACES = [[f"{place}>={step}" for step in _LIKELY_STEPS] for place in ("first", "second", "third")]
_OF_WHOLE = [f"whole>={step}" for step in _WHOLE_STEPS]
_SUMS = [f"sum>={step}" for step in _SUM_STEPS]
_RATES = [(f"rate>={step}", step) for step in _SUM_STEPS]


def _features(theme: str, showing: Showing, length: int) -> tuple[str, ...]:
    """How often, how plainly and where a theme's words stand."""
    weights = [weight for weight, _, _ in showing]
    strong = sum([weight >= STRONG for weight in weights])
    weak = len(weights) - strong
    headings = [weight for weight, s, _ in showing if s.segment.kind == "heading"]
    heading, best = bool(headings), max(weights)
    strong_heading = heading and max(headings) >= STRONG
    cues = {cue.casefold() for _, _, words in showing for cue in words}
    total = sum([min(2.0, weight) for weight in weights])
    steps = [f"strong>={n}" for n in (1, 2, 3, 4, 6, 9) if strong >= n]
    steps += [f"weak>={n}" for n in (1, 2, 4, 8) if weak >= n]
    steps += [f"total>={n}" for n in (1, 2, 3, 5, 8, 12) if total >= n]
    steps += [f"cues>={n}" for n in (2, 3, 4, 6) if len(cues) >= n]
    steps += [f"best>={n}" for n in (2, 3, 4) if best >= n]
    steps += ["heading"] * heading + ["strong-heading"] * strong_heading
    per_length = [f"length{length}:strong>={n}" for n in (1, 2, 3, 5) if strong >= n]
    own = [f"{theme}:{step}" for step in steps if step.startswith(("strong", "total", "heading"))]
    words = [f"{theme}:cue:{cue[:9]}" for cue in sorted(cues)]
    return (f"theme:{theme}", f"length:{length}", *steps, *per_length, *own, *words)


def about(texts: Iterable[str], document_themes: Sequence[str], most: int = 3) -> tuple[str, ...]:
    """The one to three themes that a statement is about; earlier texts (its own words) count more."""
    score: dict[str, float] = defaultdict(float)
    factor = 1.0
    for text in texts:
        for theme, (weight, _) in sentence_themes(text).items():
            score[theme] += weight * factor * (1.0 if theme in document_themes else 0.5)
        factor *= 0.5
    ranked = sorted(score.items(), key=lambda pair: (-pair[1], scheme().index(pair[0])))
    return tuple(theme for theme, weight in ranked[:most] if weight >= 0.5 * ranked[0][1])


@lru_cache(maxsize=_REMEMBERED)
def sentence_themes(text: str) -> dict[str, tuple[float, tuple[str, ...]]]:
    """For each theme that a sentence shows: its weight and the words that show it."""
    found: dict[str, tuple[float, tuple[str, ...]]] = {}
    for start, end, (theme, weight) in _phrases().find(text):
        before, cues = found.get(theme, (0.0, ()))
        words = text[start:end]
        if words not in cues:
            found[theme] = (before + weight, (*cues, words))
    return found


@cache
def scheme() -> tuple[str, ...]:
    """The theme ids in the scheme's order."""
    return tuple(row[0] for row in lexicon.rows("cues/themes.tsv"))


@cache
def _phrases() -> Phrases[tuple[str, float]]:
    patterns: list[tuple[str, tuple[str, float]]] = []
    for theme, strong, *weak in lexicon.rows("cues/themes.tsv"):
        patterns += [(cue, (theme, STRONG)) for cue in strong.split("|") if cue]
        patterns += [(cue, (theme, WEAK)) for cue in (weak[0] if weak else "").split("|") if cue]
    return Phrases(patterns)


def _mentions(source: Source, showing: Showing, confidence: float) -> tuple[Mention, ...]:
    best = sorted(showing, key=lambda entry: (-entry[0], entry[1].number))[:_MOST_QUOTES]
    return tuple(source.mention(s.segment, s.start, s.end, "themes.model", confidence) for _, s, _ in best)
