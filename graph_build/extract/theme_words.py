"""What a sentence is about, by words learnt from those that readers quoted for each theme and their like.

Beside the scheme's own cue words this finds a theme that is told in other words, also in words that tell it
of a document as a whole. Trained with the theme classifier by
``python -m graph_build.language.train_statements``.
"""

import gzip
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_build import lexicon
from graph_build.language.words import function_words, tokens

_WORD = re.compile(r"\w+")
# Letters of a word that are kept, so that its inflections and many of its compounds are one.
_STEM, _ENDING, _LONG = 7, 6, 9
# Words of which it is remembered what they tell; more would only cost memory.
_REMEMBERED = 1 << 14
# Log-odds below which a sentence is about a theme so seldom that it is not told: 0.02.
_LEAST = -3.9
# Sentences that are weighed at one time.
_AT_ONCE = 400


def features(text: str, heading: str = "") -> tuple[str, ...]:
    """A sentence's words as features, and those of the heading over it, each once."""
    own = (feature for word in tokens(text) for feature in _shown(word))
    return tuple(dict.fromkeys((*own, *_over(heading))))


def _over(heading: str) -> tuple[str, ...]:
    return tuple(f"h:{word[:_STEM]}" for word in _WORD.findall(heading.lower()) if _tells(word))


def _shown(word: str) -> tuple[str, ...]:
    """What one word shows."""
    if not _tells(word):
        return ()
    stem = "w:" + word[:_STEM]
    return (stem, "e:" + word[-_ENDING:]) if len(word) > _LONG else (stem,)


def _tells(word: str) -> bool:
    return len(word) > 2 and word not in function_words()


Floats = NDArray[np.float64]


class Told(NamedTuple):
    """What a document's words tell of each theme, a column each.

    Attributes:
        likely: How likely each sentence is about it: a row each, 0 where it is unlikely.
        odds: By the words of the whole document, as log-odds.
    """

    likely: Floats
    odds: Floats


class Learnt:
    """The weights of words for each theme.

    Args:
        data: The ``themes``' ids; the ``biases`` of them, in the same order; the ``weights`` of each feature
            as pairs of a theme, by its place, and how much it bears on it; under ``whole`` biases and weights
            of those that tell of a document as a whole.

    Attributes:
        themes: The themes' ids.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.themes: tuple[str, ...] = tuple(data["themes"])
        whole = data["whole"]
        self._biases, self._whole_biases = np.array(data["biases"]), np.array(whole["biases"])
        known = dict.fromkeys(chain(data["weights"], whole["weights"]))
        # The first row is that of no feature, with which each sentence begins, so that none is empty.
        self._rows = {name: number for number, name in enumerate(known, 1)}
        self._weights, self._whole = self._table(data["weights"]), self._table(whole["weights"])
        # Words and headings return, and what they show is long to look up.
        self._of_word = lru_cache(maxsize=_REMEMBERED)(lambda word: self._known(_shown(word)))
        self._of_heading = lru_cache(maxsize=64)(lambda heading: self._known(_over(heading)))

    def read(self, sentences: Sequence[tuple[str, str]]) -> Told:
        """What a document's sentences tell of each theme.

        Args:
            sentences: Their words, each with the heading over it.
        """
        shown = [self._shown(*sentence) for sentence in sentences]
        likely = np.zeros((len(sentences), len(self.themes)))
        for start in range(0, len(sentences), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            likely[some] = self._likelihoods(shown[some])
        return Told(likely, self._odds(shown))

    def weight(self, feature: str, theme: str) -> float:
        """How much a feature speaks for a theme, 0 where it tells nothing of it."""
        weight: float = self._weights[self._rows.get(feature, 0), self.themes.index(theme)]
        return weight

    def weight_of_whole(self, feature: str, theme: str) -> float:
        """How much a feature of a document's sentences speaks for a theme of the document as a whole."""
        weight: float = self._whole[self._rows.get(feature, 0), self.themes.index(theme)]
        return weight

    def _table(self, weights: Mapping[str, Sequence[Sequence[float]]]) -> Floats:
        """A row for each feature that is known, a column for each theme."""
        out: Floats = np.zeros((1 + len(self._rows), len(self.themes)))
        places = np.array([int(place) for pairs in weights.values() for place, _ in pairs], int)
        rows = np.repeat([self._rows[name] for name in weights], [len(pairs) for pairs in weights.values()])
        out[rows, places] = [weight for pairs in weights.values() for _, weight in pairs]
        return out

    def _odds(self, shown: Sequence[Sequence[int]]) -> Floats:
        times = np.bincount(np.fromiter(chain.from_iterable(shown), int), minlength=1)
        seen = np.flatnonzero(times)
        told: Floats = (1.0 + np.log(times[seen])) @ self._whole[seen] + self._whole_biases
        return np.round(told, 5)

    def _likelihoods(self, shown: Sequence[Sequence[int]]) -> Floats:
        starts = np.cumsum([0, *map(len, shown[:-1])])
        # So many places that no machine's way of adding up is seen.
        scores = np.round(np.add.reduceat(self._weights[np.concatenate(shown)], starts), 5)
        told = np.round(scores + self._biases, 5)
        likely: Floats = np.where((scores != 0) & (told > _LEAST), 1.0 / (1.0 + np.exp(-told)), 0.0)
        return likely

    def _shown(self, text: str, heading: str) -> list[int]:
        """The numbers of what a sentence shows that is known, each once."""
        own = chain.from_iterable(map(self._of_word, tokens(text)))
        return [0, *dict.fromkeys(chain(own, self._of_heading(heading)))]

    def _known(self, features: Iterable[str]) -> tuple[int, ...]:
        return tuple(self._rows[name] for name in features if name in self._rows)


def telling(theme: str, text: str, heading: str = "") -> tuple[str, ...]:
    """The words of a sentence, cut to their stems, that speak for a theme, the strongest first."""
    weighed = [
        (weight, feature.partition(":")[2])
        for feature in features(text, heading)
        if (weight := learnt().weight(feature, theme)) > 0
    ]
    return tuple(dict.fromkeys(word for _, word in sorted(weighed, key=lambda entry: (-entry[0], entry[1]))))


def telling_of_whole(theme: str, sentences: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The words of a document that speak for a theme by how often they stand in it, the strongest first."""
    times = Counter(chain.from_iterable(features(*sentence) for sentence in sentences))
    weighed = [
        (weight * (1.0 + math.log(many)), feature.partition(":")[2])
        for feature, many in times.items()
        if (weight := learnt().weight_of_whole(feature, theme)) > 0
    ]
    return tuple(dict.fromkeys(word for _, word in sorted(weighed, key=lambda entry: (-entry[0], entry[1]))))


@cache
def learnt() -> Learnt:
    """The weights that were trained; read once."""
    path = lexicon.FOLDER / "models" / "theme-words.json.gz"
    return Learnt(json.loads(gzip.decompress(path.read_bytes())))
