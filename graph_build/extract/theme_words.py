"""What a sentence is about, by words learnt from the sentences that readers quoted for each theme.

Beside the scheme's own cue words this finds a theme that is told in other words. Trained with the theme
classifier by ``python -m graph_build.language.train_statements``.
"""

import gzip
import json
import math
import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from graph_build import lexicon
from graph_build.language.words import tokens

_WORD = re.compile(r"\w+")
# Letters of a word that are kept, so that its inflections and many of its compounds are one.
_STEM, _ENDING, _LONG = 7, 6, 9
# Words of which it is remembered what they tell; more would only cost memory.
_REMEMBERED = 1 << 14
# Log-odds below which a sentence is about a theme so seldom that it is not told: 0.02.
_LEAST = -3.9


def features(text: str, heading: str = "") -> tuple[str, ...]:
    """A sentence's words as features, and those of the heading over it, each once."""
    own = (feature for word in tokens(text) for feature in _shown(word))
    return tuple(dict.fromkeys((*own, *_over(heading))))


@lru_cache(maxsize=64)
def _over(heading: str) -> tuple[str, ...]:
    return tuple(f"h:{word[:_STEM]}" for word in _WORD.findall(heading.lower()) if _tells(word))


def _shown(word: str) -> tuple[str, ...]:
    """What one word shows."""
    if not _tells(word):
        return ()
    stem = "w:" + word[:_STEM]
    return (stem, "e:" + word[-_ENDING:]) if len(word) > _LONG else (stem,)


def _tells(word: str) -> bool:
    return len(word) > 2 and word not in _small_words()


@cache
def _small_words() -> frozenset[str]:
    return lexicon.words("cues/function_words.tsv")


Told = dict[str, tuple[tuple[int, float], ...]]
"""For some features the themes that each bears on, by their place, and how much."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """The weights of words for each theme.

    Attributes:
        themes: The themes' ids.
        biases: The bias of each theme, in the same order.
        weights: For each feature the themes it bears on, by their place, and how much.
    """

    themes: tuple[str, ...]
    biases: tuple[float, ...]
    weights: Told
    _words: dict[str, Told] = field(default_factory=dict, repr=False, compare=False)

    def probabilities(self, text: str, heading: str = "") -> dict[str, float]:
        """How likely a sentence is about each theme that its words speak for; the unlikely are left out."""
        told: Told = {}
        for word in tokens(text):
            told.update(self._told_by(word))
        for feature in _over(heading):
            if feature in self.weights:
                told[feature] = self.weights[feature]
        scores: dict[int, float] = {}
        for themes in told.values():
            for theme, weight in themes:
                scores[theme] = scores.get(theme, 0.0) + weight
        return {
            self.themes[theme]: 1.0 / (1.0 + math.exp(-x))
            for theme, score in scores.items()
            if score and (x := score + self.biases[theme]) > _LEAST
        }

    def _told_by(self, word: str) -> Told:
        """What a word tells, by its features; remembered, since words return."""
        told = self._words.get(word)
        if told is None:
            if len(self._words) >= _REMEMBERED:
                self._words.clear()
            shown = _shown(word)
            told = self._words[word] = {name: self.weights[name] for name in shown if name in self.weights}
        return told


def telling(theme: str, text: str, heading: str = "") -> tuple[str, ...]:
    """The words of a sentence, cut to their stems, that speak for a theme, the strongest first."""
    words = learnt()
    place = words.themes.index(theme)
    weighed = [
        (weight, feature.partition(":")[2])
        for feature in features(text, heading)
        for at, weight in words.weights.get(feature, ())
        if at == place and weight > 0
    ]
    return tuple(dict.fromkeys(word for _, word in sorted(weighed, key=lambda entry: (-entry[0], entry[1]))))


@cache
def learnt() -> Learnt:
    """The weights that were trained; read once."""
    path = lexicon.FOLDER / "models" / "theme-words.json.gz"
    data = json.loads(gzip.decompress(path.read_bytes()))
    same: dict[tuple[int, float], tuple[int, float]] = {}
    weights = {
        name: tuple(same.setdefault((theme, weight), (theme, weight)) for theme, weight in told)
        for name, told in data["weights"].items()
    }
    return Learnt(tuple(data["themes"]), tuple(data["biases"]), weights)
