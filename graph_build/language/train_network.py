"""Train the network of sentences: ``python -m graph_build.language.train_network`` (extra ``[train]``).

Writes ``graph_build/lexicon/models/network.npz`` and, for the classifiers that weigh its scores, what
networks that had not seen a document say of its sentences, ``data/network_held_out.json.gz``, and of their
words, ``data/network_held_out_words.npz``. Train the statements after it. The same processor gives the same
bytes.
"""

import argparse
import gzip
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

from graph_build.language.annotations import FOLDERS, MORE
from graph_build.language.examples import marked_documents
from graph_build.language.network import (
    ATTENDED,
    ATTENDED_SENTENCES,
    GAP,
    LABELS,
    MODEL,
    NAMES,
    SENTENCE_GAP,
    WORDS,
    Network,
    Steps,
    Vocabulary,
    in_steps,
    parts,
    read,
    write,
)  # fmt: skip
from graph_build.language.network_held_out import HELD_OUT, WORDS_HELD_OUT, write_words
from graph_build.language.network_texts import UNKNOWN, Text, original, retold_texts, texts
from graph_build.language.network_words import UNSURE, WORD_LABELS
from graph_build.language.training_pool import training_pool
from graph_build.language.word_vectors import vectors

Weights = dict[str, Any]
"""The network's arrays by name."""

_FOLDS, _EPOCHS = 4, 6
# How often a word, a part of one and a feature stand in the texts at least to be learnt.
_LEAST_WORD, _LEAST_PART, _LEAST_FEATURE = 3, 4, 8
_VECTOR, _HIDDEN, _JOINT = 128, 128, 96
# Two networks tell more together than a larger one that takes as long to read with.
_MEMBERS = 2
_RUN, _BESIDE = 3, 5
# Rows for words, sentences, and features of a sentence that are weighed at one time.
_WORDS, _SENTENCES, _SHOWN = 128 * ATTENDED, 520, 40
_RATE, _LAST_RATE, _SLOWER, _DECAY, _CLIP = 3e-3, 3e-4, 0.3, 0.02, 5.0
# How much of the mean over the steps each step keeps; the mean is what is read with.
_KEPT = 0.997
# Rows that are weighed beside each other at one time, with as many before and after them; a text's rows
# are so many blocks.
_BLOCK = ATTENDED
# Shares that are left out by chance while learning, so that nothing hangs on one word.
_NO_WORD, _NO_VECTOR, _NO_HIDDEN = 0.15, 0.1, 0.2
# How often something is left out between a sentence's words and what is told of it, each by a key.
_CHANCES = 8
# Steps of a share that is left out.
_SHARES = 256
# Tensions are the hardest to tell.
_EMPHASIS = np.array([1.0, 1.0, 1.5, 1.0, 1.0, 1.0])
_RARITY = np.array([-2.0, -3.0, -2.5, -3.0, -3.0, -3.0])
_WORD_RARITY = -3.0
# Words left out that are guessed among so many others of a batch, how much that counts, and how sharp the
# guesses may be: the words around tell which one it was (contrastive, as InfoNCE).
_GUESSED, _AMONG, _OF_GUESS, _SHARPEST = 1200, 1024, 0.3, 50.0
# What is told of words when the network reads; the rest of it is learnt for the others' sake.
_TOLD_OF_WORDS = [WORD_LABELS.index(name) for name in WORDS]


@dataclass(slots=True)
class Batch:
    """Some texts one after the other, as arrays of one size each.

    Attributes:
        words: The numbers of each word and its parts, a row a word, empty rows between sentences.
        of: The sentence of each row; one past the last sentence for an empty one.
        shown: The numbers of each sentence's features, 0 where it has fewer.
        labels: Of each sentence whether each label holds.
        weights: How much each sentence counts.
        word_labels: Of each row what its word is part of.
        word_weights: How much each word of a sentence counts for each of that; a row more for empty ones.
        places: The text and the sentence that stand in a row.
    """

    words: NDArray[np.int32]
    of: NDArray[np.int32]
    shown: NDArray[np.int32]
    labels: NDArray[np.int32]
    weights: NDArray[np.float32]
    word_labels: NDArray[np.uint8]
    word_weights: NDArray[np.float32]
    places: list[tuple[int, int, int]]

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What is learnt from."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "places"}


def _empty() -> Batch:
    return Batch(
        np.zeros((_WORDS, len(parts(""))), np.int32), np.full(_WORDS, _SENTENCES, np.int32),
        np.zeros((_SENTENCES, _SHOWN), np.int32), np.full((_SENTENCES, len(LABELS)), UNKNOWN, np.int32),
        np.zeros(_SENTENCES, np.float32), np.zeros((_WORDS, len(WORD_LABELS)), np.uint8),
        np.zeros((_SENTENCES + 1, len(WORD_LABELS)), np.float32), [],
    )  # fmt: skip


class Numbered(NamedTuple):
    """A text with the numbers of each sentence's words, and of its features."""

    text: Text
    words: list[NDArray[np.int32]]
    shown: list[list[int]]


def numbered(known: Iterable[Text], vocabulary: Vocabulary) -> list[Numbered]:
    """Texts as numbers, which are long to look up."""
    return [
        Numbered(
            text,
            [np.array(vocabulary.of_sentence(sentence), np.int32) for sentence in text.sentences],
            [vocabulary.of_features(shown)[:_SHOWN] for shown in text.shown],
        )
        for text in known
    ]


def batches(known: Sequence[Numbered], chance: np.random.Generator | None = None) -> Iterator[Batch]:
    """Texts as arrays, in order or shuffled; one is cut that fits into none, or where all are shuffled."""
    order = np.arange(len(known)) if chance is None else chance.permutation(len(known))
    batch, row, sentence = _empty(), 0, 0
    for number in order.tolist():
        text, read_as, shown = known[number]
        rows = sum(len(words) + GAP for words in read_as)
        if chance is None and row and (row + rows > _WORDS or sentence + len(read_as) > _SENTENCES):
            yield batch
            batch, row, sentence = _empty(), 0, 0
        for at, words in enumerate(read_as):
            if row + len(words) > _WORDS or sentence >= _SENTENCES:
                yield batch
                batch, row, sentence = _empty(), 0, 0
            batch.words[row : row + len(words)] = words
            batch.of[row : row + len(words)] = sentence
            batch.shown[sentence, : len(shown[at])] = shown[at]
            batch.labels[sentence], batch.weights[sentence] = text.labels[at], text.weight
            batch.word_labels[row : row + len(words)] = text.word_labels[at]
            batch.word_weights[sentence] = np.array(text.knows) * text.weight / len(words)
            batch.places.append((number, at, sentence))
            row, sentence = row + len(words) + GAP, sentence + 1
        sentence += SENTENCE_GAP
    yield batch


def learn_words(known: Sequence[Text]) -> Vocabulary:
    """Number the words, their parts and the features that stand often enough."""
    words = Counter(word for text in known for sentence in text.sentences for word in read(sentence))
    some = Counter[str]()
    for word, times in words.items():
        some.update(dict.fromkeys(filter(None, parts(word)[1:]), times))
    shown = Counter(name for text in known for names in text.shown for name in names)
    kept = sorted(word for word, times in words.items() if times >= _LEAST_WORD)
    kept += sorted(part for part, times in some.items() if times >= _LEAST_PART)
    features = sorted(name for name, times in shown.items() if times >= _LEAST_FEATURE)
    return Vocabulary(
        {word: at for at, word in enumerate(kept, 1)}, {name: at for at, name in enumerate(features, 1)}
    )


def begin(known: Sequence[Text], vocabulary: Vocabulary, member: int) -> Weights:
    """The weights before anything is learnt but the words' vectors."""
    chance = np.random.default_rng(member)

    def by_chance(*shape: int, share: float = 1.0) -> NDArray[np.float32]:
        scale = share * np.sqrt(2.0 / np.prod(shape[:-1]))
        return chance.normal(0.0, scale, shape).astype(np.float32)

    words_of = chance.normal(0.0, 0.1, (len(vocabulary.words) + 1, _VECTOR)).astype(np.float32)
    sentences = [read(sentence) for text in known for sentence in text.sentences]
    for word, vector in vectors(sentences, _LEAST_WORD, _VECTOR).items():
        if word in vocabulary.words:
            words_of[vocabulary.words[word]] = vector
    told = len(LABELS) - 1
    weights = {
        "words_of": words_of,
        "shown": chance.normal(0.0, 0.05, (len(vocabulary.features) + 1, _HIDDEN)).astype(np.float32),
        "run0": by_chance(_RUN, _VECTOR, _HIDDEN), "run1": by_chance(_RUN, _HIDDEN, _HIDDEN),
        "asked": by_chance(_HIDDEN, _HIDDEN), "shown_to": by_chance(_HIDDEN, _HIDDEN),
        "given": by_chance(_HIDDEN, _HIDDEN), "apart": np.zeros(2 * ATTENDED + 1, np.float32),
        "whole": by_chance(2 * _HIDDEN, _HIDDEN),
        "beside": by_chance(_BESIDE, _HIDDEN, _HIDDEN, share=0.5),
        "told": by_chance(2 * _HIDDEN, told),
        "far_asked": by_chance(_HIDDEN, _HIDDEN, share=0.5),
        "far_shown_to": by_chance(_HIDDEN, _HIDDEN, share=0.5),
        "far_given": by_chance(_HIDDEN, _HIDDEN, share=0.5),
        "far_apart": np.zeros(2 * ATTENDED_SENTENCES + 1, np.float32),
        "joint": by_chance(4 * _HIDDEN, _JOINT), "pair": by_chance(_JOINT, 1),
        "word": np.zeros((_HIDDEN, len(WORD_LABELS)), np.float32),
        "word_of": np.zeros((2 * _HIDDEN, len(WORD_LABELS)), np.float32),
        "word_bias": np.full(len(WORD_LABELS), _WORD_RARITY, np.float32),
        "guess": by_chance(_HIDDEN, _HIDDEN), "guess_of": by_chance(_VECTOR, _HIDDEN),
        "guess_sharp": np.full((), 10.0, np.float32),
    }  # fmt: skip
    for name in ("run0", "run1", "whole", "beside", "joint"):
        weights[f"{name}_bias"] = np.zeros(weights[name].shape[-1], np.float32)
    for name in ("words_of", "shown"):
        weights[name][0] = 0.0  # what is not known says nothing, and never learns to
    weights["told_bias"] = _RARITY[:told].astype(np.float32)
    weights["pair_bias"] = _RARITY[told:].astype(np.float32)
    return {name: jnp.asarray(array) for name, array in weights.items()}


def _runs(rows: Any, weights: Any, bias: Any) -> Any:  # noqa: ANN401 - JAX's arrays
    reach = len(weights) // 2
    wide = jnp.pad(rows, ((reach, reach), (0, 0)))
    return bias + sum(wide[at : at + len(rows)] @ weights[at] for at in range(len(weights)))


def _attended(rows: Any, of: Any, w: Weights) -> Any:  # noqa: ANN401
    """What the words that each looks to in its sentence come to, block by block of rows.

    Only rows no more than a block apart are weighed, and most of those are; to pick each sentence's own
    rows would take longer than to weigh the rest for nothing.
    """

    def around(blocks: Any, beyond: int) -> Any:  # noqa: ANN401
        wide = jnp.pad(blocks, ((1, 1), *[(0, 0)] * (blocks.ndim - 1)), constant_values=beyond)
        return jnp.concatenate([wide[:-2], wide[1:-1], wide[2:]], axis=1)

    asked, shown_to, given = (
        (rows @ w[name]).reshape(-1, _BLOCK, _HIDDEN) for name in ("asked", "shown_to", "given")
    )
    steps = np.arange(-_BLOCK, 2 * _BLOCK) - np.arange(_BLOCK)[:, np.newaxis]
    near = np.abs(steps) <= ATTENDED
    sentence = of.reshape(-1, _BLOCK)
    mine = (sentence[:, :, np.newaxis] == around(sentence, _SENTENCES)[:, np.newaxis]) & near
    weighed = jnp.einsum("bqh,bkh->bqk", asked, around(shown_to, 0)) / np.sqrt(_HIDDEN)
    weighed += w["apart"][np.where(near, steps, 0) + ATTENDED]
    share = jax.nn.softmax(jnp.where(mine, weighed, -1e9), axis=2)
    return jnp.einsum("bqk,bkh->bqh", share, around(given, 0)).reshape(rows.shape)


def without(rows: Any, share: float, key: Any) -> Any:  # noqa: ANN401
    """The rows with a share of their numbers left out by chance, or as they are where nothing is learnt.

    The share is one of ``_SHARES``, as bytes of chance are four times as quick to come by as words of it.
    """
    if key is None:
        return rows
    least = round(share * _SHARES)
    kept = jax.random.bits(key, rows.shape, jnp.uint8) >= least
    return rows * kept * (_SHARES / (_SHARES - least))


def scores(w: Weights, batch: dict[str, Any]) -> Any:  # noqa: ANN401
    """What ``Network`` gives of a batch: of its sentences, and of its words."""
    keys = [None] * _CHANCES
    rows = _rows(w, batch, _looked_up(w, batch), keys)
    said, around = _told(w, batch, rows, keys)
    return said, _of_words(w, batch, rows, around)


def _looked_up(w: Weights, batch: dict[str, Any]) -> Any:  # noqa: ANN401
    """The vector of each word with its parts."""
    return w["words_of"].at[0].set(0.0)[batch["words"]].sum(axis=1)


def _rows(w: Weights, batch: dict[str, Any], vectors: Any, keys: Sequence[Any]) -> Any:  # noqa: ANN401
    """What each word comes to beside those around it."""
    of, holds = batch["of"], (batch["of"] < _SENTENCES)[:, None]
    rows = without(vectors, _NO_VECTOR, keys[1]) * holds
    rows = jax.nn.relu(_runs(rows, w["run0"], w["run0_bias"])) * holds
    rows += jax.nn.relu(_runs(rows, w["run1"], w["run1_bias"])) * holds
    rows += jax.nn.relu(_attended(without(rows, _NO_HIDDEN / 2, keys[6]), of, w)) * holds
    return without(rows, _NO_HIDDEN / 2, keys[2])


def _looked_to(own: Any, batch: dict[str, Any], w: Weights) -> Any:  # noqa: ANN401
    """What the sentences that each looks to in its text come to."""
    is_one = batch["weights"] > 0
    # Texts stand apart by empty sentences.
    text = jnp.cumsum(~is_one)
    steps = np.arange(_SENTENCES) - np.arange(_SENTENCES)[:, np.newaxis]
    near = np.abs(steps) <= ATTENDED_SENTENCES
    mine = (text[:, None] == text[None]) & is_one[None] & near
    weighed = (own @ w["far_asked"]) @ (own @ w["far_shown_to"]).T / np.sqrt(_HIDDEN)
    weighed += w["far_apart"][np.where(near, steps, 0) + ATTENDED_SENTENCES]
    return jax.nn.softmax(jnp.where(mine, weighed, -1e9), axis=1) @ (own @ w["far_given"])


def _told(
    w: Weights,
    batch: dict[str, Any],
    rows: Any,  # noqa: ANN401
    keys: Sequence[Any],
) -> tuple[Any, Any]:
    """The scores of sentences beside their neighbours, of their words' rows, and what they come to there."""
    of, holds = batch["of"], (batch["of"] < _SENTENCES)[:, None]
    most = jnp.maximum(jax.ops.segment_max(rows, of, _SENTENCES + 1)[:_SENTENCES], 0.0)
    size = jnp.maximum(jax.ops.segment_sum(holds.astype(rows.dtype), of, _SENTENCES + 1)[:_SENTENCES], 1.0)
    mean = jax.ops.segment_sum(rows, of, _SENTENCES + 1)[:_SENTENCES] / size
    own = without(jnp.hstack([most, mean]), _NO_HIDDEN, keys[3]) @ w["whole"] + w["whole_bias"]
    own = own + w["shown"].at[0].set(0.0)[batch["shown"]].sum(axis=1)
    is_one = (batch["weights"] > 0)[:, None]
    own = jax.nn.relu(own) * is_one
    near = without(own, _NO_HIDDEN, keys[4])
    beside = jax.nn.relu(_runs(near, w["beside"], w["beside_bias"]))
    beside = (beside + jax.nn.relu(_looked_to(near, batch, w))) * is_one
    single = without(jnp.hstack([own, beside]), _NO_HIDDEN, keys[5]) @ w["told"] + w["told_bias"]
    after = jnp.vstack([own[1:], jnp.zeros_like(own[:1])])
    both = without(jnp.hstack([own, after, own * after, beside]), _NO_HIDDEN, keys[5])
    pair = jax.nn.relu(both @ w["joint"] + w["joint_bias"]) @ w["pair"] + w["pair_bias"]
    return jnp.hstack([single, pair]), jnp.hstack([own, beside])


def _of_words(w: Weights, batch: dict[str, Any], rows: Any, around: Any) -> Any:  # noqa: ANN401
    """What is told of words, of their rows and of what their sentences come to, which learn nothing by it."""
    # Empty rows are of the sentence one past the last.
    of = jnp.pad(jax.lax.stop_gradient(around) @ w["word_of"], ((0, 1), (0, 0)))
    return rows @ w["word"] + of[batch["of"]] + w["word_bias"]


def _loss(w: Weights, batch: dict[str, Any], key: Any) -> Any:  # noqa: ANN401
    keys, truth = list(jax.random.split(key, _CHANCES)), batch["labels"]
    vectors = _looked_up(w, batch)
    left_out = jax.random.bernoulli(keys[0], _NO_WORD, (len(vectors),))
    rows = _rows(w, batch, jnp.where(left_out[:, None], 0.0, vectors), keys)
    said, around = _told(w, batch, rows, keys)
    each = optax.sigmoid_binary_cross_entropy(said, jnp.maximum(truth, 0))
    told = (each * (truth != UNKNOWN) * batch["weights"][:, None] * _EMPHASIS).sum()
    sure = batch["word_labels"] != UNSURE
    word = optax.sigmoid_binary_cross_entropy(_of_words(w, batch, rows, around), batch["word_labels"] == 1)
    told_of_words = (word * sure * batch["word_weights"][batch["of"]]).sum()
    return (told + told_of_words) / _SENTENCES + _OF_GUESS * _guessed(w, batch, vectors, rows, left_out)


def _guessed(w: Weights, batch: dict[str, Any], vectors: Any, rows: Any, left_out: Any) -> Any:  # noqa: ANN401
    """How badly words that were left out are guessed among others of the batch, by those around them."""
    words = batch["words"]
    known = words.any(axis=1)
    at = jnp.nonzero(left_out & known, size=_GUESSED, fill_value=_WORDS)[0]
    is_one, at = at < _WORDS, jnp.minimum(at, _WORDS - 1)
    guess, shown = _unit(rows[at] @ w["guess"]), _unit(vectors @ w["guess_of"])
    among = np.linspace(0, _WORDS - 1, _AMONG).astype(np.int32)
    same = (words[at][:, None] == words[among][None]).all(axis=2)
    others = jnp.where(same | ~known[among], -1e9, guess @ shown[among].T)
    right = (guess * shown[at]).sum(axis=1)[:, None]
    odds = jnp.clip(w["guess_sharp"], 1.0, _SHARPEST) * jnp.hstack([right, others])
    missed = -jax.nn.log_softmax(odds, axis=1)[:, 0]
    return (missed * is_one).sum() / jnp.maximum(is_one.sum(), 1)


def _unit(rows: Any) -> Any:  # noqa: ANN401
    return rows / jnp.sqrt((rows**2).sum(axis=1, keepdims=True) + 1e-6)


def fit_member(known: Sequence[Text], member: int) -> tuple[Vocabulary, Weights]:
    """Learn the vocabulary, and the weights of a member, from texts."""
    vocabulary = learn_words(known)
    return vocabulary, _fit_member(known, vocabulary, member)


def _fit_member(known: Sequence[Text], vocabulary: Vocabulary, member: int) -> Weights:
    w = mean = begin(known, vocabulary, member)
    chance, key = np.random.default_rng(member), jax.random.PRNGKey(member)
    read_in_turn = [one for one in numbered(known, vocabulary) for _ in range(one.text.times)]
    steps = _EPOCHS * sum(1 for _ in batches(read_in_turn))
    rate = optax.warmup_cosine_decay_schedule(0.0, _RATE, steps // 10, steps, _LAST_RATE)
    rule = optax.chain(optax.clip_by_global_norm(_CLIP), optax.adamw(rate, weight_decay=_DECAY))

    @jax.jit  # type: ignore[untyped-decorator]
    def step(w: Weights, mean: Weights, state: Any, batch: Any, key: Any) -> tuple[Weights, Weights, Any]:  # noqa: ANN401
        change, state = rule.update(jax.grad(_loss)(w, batch, key), state, w)
        # The vectors know more than these texts teach, so they move less.
        change["words_of"] *= _SLOWER
        w = optax.apply_updates(w, change)
        return w, optax.incremental_update(w, mean, 1 - _KEPT), state

    state = rule.init(w)
    for _ in range(_EPOCHS):
        for batch in batches(read_in_turn, chance):
            key, now = jax.random.split(key)
            w, mean, state = step(w, mean, state, batch.arrays(), now)
    # To guess is only to learn by.
    fitted = {name: np.asarray(array) for name, array in mean.items() if not name.startswith("guess")}
    return fitted | {name: fitted[name][..., _TOLD_OF_WORDS] for name in ("word", "word_of", "word_bias")}


class Told(NamedTuple):
    """What a network says of a text.

    Attributes:
        scores: Of each sentence the log-odds of each of ``LABELS``.
        words: Of each sentence what ``network.Said`` gives.
    """

    scores: list[list[float]]
    words: list[Steps]


class Raw(NamedTuple):
    """What one member says of a text: of each sentence its scores, and of the words of each theirs."""

    scores: NDArray[np.float32]
    words: list[NDArray[np.float32]]


def told(known: Sequence[Text], vocabulary: Vocabulary, w: Weights) -> dict[str, Raw]:
    """What one member says of the sentences of each text and of their words, by block."""
    rows: dict[str, list[NDArray[np.float32]]] = {text.block: [] for text in known}
    words: dict[str, list[NDArray[np.float32]]] = {text.block: [] for text in known}
    ask = jax.jit(scores)
    for batch in batches(numbered(known, vocabulary)):
        said, of_words = map(np.asarray, ask(w, batch.arrays()))
        for number, _, row in batch.places:
            rows[known[number].block].append(said[row])
            words[known[number].block].append(of_words[batch.of == row])
    return {block: Raw(np.array(of_block), words[block]) for block, of_block in rows.items()}


def together(members: Sequence[Mapping[str, Raw]]) -> dict[str, Told]:
    """What members say on average of each text."""
    out: dict[str, Told] = {}
    for block in members[0]:
        said = [member[block] for member in members]
        found = np.mean([one.scores for one in said], axis=0).round(3).tolist()
        words = [in_steps(np.mean(each, axis=0)) for each in zip(*(one.words for one in said), strict=True)]
        out[block] = Told(found, words)
    return out


def _told_unseen(known: Sequence[Text], others: Sequence[Text], fold: int, member: int) -> dict[str, Raw]:
    """What a member says of a fold's documents, and of those that retell them, that it has not seen."""
    held = [text for text in known if text.is_document][fold::_FOLDS]
    names = {text.block for text in held}
    held += [text for text in others if original(text.block) in names]
    return told(held, *fit_member([text for text in known if text.block not in names], member))


def held_out(known: Sequence[Text], folds: Iterable[dict[str, Told]]) -> dict[str, Told]:
    """What networks that had not seen a document say of it; prints how well they tell sentences and words."""
    out: dict[str, Told] = {}
    for fold, said_of in enumerate(folds, 1):
        out |= said_of
        print(f"network         fold {fold} of {_FOLDS}, {len(said_of)} documents held out", flush=True)
    documents = [text for text in known if text.is_document]
    truth = np.array([row for text in documents for row in text.labels])
    said = np.array([row for text in documents for row in out[text.block].scores])
    for at, name in enumerate(NAMES):
        sure = truth[:, at] != UNKNOWN
        _report(name, "sentences", truth[sure, at], said[sure, at])
    words = np.vstack(
        [rows[:, _TOLD_OF_WORDS] for text in documents if text.knows[-1] for rows in text.word_labels]
    )
    said = np.vstack([rows for text in documents if text.knows[-1] for rows in out[text.block].words])
    for at, name in enumerate(WORDS):
        sure = words[:, at] != UNSURE
        _report(name, "words", words[sure, at], said[sure, at])
    return out


def _report(name: str, of: str, truth: NDArray[Any], said: NDArray[Any]) -> None:
    area = average_precision_score(truth, said)
    print(f"{name:25} {len(truth)} {of} {int(truth.sum())} true   AP {area:.3f}")


def _check(path: Path, known: Sequence[Text], vocabulary: Vocabulary, members: Sequence[Weights]) -> None:
    """Ask the network as it is read beside the one that was learnt.

    Raises:
        ValueError: They do not say the same.
    """
    network, some = Network(path), known[:5]
    for text in some:
        said = network.said(text.sentences, text.shown)
        learnt = together([told([text], vocabulary, w) for w in members])[text.block]
        scores = np.array([[row[name] for name in NAMES] for row in said.scores])
        alike = np.allclose(scores, learnt.scores, atol=0.1)
        if not alike or not np.allclose(np.vstack(said.words), np.vstack(learnt.words), atol=2):
            raise ValueError(f"{path}: does not say of {text.block} what was learnt.")


def main() -> None:
    """Train and write the network, and what is said of documents held out."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--documents", type=Path, nargs="*", default=FOLDERS)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--held-out", type=Path, default=HELD_OUT)
    parser.add_argument("--held-out-words", type=Path, default=WORDS_HELD_OUT)
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="by default one a core")
    arguments = parser.parse_args()
    folders = tuple(arguments.documents)
    known, others = list(texts(folders)), list(retold_texts(folders))
    with training_pool(arguments.workers) as pool:
        folds = [
            [pool.submit(_told_unseen, known, others, fold, member) for member in range(_MEMBERS)]
            for fold in range(_FOLDS)
        ]
        whole = [pool.submit(fit_member, known, member) for member in range(_MEMBERS)]
        said_unseen = held_out(known, (together([one.result() for one in fold]) for fold in folds))
        vocabulary, members = whole[0].result()[0], [one.result()[1] for one in whole]
    write(arguments.out, vocabulary, {name: np.stack([w[name] for w in members]) for name in members[0]})
    # Only documents that are annotated in full, or whose answers are marked, are weighed by what else tells.
    weighed = {path.stem for folder in (*folders, MORE) for path in folder.glob("*.json")}
    weighed |= {one.block for one in marked_documents() if "answers" in one.gold}
    said = {block: one for block, one in sorted(said_unseen.items()) if original(block) in weighed}
    scored = {block: one.scores for block, one in said.items()}
    data = json.dumps(scored, ensure_ascii=False, separators=(",", ":")).encode()
    arguments.held_out.write_bytes(gzip.compress(data, mtime=0))
    write_words(arguments.held_out_words, {block: one.words for block, one in said.items()})
    _check(arguments.out, known, vocabulary, members)


if __name__ == "__main__":
    main()
