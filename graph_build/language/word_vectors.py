"""Vectors of words by the company that they keep in running text.

Positive pointwise mutual information of words that stand near each other, cut down to its strongest
directions (Levy, Goldberg and Dagan 2015): words that stand in like places come out near each other.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.decomposition import TruncatedSVD

from graph_build.language.network import parts

# So many words to either side are a word's company, the nearer the more.
_NEAR = 5
_SMOOTHING, _RARE = 0.75, 5.0
# How long the vectors are beside each other: a word's parts are added to it, each by itself of less weight.
_LENGTH, _OF_WORD, _OF_PART = 0.1, 0.6, 0.25


def vectors(sentences: Sequence[Sequence[str]], least: int, size: int) -> dict[str, NDArray[np.float64]]:
    """The vectors of words, and of the beginnings and endings of words as the mean of theirs.

    Args:
        sentences: The words of running text.
        least: How often a word stands there at least.
        size: Numbers in a vector.
    """
    times = Counter(word for words in sentences for word in words)
    number = {word: at for at, word in enumerate(word for word, n in times.most_common() if n >= least)}
    strongest = TruncatedSVD(size, random_state=0).fit_transform(_company(sentences, number))
    strongest /= np.sqrt(np.linalg.norm(strongest, axis=0))
    strongest *= _LENGTH / strongest.std()
    out = {word: strongest[at] * _OF_WORD for word, at in number.items()}
    sums: dict[str, NDArray[np.float64]] = defaultdict(lambda: np.zeros(size))
    counts = Counter[str]()
    for word, at in number.items():
        for part in filter(None, parts(word)[1:]):
            sums[part] += strongest[at] * times[word]
            counts[part] += times[word]
    return out | {part: total / counts[part] * _OF_PART for part, total in sums.items()}


def _company(sentences: Sequence[Sequence[str]], number: dict[str, int]) -> csr_matrix:
    """For each word how much likelier each other one stands near it than anywhere, where it is likelier."""
    near = Counter[tuple[int, int]]()
    for words in sentences:
        numbers = [number.get(word, -1) for word in words]
        for at, one in enumerate(numbers):
            for far, other in enumerate(numbers[at + 1 : at + 1 + _NEAR], 1):
                if one >= 0 and other >= 0:
                    near[one, other] += 1.0 / far  # type: ignore[assignment]
                    near[other, one] += 1.0 / far  # type: ignore[assignment]
    places, together = np.array(list(near)), np.array(list(near.values()), float)
    rows, columns = places[:, 0], places[:, 1]
    of_each = np.bincount(rows, together, len(number))
    expected = (of_each + _RARE)[rows] * (of_each**_SMOOTHING / (of_each**_SMOOTHING).sum())[columns]
    told = np.log(together / expected)
    likelier = told > 0
    return csr_matrix((told[likelier], (rows[likelier], columns[likelier])), (len(number), len(number)))
