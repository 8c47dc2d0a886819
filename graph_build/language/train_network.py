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
from collections.abc import Iterable, Iterator, Sequence
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
from graph_build.language.network import (
    ATTENDED,
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
from graph_build.language.network_words import WORD_LABELS
from graph_build.language.training_pool import training_pool
from graph_build.language.word_vectors import vectors

Weights = dict[str, Any]
"""The network's arrays by name."""

_FOLDS, _EPOCHS = 4, 6
# How often a word, a part of one and a feature stand in the texts at least to be learnt.
_LEAST_WORD, _LEAST_PART, _LEAST_FEATURE = 3, 4, 8
_VECTOR, _HIDDEN, _JOINT = 64, 64, 64
# Two small networks take about as long to read with as one of 96 numbers, and tell more together.
_MEMBERS = 2
_RUN, _BESIDE = 3, 5
# Rows for words, sentences, and features of a sentence that are weighed at one time.
_WORDS, _SENTENCES, _SHOWN = 128 * ATTENDED, 400, 40
_RATE, _SLOWER, _DECAY, _CLIP = 3e-3, 0.3, 0.02, 5.0
# Rows that are weighed beside each other at one time, with as many before and after them; a text's rows
# are so many blocks.
_BLOCK = ATTENDED
# Shares that are left out by chance while learning, so that nothing hangs on one word.
_NO_WORD, _NO_VECTOR, _NO_HIDDEN = 0.2, 0.2, 0.4
# How often something is left out between a sentence's words and what is told of it, each by a key.
_CHANCES = 7
# Tensions are the hardest to tell.
_EMPHASIS = np.array([1.0, 1.0, 1.5, 1.0, 1.0, 1.0])
_RARITY = np.array([-2.0, -3.0, -2.5, -3.0, -3.0, -3.0])
_WORD_RARITY = -3.0
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


def batches(
    known: Sequence[Text], vocabulary: Vocabulary, chance: np.random.Generator | None = None
) -> Iterator[Batch]:
    """Texts as arrays, in order or shuffled; a long one may be cut."""
    order = np.arange(len(known)) if chance is None else chance.permutation(len(known))
    batch, row, sentence = _empty(), 0, 0
    for number in order.tolist():
        text = known[number]
        for at, words in enumerate(map(vocabulary.of_sentence, text.sentences)):
            if row + len(words) > _WORDS or sentence >= _SENTENCES:
                yield batch
                batch, row, sentence = _empty(), 0, 0
            batch.words[row : row + len(words)] = words
            batch.of[row : row + len(words)] = sentence
            shown = vocabulary.of_features(text.shown[at])[:_SHOWN]
            batch.shown[sentence, : len(shown)] = shown
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
        "joint": by_chance(4 * _HIDDEN, _JOINT), "pair": by_chance(_JOINT, 1),
        "word": np.zeros((_HIDDEN, len(WORD_LABELS)), np.float32),
        "word_of": np.zeros((2 * _HIDDEN, len(WORD_LABELS)), np.float32),
        "word_bias": np.full(len(WORD_LABELS), _WORD_RARITY, np.float32),
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
    """The rows with a share of their numbers left out by chance, or as they are where nothing is learnt."""
    return rows if key is None else rows * jax.random.bernoulli(key, 1.0 - share, rows.shape) / (1.0 - share)


def scores(w: Weights, batch: dict[str, Any]) -> Any:  # noqa: ANN401
    """What ``Network`` gives of a batch: of its sentences, and of its words."""
    keys = [None] * _CHANCES
    rows = _rows(w, batch, keys)
    said, around = _told(w, batch, rows, keys)
    return said, _of_words(w, batch, rows, around)


def _rows(w: Weights, batch: dict[str, Any], keys: Sequence[Any]) -> Any:  # noqa: ANN401
    """What each word comes to beside those around it."""
    of, holds = batch["of"], (batch["of"] < _SENTENCES)[:, None]
    words = batch["words"]
    if keys[0] is not None:
        words = words * jax.random.bernoulli(keys[0], 1.0 - _NO_WORD, (len(words), 1))
    rows = without(w["words_of"].at[0].set(0.0)[words].sum(axis=1), _NO_VECTOR, keys[1]) * holds
    rows = jax.nn.relu(_runs(rows, w["run0"], w["run0_bias"])) * holds
    rows += jax.nn.relu(_runs(rows, w["run1"], w["run1_bias"])) * holds
    rows += jax.nn.relu(_attended(without(rows, _NO_HIDDEN / 2, keys[6]), of, w)) * holds
    return without(rows, _NO_HIDDEN / 2, keys[2])


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
    beside = jax.nn.relu(_runs(near, w["beside"], w["beside_bias"])) * is_one
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
    rows = _rows(w, batch, keys)
    said, around = _told(w, batch, rows, keys)
    each = optax.sigmoid_binary_cross_entropy(said, jnp.maximum(truth, 0))
    told = (each * (truth != UNKNOWN) * batch["weights"][:, None] * _EMPHASIS).sum()
    word = optax.sigmoid_binary_cross_entropy(_of_words(w, batch, rows, around), batch["word_labels"])
    return (told + (word * batch["word_weights"][batch["of"]]).sum()) / _SENTENCES


def fit(known: Sequence[Text]) -> tuple[Vocabulary, list[Weights]]:
    """Learn the vocabulary, and the weights of each member, from texts."""
    vocabulary = learn_words(known)
    return vocabulary, [_fit_member(known, vocabulary, member) for member in range(_MEMBERS)]


def _fit_member(known: Sequence[Text], vocabulary: Vocabulary, member: int) -> Weights:
    w = begin(known, vocabulary, member)
    chance, key = np.random.default_rng(member), jax.random.PRNGKey(member)
    known = [text for text in known for _ in range(text.times)]
    steps = _EPOCHS * sum(1 for _ in batches(known, vocabulary))
    rate = optax.warmup_cosine_decay_schedule(0.0, _RATE, steps // 10, steps, 1e-5)
    rule = optax.chain(optax.clip_by_global_norm(_CLIP), optax.adamw(rate, weight_decay=_DECAY))

    @jax.jit  # type: ignore[untyped-decorator]
    def step(w: Weights, state: Any, batch: Any, key: Any) -> tuple[Weights, Any]:  # noqa: ANN401
        change, state = rule.update(jax.grad(_loss)(w, batch, key), state, w)
        # The vectors know more than these texts teach, so they move less.
        change["words_of"] *= _SLOWER
        return optax.apply_updates(w, change), state

    state = rule.init(w)
    for _ in range(_EPOCHS):
        for batch in batches(known, vocabulary, chance):
            key, now = jax.random.split(key)
            w, state = step(w, state, batch.arrays(), now)
    fitted = {name: np.asarray(array) for name, array in w.items()}
    return fitted | {name: fitted[name][..., _TOLD_OF_WORDS] for name in ("word", "word_of", "word_bias")}


class Told(NamedTuple):
    """What a network says of a text.

    Attributes:
        scores: Of each sentence the log-odds of each of ``LABELS``.
        words: Of each sentence what ``network.Said`` gives.
    """

    scores: list[list[float]]
    words: list[Steps]


def told(known: Sequence[Text], vocabulary: Vocabulary, members: Sequence[Weights]) -> dict[str, Told]:
    """What a network says of the sentences of each text and of their words, by block."""
    out = {text.block: Told([], []) for text in known}
    ask = jax.jit(scores)
    for batch in batches(known, vocabulary):
        said = [ask(w, batch.arrays()) for w in members]
        found = np.mean([np.asarray(one) for one, _ in said], axis=0).round(3).tolist()
        words = in_steps(np.mean([np.asarray(one) for _, one in said], axis=0))
        for number, _, row in batch.places:
            out[known[number].block].scores.append(found[row])
            out[known[number].block].words.append(words[batch.of == row])
    return out


def _told_unseen(known: Sequence[Text], others: Sequence[Text], fold: int) -> dict[str, Told]:
    """What a network says of a fold's documents, and of those that retell them, that it has not seen."""
    held = [text for text in known if text.is_document][fold::_FOLDS]
    names = {text.block for text in held}
    held += [text for text in others if original(text.block) in names]
    return told(held, *fit([text for text in known if text.block not in names]))


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
        _report(name, "words", words[:, at], said[:, at])
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
        said, learnt = network.said(text.sentences, text.shown), told([text], vocabulary, members)[text.block]
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
        folds = [pool.submit(_told_unseen, known, others, fold) for fold in range(_FOLDS)]
        whole = pool.submit(fit, known)
        said_unseen = held_out(known, (fold.result() for fold in folds))
        vocabulary, members = whole.result()
    write(arguments.out, vocabulary, {name: np.stack([w[name] for w in members]) for name in members[0]})
    # Only documents that are annotated in full are weighed by what else tells of them.
    weighed = {path.stem for folder in (*folders, MORE) for path in folder.glob("*.json")}
    said = {block: one for block, one in sorted(said_unseen.items()) if original(block) in weighed}
    scored = {block: one.scores for block, one in said.items()}
    data = json.dumps(scored, ensure_ascii=False, separators=(",", ":")).encode()
    arguments.held_out.write_bytes(gzip.compress(data, mtime=0))
    write_words(arguments.held_out_words, {block: one.words for block, one in said.items()})
    _check(arguments.out, known, vocabulary, members)


if __name__ == "__main__":
    main()
