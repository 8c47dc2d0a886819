"""What a small neural network makes of a document's sentences, each beside its neighbours.

The other classifiers weigh each word by itself; here a word is a vector, near to those of words that stand in
like company, and a sentence is what its runs of words come to, each beside all others of it. The network has
members, which were trained from other beginnings and err otherwise; what they say on average counts. Trained
by ``python -m graph_build.language.train_network``; read with NumPy alone.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from graph_build import lexicon
from graph_build.language.joints import PAIR
from graph_build.language.words import tokens
from graph_build.model import ParticipationRole

LABELS = ("recommendation", "decision", "paradox", "question", "answer", PAIR)
"""What the network tells of a sentence; the last of it and the next one together."""
ROLES: tuple[ParticipationRole, ...] = get_args(ParticipationRole)
WORDS = ("organisation", "group", "figure", *ROLES)
"""What it tells of each word: whether it is part of what names or counts one; of names of persons how they
took part."""
MODEL = lexicon.FOLDER / "models" / "network.npz"


def name(label: str) -> str:
    """Under which the network's score of a label stands among those of the classifiers."""
    return f"network:{label}"


NAMES = tuple(map(name, LABELS))
MOST_WORDS = 80
"""Words of a sentence that are read; few sentences have more."""
ATTENDED = 48
"""How far to either side a word is weighed beside others of its sentence; few sentences are longer."""
ATTENDED_SENTENCES = 40
"""How far to either side a sentence is weighed beside others of its document."""
GAP = 2
"""Empty rows between sentences, so that a run of words does not reach from one into the next."""
SENTENCE_GAP = 2
"""Empty rows between texts, likewise."""
# Sentences that are read at one time, and how far to either side what one comes to may hang on others.
_AT_ONCE, _REACH = 400, ATTENDED_SENTENCES + SENTENCE_GAP + 1
# Words whose vectors are remembered, each two kB.
_REMEMBERED = 1 << 14
# Features that say again what the words say.
_OF_WORDS = ("w:", "s:", "e:", "b:", "first")
_DIGITS = re.compile(r"\d+")

Floats = NDArray[np.float64]
Steps = NDArray[np.int8]
"""Log-odds in steps of an eighth: so coarse that all machines count alike, and small to keep."""
STEPS, FURTHEST = 8, 40
"""Steps that make one of log-odds, and how many from even odds are told at most."""


class Said(NamedTuple):
    """What the network says of the sentences of a document, in order.

    Attributes:
        scores: What each scores by each of ``NAMES``, as log-odds, not calibrated.
        words: Of each a row for each word that ``read`` gives, one where it gives none, and a column for
            each of ``WORDS``.
    """

    scores: list[dict[str, float]]
    words: list[Steps]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The numbers of words, of parts of words and of features; 0 is none of them.

    Attributes:
        words: Of words, and of the beginnings and endings of words.
        features: Of what a sentence shows beside its words (see ``features``).
    """

    words: dict[str, int]
    features: dict[str, int]

    def of_word(self, word: str) -> tuple[int, ...]:
        """The numbers of a word and of its parts, as many for each word."""
        return tuple(self.words.get(part, 0) for part in parts(word))

    def of_sentence(self, text: str) -> list[tuple[int, ...]]:
        """The numbers of each word of a sentence; one of no word where it has none."""
        return [self.of_word(word) for word in read(text)] or [self.of_word("")]

    def of_features(self, shown: Sequence[str]) -> list[int]:
        """The numbers of the features that are known."""
        return [self.features[name] for name in shown if name in self.features]


def read(text: str) -> list[str]:
    """The words and marks of a sentence that the network sees, as it sees them."""
    return as_seen(text)[:MOST_WORDS]


def as_seen(text: str) -> list[str]:
    """All words and marks of a text, each number as 0."""
    words = tokens(text)
    return [_DIGITS.sub("0", word) for word in words] if _DIGITS.search(text) else list(words)


def parts(word: str) -> tuple[str, ...]:
    """A word and its beginnings and endings, empty where the word is too short for one.

    Example:
        >>> parts("lederne")
        ('lederne', '^lede', '^ledern', '', 'rne$', 'derne$')
    """
    size = len(word)
    return (
        word, "^" + word[:4] if word else "", "^" + word[:6] if size > 5 else "",
        "^" + word[:9] if size > 9 else "", word[-3:] + "$" if size > 3 else "",
        word[-5:] + "$" if size > 6 else "",
    )  # fmt: skip


def of_no_word(feature: str) -> bool:
    """Whether a sentence's feature says more than which words stand in it."""
    return not feature.startswith(_OF_WORDS)


class Network:
    """The network that was trained.

    Args:
        path: Its file, as ``write`` makes it.

    Raises:
        OSError: The file cannot be read.
        ValueError: What it was trained to tell is not what is asked.
    """

    def __init__(self, path: Path = MODEL) -> None:
        with np.load(path) as stored:
            arrays = {name: stored[name] for name in stored.files}
        words, shown, told = (_lines(arrays.pop(name)) for name in ("words", "features", "tells"))
        if tuple(told) != (*LABELS, *WORDS):
            raise ValueError(
                f"{path}: tells something else; run python -m graph_build.language.train_network."
            )
        self.vocabulary = Vocabulary(
            {word: number for number, word in enumerate(words, 1)},
            {name: number for number, name in enumerate(shown, 1)},
        )
        # Words return, and their parts are long to look up.
        self._vectors = lru_cache(maxsize=_REMEMBERED)(self._sums_of_parts)
        # Most vectors are never asked for: they stay as small as they were stored.
        self._words_of: NDArray[np.float16] = arrays.pop("words_of")
        weights = {name: array.astype(np.float64) for name, array in arrays.items()}
        self._members: list[dict[str, Floats]] = [
            {name: array[member] for name, array in weights.items()} for member in range(len(self._words_of))
        ]

    def said(self, texts: Sequence[str], shown: Sequence[Sequence[str]]) -> Said:
        """What the network says of the sentences of a document and of their words.

        Args:
            texts: The sentences, in reading order.
            shown: The features of each.
        """
        out = Said([], [])
        for start in range(0, len(texts), _AT_ONCE):
            first, last = max(0, start - _REACH), start + _AT_ONCE + _REACH
            own = slice(start - first, start - first + _AT_ONCE)
            told, words = self._read(texts[first:last], shown[first:last])
            # So many places that no machine's way of adding up is seen.
            rows = np.round(told[own], 5).tolist()
            out.scores.extend(dict(zip(NAMES, row, strict=True)) for row in rows)
            out.words.extend(words[own])
        return out

    def _read(self, texts: Sequence[str], shown: Sequence[Sequence[str]]) -> tuple[Floats, list[Steps]]:
        """The scores of some sentences, a row each, and of their words: what the members say on average."""
        sentences = [read(text) or [""] for text in texts]
        vectors = np.array([self._vectors(word) for words in sentences for word in words])
        sizes = np.array([len(words) for words in sentences])
        # Each begins with the feature that says nothing, so that none is empty.
        told = [[0, *self.vocabulary.of_features(names)] for names in shown]
        starts = np.cumsum([0, *map(len, told[:-1])])
        features = np.concatenate(told)
        total, of_words = np.zeros((len(texts), len(NAMES))), np.zeros((len(vectors), len(WORDS)))
        for at, w in enumerate(self._members):
            own, rows = _sentences(vectors[:, at], sizes, w)
            told_of, around = _told(_relu(own + np.add.reduceat(w["shown"][features], starts)), w)
            total += told_of
            of_words += rows @ w["word"] + np.repeat(around @ w["word_of"] + w["word_bias"], sizes, axis=0)
        ends = np.cumsum(sizes)[:-1]
        return total / len(self._members), np.split(in_steps(of_words / len(self._members)), ends)

    def vector(self, word: str) -> Floats:
        """What the members know of a word, one after the other."""
        return self._vectors(word).ravel()

    def mark_of_words(self) -> int:
        """A checksum of what the members know of words."""
        return zlib.crc32(self._words_of.tobytes())

    def _sums_of_parts(self, word: str) -> Floats:
        """The vector of a word by each member, a row each: its own and those of its parts."""
        numbers = list(self.vocabulary.of_word(word))
        total: Floats = self._words_of[:, numbers].astype(np.float64).sum(axis=1)
        return total


def in_steps(odds: NDArray[Any]) -> Steps:
    """Log-odds as steps."""
    steps: Steps = np.clip(np.rint(odds * STEPS), -FURTHEST, FURTHEST).astype(np.int8)
    return steps


def _sentences(vectors: Floats, sizes: NDArray[np.int64], w: dict[str, Floats]) -> tuple[Floats, Floats]:
    """What the words of each sentence come to together, a row each, and what each word comes to."""
    starts = np.cumsum(sizes + GAP) - sizes - GAP
    holds = np.zeros(int((sizes + GAP).sum()), bool)
    for start, size in zip(starts.tolist(), sizes.tolist(), strict=True):
        holds[start : start + size] = True
    rows = np.zeros((len(holds), vectors.shape[1]))
    rows[holds] = vectors
    gaps = ~holds
    rows = _relu(_runs(rows, w["run0"], w["run0_bias"]))
    rows[gaps] = 0.0
    rows += _relu(_runs(rows, w["run1"], w["run1_bias"]))
    rows[gaps] = 0.0
    _attend(rows, starts, sizes, w)
    # Rows are never below 0, so the empty ones change neither the most nor the sum.
    most = np.maximum.reduceat(rows, starts)
    mean = np.add.reduceat(rows, starts) / sizes[:, np.newaxis]
    whole: Floats = np.hstack([most, mean]) @ w["whole"] + w["whole_bias"]
    return whole, rows[holds]


def _attend(rows: Floats, starts: NDArray[np.int64], sizes: NDArray[np.int64], w: dict[str, Floats]) -> None:
    """Add to each word what those that it looks to in its sentence come to, as self-attention does."""
    asked, shown_to, given = (rows @ w[name] for name in ("asked", "shown_to", "given"))
    for size in np.unique(sizes).tolist():
        # Sentences of one length are weighed at one time, none of them with empty places.
        places = starts[sizes == size, np.newaxis] + np.arange(size)
        shares = _shares(asked[places], shown_to[places], _attention_bias(w["apart"], size))
        rows[places] += _relu(shares @ given[places])


def _look_around(own: Floats, w: dict[str, Floats]) -> Floats:
    """What the sentences that each looks to in its document come to, a row each."""
    asked, shown_to, given = (own @ w[name] for name in ("far_asked", "far_shown_to", "far_given"))
    return _relu(_shares(asked, shown_to, _attention_bias(w["far_apart"], len(own))) @ given)


def _shares(asked: Floats, shown_to: Floats, bias: Floats) -> Floats:
    """How much each row looks to each other one, as shares of one."""
    weighed = asked @ np.swapaxes(shown_to, -1, -2) / np.sqrt(asked.shape[-1]) + bias
    weighed = np.exp(weighed - weighed.max(axis=-1, keepdims=True))
    shares: Floats = weighed / weighed.sum(axis=-1, keepdims=True)
    return shares


def _attention_bias(apart: Floats, size: int) -> Floats:
    """How much each of so many rows looks to each other by how far apart they stand; -inf out of reach."""
    reach = len(apart) // 2
    steps = np.arange(size) - np.arange(size)[:, np.newaxis]
    near = np.abs(steps) <= reach
    bias: Floats = np.where(near, apart[np.where(near, steps, 0) + reach], -np.inf)
    return bias


def _told(own: Floats, w: dict[str, Floats]) -> tuple[Floats, Floats]:
    """The scores of sentences beside their neighbours, a row each, and what each comes to with them."""
    beside = _relu(_runs(own, w["beside"], w["beside_bias"]))
    beside += _look_around(own, w)
    around = np.hstack([own, beside])
    single = around @ w["told"] + w["told_bias"]
    after = np.vstack([own[1:], np.zeros_like(own[:1])])
    joint = np.hstack([own, after, own * after, beside]) @ w["joint"] + w["joint_bias"]
    pair = _relu(joint) @ w["pair"] + w["pair_bias"]
    return np.hstack([single, pair]), around


def _runs(rows: Floats, weights: Floats, bias: Floats) -> Floats:
    """What each row and those around it come to, as a convolution; beyond the ends is nothing."""
    reach = len(weights) // 2
    beyond = np.zeros((reach, rows.shape[1]))
    wide = np.concatenate([beyond, rows, beyond])
    beside = np.hstack([wide[at : at + len(rows)] for at in range(len(weights))])
    total: Floats = beside @ weights.reshape(-1, weights.shape[-1])
    total += bias
    return total


def _relu(rows: Floats) -> Floats:
    return np.maximum(rows, 0.0, out=rows)


def write(path: Path, vocabulary: Vocabulary, weights: dict[str, NDArray[Any]]) -> None:
    """Write a network, the same bytes for the same one.

    Args:
        path: Where to.
        vocabulary: Numbers from 1 on, without gaps.
        weights: By the names that ``Network`` reads, each with the members along its first axis.
    """
    named = {"words": vocabulary.words, "features": vocabulary.features}
    told = {name: _as_bytes(sorted(numbers, key=numbers.__getitem__)) for name, numbers in named.items()}
    told["tells"] = _as_bytes((*LABELS, *WORDS))
    kept: dict[str, Any] = {name: array.astype(np.float16) for name, array in weights.items()}
    arrays: dict[str, Any] = {**told, **kept}
    np.savez_compressed(path, **arrays)


def _as_bytes(lines: Sequence[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


def _lines(stored: NDArray[np.uint8]) -> Iterator[str]:
    yield from stored.tobytes().decode().split("\n")


@cache
def load() -> Network:
    """The network that ships; read once."""
    return Network()
