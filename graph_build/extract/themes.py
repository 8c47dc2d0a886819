"""Themes: which of the scheme's themes a document treats, and which a statement is about."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from graph_build import lexicon
from graph_build.context import Sentence, Source
from graph_build.language.phrases import Phrases
from graph_build.model import Mention, Theme

STRONG, WEAK = 1.0, 0.34
_HEADING_WEIGHT = 2.0
_MOST_QUOTES = 5


def extract(source: Source) -> tuple[Theme, ...]:
    """The themes that the document really treats, in the scheme's order.

    A theme is treated where its words stand in a heading or a sentence of their own weight, not where one
    general word passes by. Each theme's mentions are the sentences that show it, the strongest first.
    """
    weights: dict[str, float] = defaultdict(float)
    shown: dict[str, list[tuple[float, Sentence, tuple[str, ...]]]] = defaultdict(list)
    for sentence in source.sentences:
        if sentence.segment.kind == "header-line":
            continue
        for theme, (weight, cues) in sentence_themes(sentence.text).items():
            factor = _HEADING_WEIGHT if sentence.segment.kind == "heading" else 1.0
            weights[theme] += weight * factor
            shown[theme].append((weight * factor, sentence, cues))
    return tuple(
        Theme(theme, _mentions(source, theme, shown[theme]))
        for theme in scheme()
        if weights.get(theme, 0.0) >= _needed(theme)
    )


def about(texts: Iterable[str], document_themes: Sequence[str], most: int = 3) -> tuple[str, ...]:
    """The one to three themes that a statement is about; earlier texts (its own words) count more than later ones."""
    score: dict[str, float] = defaultdict(float)
    factor = 1.0
    for text in texts:
        for theme, (weight, _) in sentence_themes(text).items():
            score[theme] += weight * factor * (1.0 if theme in document_themes else 0.5)
        factor *= 0.5
    ranked = sorted(score.items(), key=lambda pair: (-pair[1], scheme().index(pair[0])))
    return tuple(theme for theme, weight in ranked[:most] if weight >= 0.5 * ranked[0][1])


@cache
def sentence_themes(text: str) -> dict[str, tuple[float, tuple[str, ...]]]:
    """For each theme that a sentence shows: its weight and the words that show it."""
    found: dict[str, tuple[float, tuple[str, ...]]] = {}
    for hit in _phrases().find(text):
        theme, weight = hit.value
        before, cues = found.get(theme, (0.0, ()))
        words = text[hit.start : hit.end]
        if words not in cues:
            found[theme] = (before + weight, (*cues, words))
    return found


@cache
def scheme() -> tuple[str, ...]:
    """The theme ids in the scheme's order."""
    return tuple(row[0] for row in lexicon.rows("cues/themes.tsv"))


def _needed(theme: str) -> float:
    """Weight from which a theme counts as treated; general words of wide themes need more of them."""
    return _thresholds().get(theme, 1.0)


@cache
def _thresholds() -> dict[str, float]:
    return {row[0]: float(row[1]) for row in lexicon.rows("cues/theme_thresholds.tsv")}


@cache
def _phrases() -> Phrases[tuple[str, float]]:
    patterns: list[tuple[str, tuple[str, float]]] = []
    for theme, strong, *weak in lexicon.rows("cues/themes.tsv"):
        patterns += [(cue, (theme, STRONG)) for cue in strong.split("|") if cue]
        patterns += [(cue, (theme, WEAK)) for cue in (weak[0] if weak else "").split("|") if cue]
    return Phrases(patterns)


def _mentions(
    source: Source, theme: str, shown: Sequence[tuple[float, Sentence, tuple[str, ...]]]
) -> tuple[Mention, ...]:
    best = sorted(shown, key=lambda entry: (-entry[0], entry[1].number))[:_MOST_QUOTES]
    return tuple(
        source.mention(s.segment, s.start, s.end, "themes.cues", min(0.95, 0.5 + 0.2 * weight))
        for weight, s, _ in best
    )
