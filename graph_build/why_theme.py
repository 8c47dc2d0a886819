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
    """Whether a document was given a theme, how sure that is, and the sentences that speak for it."""

    theme: str
    given: bool
    confidence: float
    threshold: float
    grounds: tuple[Ground, ...]

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
    likely = themes.likelihoods(source)
    shape = themes.candidates(source, likely).get(theme)
    confidence = model.probability(shape) if shape else 0.0
    grounds = []
    for sentence, told in zip(source.sentences, likely[theme].tolist(), strict=True):
        weight, cues = themes.sentence_themes(sentence.text).get(theme, (0.0, ()))
        words = theme_words.telling(theme, sentence.text, themes.heading_over(source, sentence))[:_WORDS]
        ground = Ground(sentence.text, cues, words, told)
        if weight or ground.likelihood >= themes.LEAST_LIKELY:
            grounds.append((weight + ground.likelihood, -sentence.number, ground))
    best = sorted(grounds, key=lambda entry: entry[:2], reverse=True)[:_SHOWN]
    return Explanation(
        theme,
        confidence >= model.threshold,
        round(confidence, 3),
        model.threshold,
        tuple(g for *_, g in best),
    )
