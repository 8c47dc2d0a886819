"""What a sentence is about, by words learnt from the sentences that readers quoted for each theme.

Beside the scheme's own cue words this finds a theme that is told in other words. Trained with the theme
classifier by ``python -m graph_build.language.train_statements``.
"""

import gzip
import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import add

from graph_build import lexicon

_WORD = re.compile(r"\w+")
# Letters of a word that are kept, so that its inflections and many of its compounds are one.
_STEM, _ENDING, _LONG = 7, 6, 9
_REMEMBERED = 1024
# Log-odds below which a sentence is about a theme so seldom that it is not told: 0.02.
_LEAST = -3.9


def features(text: str, heading: str = "") -> tuple[str, ...]:
    """A sentence's words as features, and those of the heading over it, each once."""
    return tuple(dict.fromkeys((*_own(text), *_over(heading))))


@lru_cache(maxsize=_REMEMBERED)
def _own(text: str) -> tuple[str, ...]:
    tokens = _WORD.findall(text.lower())
    return tuple(_stems(tokens))


@lru_cache(maxsize=64)
def _over(heading: str) -> tuple[str, ...]:
    return tuple(f"h:{word[:_STEM]}" for word in _WORD.findall(heading.lower()) if _tells(word))


def _stems(tokens: list[str]) -> Iterator[str]:
    for token in tokens:
        if _tells(token):
            yield "w:" + token[:_STEM]
            if len(token) > _LONG:
                yield "e:" + token[-_ENDING:]


def _tells(word: str) -> bool:
    return len(word) > 2 and word not in _small_words()


@cache
def _small_words() -> frozenset[str]:
    return lexicon.words("cues/function_words.tsv")


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
    weights: dict[str, tuple[tuple[int, float], ...]]

    def probabilities(self, text: str, heading: str = "") -> dict[str, float]:
        """How likely a sentence is about each theme that its words speak for; the unlikely are left out."""
        scores = [0.0] * len(self.themes)
        for feature in features(text, heading):
            if told := self.weights.get(feature):
                for theme, weight in told:
                    scores[theme] += weight
        return {
            self.themes[theme]: 1.0 / (1.0 + math.exp(-x))
            for theme, x in enumerate(map(add, scores, self.biases))
            if x > _LEAST and scores[theme]
        }


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
    weights = {
        name: tuple((theme, weight) for theme, weight in told) for name, told in data["weights"].items()
    }
    return Learnt(tuple(data["themes"]), tuple(data["biases"]), weights)
