"""Why a document was given a theme, or was not: the words that speak for it, and how much they count."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph_build.context import prepare
from graph_build.errors import UsageError
from graph_build.extract import theme_words, themes
from graph_build.language import classifier
from graph_build.read import read

_SHOWN = 8
_WORDS = 4


@dataclass(frozen=True, slots=True)
class Ground:
    """A sentence that speaks for a theme.

    Attributes:
        words: The sentence.
        cues: The scheme's own words in it.
        learnt: The words that readers' quotes taught, the strongest first.
        likelihood: How likely the sentence is about the theme by what was learnt, 0 to 1.
    """

    words: str
    cues: tuple[str, ...]
    learnt: tuple[str, ...]
    likelihood: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Whether a document was given a theme, how sure that is, and what speaks for it.

    Attributes:
        theme: The theme.
        given: Whether the document was given it.
        confidence: How sure that is, 0 to 1.
        threshold: From which confidence on it is given.
        grounds: The sentences that speak for it, the strongest first.
        whole: Words that speak for it by how often they stand in the document, the strongest first.
    """

    theme: str
    given: bool
    confidence: float
    threshold: float
    grounds: tuple[Ground, ...]
    whole: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """The explanation for people, in Danish and English."""
        told = "givet · given" if self.given else "ikke givet · not given"
        yield f"{self.theme}: {told}, {self.confidence:.2f} (grænse · threshold {self.threshold:.2f})"
        for ground in self.grounds:
            yield f"  {ground.words}"
            if ground.cues:
                yield f"    stikord · cue words: {', '.join(ground.cues)}"
            if ground.learnt:
                share = f"{ground.likelihood:.2f}"
                yield f"    lært · learnt ({share}): {', '.join(ground.learnt)}"
        if self.whole:
            yield f"  i hele dokumentet · in the whole document: {', '.join(self.whole)}"


def why_theme(path: Path, theme: str) -> Explanation:
    """Tell why a document was given a theme, or was not; the strongest sentences first, at most eight.

    Raises:
        UsageError: The scheme has no such theme.
        ReadError: The document cannot be read.
    """
    if theme not in themes.scheme():
        known = ", ".join(themes.scheme())
        raise UsageError(f"{theme}: the scheme has no such theme; name one of: {known}.")
    source, model = prepare(read(path)), classifier.load("theme")
    by_theme, said = themes.read(source), themes.said(source)
    shape = themes.candidates(source, by_theme).get(theme)
    confidence = model.probability(shape) if shape else 0.0
    grounds = []
    likely = by_theme.likely[theme].tolist()
    for sentence, words, told in zip(source.sentences, said, likely, strict=True):
        weight, cues = themes.sentence_themes(sentence.text).get(theme, (0.0, ()))
        ground = Ground(sentence.text, cues, theme_words.telling(theme, *words)[:_WORDS], told)
        if weight or ground.likelihood >= themes.LEAST_LIKELY:
            grounds.append((weight + ground.likelihood, -sentence.number, ground))
    best = sorted(grounds, key=lambda entry: entry[:2], reverse=True)[:_SHOWN]
    return Explanation(
        theme,
        confidence >= model.threshold,
        round(confidence, 3),
        model.threshold,
        tuple(g for *_, g in best),
        theme_words.telling_of_whole(theme, said)[:_SHOWN],
    )
