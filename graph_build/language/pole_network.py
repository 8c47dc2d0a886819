"""Where the two poles of a tension begin and end, as a small neural network reads its words.

The network sees the words through the vectors of the network of sentences (``network``), each beside those
near it and, layer by layer, those further off. It has members, which were trained from other beginnings; what
they say on average counts. Trained by ``python -m graph_build.language.train_pole_network``; read with NumPy
alone.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_build import lexicon
from graph_build.language import network

MODEL = lexicon.FOLDER / "models" / "pole_network.npz"
MOST_TOKENS = 100
"""Words and marks of a tension that are read."""
DILATIONS = (1, 2, 4, 8, 16)
"""How many words apart those are that each layer after the first sees beside each other."""
_TOKEN, _DIGITS = re.compile(r"\w+|[^\w\s]"), re.compile(r"\d+")
# The least that is said of a place, as log-odds, so that one unlikely word does not outweigh all else.
_NEVER, _SOME = -12.0, 1e-6

Span = tuple[int, int]
Floats = NDArray[np.float64]


class Said(NamedTuple):
    """What the network says of some words.

    Attributes:
        places: Where each word and mark begins and ends, in code points.
        told: A row for each: how likely the first pole begins and ends there, and the second, as logarithms.
        is_word: Whether each is a word.
    """

    places: tuple[Span, ...]
    told: Floats
    is_word: NDArray[np.bool_]


def tokens(text: str) -> list[tuple[Span, str]]:
    """The words and marks of a text that are read, each with its place, as the network sees them."""
    found = list(_TOKEN.finditer(text))[:MOST_TOKENS]
    return [(match.span(), _DIGITS.sub("0", match.group().casefold())) for match in found]


def vectors(words: Sequence[str]) -> Floats:
    """What the network of sentences knows of each word, a row each."""
    return np.array([network.load().vector(word) for word in words])


def mark_of_vectors() -> int:
    """A checksum of what the network of sentences that ships knows of words."""
    return network.load().mark_of_words()


class PoleNetwork:
    """The network that was trained.

    Args:
        path: Its file, as ``write`` makes it.

    Attributes:
        read_with: The ``mark_of_vectors`` that it was trained with; with others it reads nonsense.

    Raises:
        OSError: The file cannot be read.
    """

    def __init__(self, path: Path = MODEL) -> None:
        with np.load(path) as stored:
            self.read_with = int(stored["read_with"])
            named = [name for name in stored.files if name != "read_with"]
            weights = {name: stored[name].astype(np.float64) for name in named}
        self._members = [
            {name: array[member] for name, array in weights.items()}
            for member in range(len(weights["scale"]))
        ]
        self.said = lru_cache(maxsize=64)(self._said)

    def _said(self, text: str) -> Said:
        """Of each word of a tension how likely a pole begins or ends with it."""
        read = tokens(text)
        if not read:
            return as_said(read, np.zeros((0, 4)))
        rows = vectors([word for _, word in read])
        scores = np.mean([_scores(rows * w["scale"], w) for w in self._members], axis=0)
        # So many places that no machine's way of adding up is seen.
        return as_said(read, np.round(scores - np.log(np.exp(scores).sum(axis=0)), 5))


def as_said(read: Sequence[tuple[Span, str]], told: Floats) -> Said:
    """What is said of the words of a text."""
    return Said(
        tuple(place for place, _ in read), told, np.array([word[0].isalnum() for _, word in read], bool)
    )


def _scores(rows: Floats, w: dict[str, Floats]) -> Floats:
    """How much a member holds each word for either end of either pole."""
    rows = np.maximum(_beside(rows, w["first"], 1) + w["first_bias"], 0.0)
    for at, apart in enumerate(DILATIONS):
        rows = rows + np.maximum(_beside(rows, w["next"][at], apart) + w["next_bias"][at], 0.0)
    whole = np.maximum(rows.max(axis=0) @ w["whole"], 0.0)
    scores: Floats = rows @ w["told"][: rows.shape[1]] + whole @ w["told"][rows.shape[1] :]
    return scores


def _beside(rows: Floats, weights: Floats, apart: int) -> Floats:
    """What each row and those so far before and after it come to; beyond the ends is nothing."""
    beyond = np.zeros((apart, rows.shape[1]))
    wide = np.concatenate([beyond, rows, beyond])
    both = np.hstack([wide[at : at + len(rows)] for at in (0, apart, 2 * apart)])
    total: Floats = both @ weights.reshape(-1, weights.shape[-1])
    return total


def signs(said: Said, spans: Sequence[tuple[Span, Span]]) -> Floats:
    """What the network says for each two spans as the poles, a row each.

    The columns: how likely each of the four ends is; how much of the first and of the second pole the spans
    are likely to hold, both, and the less of them; how far they hold nothing else, and both; how much they
    hold of the other pole. What stands beyond the words that are read counts as the last of these.
    """
    starts, ends = np.array([a for a, _ in said.places]), np.array([b for _, b in said.places])
    at = np.array(spans).reshape(-1, 4)
    last = len(starts) - 1
    a, c = (np.minimum(np.searchsorted(ends, at[:, side], "right"), last) for side in (0, 2))
    b, d = (np.maximum(np.searchsorted(starts, at[:, side]) - 1, first) for side, first in ((1, a), (3, c)))
    told = np.maximum(np.stack([said.told[place, side] for side, place in enumerate((a, b, c, d))]), _NEVER)
    first, second = (_within(said, side) for side in (0, 2))
    words = np.concatenate([[0], np.cumsum(said.is_word)])
    own, other = _share(first, a, b), _share(second, c, d)
    pure = (first[b + 1] - first[a]) / np.maximum(1, words[b + 1] - words[a])
    clean = (second[d + 1] - second[c]) / np.maximum(1, words[d + 1] - words[c])
    columns = [
        *told, own, other, own * other, np.minimum(own, other), pure, clean, pure * clean,
        _share(second, a, b), _share(first, c, d),
    ]  # fmt: skip
    rows: Floats = np.round(np.stack(columns, axis=1), 5)
    return rows


def _within(said: Said, side: int) -> Floats:
    """How many words of a pole stand before each place, as far as the network can say."""
    begun = np.cumsum(np.exp(said.told[:, side]))
    not_ended = np.cumsum(np.exp(said.told[::-1, side + 1]))[::-1]
    return np.concatenate([[0.0], np.cumsum(begun * not_ended * said.is_word)])


def _share(before: Floats, start: NDArray[np.int64], end: NDArray[np.int64]) -> Floats:
    share: Floats = (before[end + 1] - before[start]) / (before[-1] + _SOME)
    return share


def likeliest(said: Said) -> tuple[Span, Span] | None:
    """The two spans that are likeliest the poles, the second after the first; ``None`` of one word."""
    if len(said.places) < 2:
        return None
    first, opens = _best(said.told[:, 0], said.told[:, 1])
    second, closes = _best(said.told[::-1, 3], said.told[::-1, 2])
    # The first pole ends at or before a word, and the second begins after it.
    until, since = np.maximum.accumulate(first), np.maximum.accumulate(second)[::-1]
    cut = int(np.argmax(until[:-1] + since[1:]))
    b = int(np.argmax(first[: cut + 1]))
    c = len(said.places) - 1 - int(np.argmax(second[: len(said.places) - 1 - cut]))
    a, d = int(opens[b]), len(said.places) - 1 - int(closes[len(said.places) - 1 - c])
    return (said.places[a][0], said.places[b][1]), (said.places[c][0], said.places[d][1])


def _best(begins: Floats, ends: Floats) -> tuple[Floats, NDArray[np.int64]]:
    """Of spans that end at each place the likeliest one's score, and where it begins."""
    most = np.maximum.accumulate(begins)
    where = np.maximum.accumulate(np.where(begins == most, np.arange(len(begins)), 0))
    return most + ends, where


def write(path: Path, weights: dict[str, NDArray[np.float32]]) -> None:
    """Write a network, the same bytes for the same one.

    Args:
        path: Where to.
        weights: By the names that ``PoleNetwork`` reads, each with the members along its first axis.
    """
    small: dict[str, Any] = {name: array.astype(np.float16) for name, array in weights.items()}
    np.savez_compressed(path, read_with=np.array(mark_of_vectors(), np.uint32), **small)


@cache
def load() -> PoleNetwork:
    """The network that ships; read once."""
    return PoleNetwork()
