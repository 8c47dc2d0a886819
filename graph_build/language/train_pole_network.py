"""Train the network of poles: ``python -m graph_build.language.train_pole_network`` (extra ``[train]``).

Writes ``graph_build/lexicon/models/pole_network.npz`` and, for the classifier that weighs what it says,
networks of which each has not seen a share of the documents: ``data/pole_network_held_out_*.npz``. Train it
after the network of sentences, whose vectors it reads with (they have learnt which sentences of all documents
are tensions, but no poles), and the statements after it.
"""

import argparse
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
from numpy.typing import NDArray

from graph_build.language.annotations import FOLDERS
from graph_build.language.pole_network import (
    DILATIONS,
    MODEL,
    MOST_TOKENS,
    Floats,
    PoleNetwork,
    tokens,
    vectors,
    write,
)
from graph_build.language.pole_network_held_out import FOLDS, fold_of, held_out, path_of
from graph_build.language.pole_texts import Tension, tensions_of_all
from graph_build.language.train_network import Weights, without
from graph_build.language.training_pool import training_pool

_EPOCHS, _BATCH, _HIDDEN = 8, 64, 96
_MEMBERS = 2
# Tensions of so many words at most are learnt from together, so that few rows are empty.
_WIDTHS = (24, 40, MOST_TOKENS)
_RATE, _DECAY, _CLIP = 2e-3, 0.02, 5.0
# Shares that are left out by chance while learning.
_NO_WORD, _NO_VECTOR, _NO_HIDDEN, _NO_LAST = 0.1, 0.1, 0.2, 0.3
_FAR = -1e9


@dataclass(frozen=True, slots=True)
class Table:
    """Tensions as arrays.

    Attributes:
        words: The number of each word of each tension among ``vectors``, 0 where it has fewer.
        vectors: Of each word met, the first of no word.
        scale: What the vectors are multiplied with, so that their numbers are of one size.
        sizes: How many words each has.
        ends: Where the first pole begins and ends, and the second, as places among the words.
        weights: How much each counts.
    """

    words: NDArray[np.int32]
    vectors: NDArray[np.float32]
    scale: float
    sizes: NDArray[np.int32]
    ends: NDArray[np.int32]
    weights: NDArray[np.float32]


def table(known: Sequence[Tension]) -> Table:
    """Tensions as the arrays that are learnt from."""
    numbers: dict[str, int] = {}
    words = np.zeros((len(known), MOST_TOKENS), np.int32)
    sizes = np.zeros(len(known), np.int32)
    for at, one in enumerate(known):
        read = [word for _, word in tokens(one.text)]
        words[at, : len(read)] = [numbers.setdefault(word, len(numbers) + 1) for word in read]
        sizes[at] = len(read)
    met = vectors(list(numbers))
    scale = float(np.float16(1.0 / met.std()))
    scaled = np.concatenate([np.zeros((1, met.shape[1])), met * scale]).astype(np.float32)
    ends = np.array([one.ends for one in known], np.int32)
    weights = np.array([one.weight for one in known], np.float32)
    return Table(words, scaled, scale, sizes, ends, weights)


def begin(width: int, member: int) -> Weights:
    """The weights before anything is learnt, for vectors of so many numbers."""
    chance = np.random.default_rng(member)

    def by_chance(*shape: int, share: float = 1.0) -> NDArray[np.float32]:
        scale = share * np.sqrt(2.0 / np.prod(shape[:-1]))
        return chance.normal(0.0, scale, shape).astype(np.float32)

    after = [by_chance(3, _HIDDEN, _HIDDEN, share=0.7) for _ in DILATIONS]
    weights = {
        "first": by_chance(3, width, _HIDDEN), "first_bias": np.zeros(_HIDDEN, np.float32),
        "next": np.stack(after), "next_bias": np.zeros((len(DILATIONS), _HIDDEN), np.float32),
        "whole": by_chance(_HIDDEN, _HIDDEN, share=0.7), "told": by_chance(2 * _HIDDEN, 4, share=0.3),
    }  # fmt: skip
    return {name: jnp.asarray(array) for name, array in weights.items()}


def _beside(rows: Any, weights: Any, apart: int) -> Any:  # noqa: ANN401 - JAX's arrays
    wide = jnp.pad(rows, ((0, 0), (apart, apart), (0, 0)))
    return sum(wide[:, at * apart : at * apart + rows.shape[1]] @ weights[at] for at in range(3))


def scores(w: Weights, rows: Any, sizes: Any, key: Any = None) -> Any:  # noqa: ANN401
    """What a member says of some tensions' vectors, as logarithms; with a key as it is while learning."""
    keys = [None] * (3 + len(DILATIONS)) if key is None else list(jax.random.split(key, 3 + len(DILATIONS)))
    holds = (jnp.arange(rows.shape[1])[None] < sizes[:, None])[..., None]
    if key is not None:
        rows = rows * jax.random.bernoulli(keys[0], 1.0 - _NO_WORD, (*rows.shape[:2], 1))
    rows = without(rows, _NO_VECTOR, keys[1])
    rows = jax.nn.relu(_beside(rows, w["first"], 1) + w["first_bias"]) * holds
    for at, apart in enumerate(DILATIONS):
        more = jax.nn.relu(_beside(rows, w["next"][at], apart) + w["next_bias"][at])
        rows = rows + without(more, _NO_HIDDEN, keys[3 + at]) * holds
    whole = jax.nn.relu(rows.max(axis=1, keepdims=True) @ w["whole"])
    both = jnp.concatenate([rows, jnp.broadcast_to(whole, rows.shape)], axis=-1)
    told = jnp.where(holds, without(both, _NO_LAST, keys[2]) @ w["told"], _FAR)
    return jax.nn.log_softmax(told, axis=1)


def _loss(w: Weights, batch: tuple[Any, ...], key: Any) -> Any:  # noqa: ANN401
    vectors, words, sizes, ends, weights = batch
    told = scores(w, vectors[words], sizes, key)
    return -(jnp.take_along_axis(told, ends[:, None], axis=1)[:, 0].sum(axis=-1) * weights).mean()


def fit(known: Table, member: int) -> Weights:
    """Learn the weights of a member from tensions."""
    w = begin(known.vectors.shape[1], member)
    chance, key = np.random.default_rng(member), jax.random.PRNGKey(member)
    steps = _EPOCHS * len(_batches(known.sizes, chance))
    rate = optax.warmup_cosine_decay_schedule(0.0, _RATE, steps // 10, steps, 1e-5)
    rule = optax.chain(optax.clip_by_global_norm(_CLIP), optax.adamw(rate, weight_decay=_DECAY))

    @jax.jit  # type: ignore[untyped-decorator]
    def step(w: Weights, state: Any, batch: tuple[Any, ...], key: Any) -> tuple[Weights, Any]:  # noqa: ANN401
        change, state = rule.update(jax.grad(_loss)(w, batch, key), state, w)
        return optax.apply_updates(w, change), state

    state, met = rule.init(w), jnp.asarray(known.vectors)
    for _ in range(_EPOCHS):
        for width, at in _batches(known.sizes, chance):
            key, now = jax.random.split(key)
            batch = (met, known.words[at, :width], known.sizes[at], known.ends[at], known.weights[at])
            w, state = step(w, state, batch, now)
    learnt = {name: np.asarray(array) for name, array in w.items()}
    return learnt | {"scale": np.array(known.scale, np.float32)}


def _batches(sizes: NDArray[np.int32], chance: np.random.Generator) -> list[tuple[int, NDArray[np.int64]]]:
    """Places of tensions of about one length that are learnt from at one time, shuffled, with the width.

    What chance leaves over of a width, fewer than ``_BATCH``, waits for the next epoch.
    """
    out: list[tuple[int, NDArray[np.int64]]] = []
    for least, most in zip((0, *_WIDTHS), _WIDTHS, strict=False):
        of_width = chance.permutation(np.flatnonzero((sizes > least) & (sizes <= most)))
        starts = range(0, len(of_width) - _BATCH + 1, _BATCH)
        out += [(most, of_width[start : start + _BATCH]) for start in starts]
    return [out[at] for at in chance.permutation(len(out)).tolist()]


def _fit_without(known: Sequence[Tension], fold: int | None, member: int) -> Weights:
    """The weights that a member has learnt from all tensions but those that are held out in a fold."""
    return fit(table([one for one in known if fold_of(one.block) != fold]), member)


def told(w: Weights, texts: Sequence[str]) -> Iterator[Floats]:
    """What a member says of the words of each text."""
    ask = jax.jit(scores)
    for text in texts:
        words = [word for _, word in tokens(text)]
        rows = np.zeros((1, MOST_TOKENS, w["first"].shape[1]), np.float32)
        rows[0, : len(words)] = vectors(words) * w["scale"]
        yield np.asarray(ask(w, rows, np.array([len(words)])))[0, : len(words)].astype(float)


def _check(path: Path, known: Sequence[Tension], members: Sequence[Weights]) -> None:
    """Ask the network as it is read beside the one that was learnt, of short tensions and the longest.

    Raises:
        ValueError: They do not say the same.
    """
    texts = sorted({one.text for one in known}, key=len)
    texts, network = [*texts[::1000], *texts[-10:]], PoleNetwork(path)
    for text, *learnt in zip(texts, *(told(w, texts) for w in members), strict=True):
        both = np.mean(learnt, axis=0)
        both -= np.log(np.exp(both).sum(axis=0))
        if not np.allclose(network.said(text).told, both, atol=0.1):
            raise ValueError(f"{path}: does not say of {text!r} what was learnt.")


def main() -> None:
    """Train and write the network, and what is said of tensions held out."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--documents", type=Path, nargs="*", default=FOLDERS)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="by default one a core")
    arguments = parser.parse_args()
    known = list(tensions_of_all(tuple(arguments.documents)))
    print(f"pole_network    {len(known)} tensions", flush=True)
    folds = [*range(FOLDS), None]
    with training_pool(arguments.workers) as pool:
        learning = {
            fold: [pool.submit(_fit_without, known, fold, member) for member in range(_MEMBERS)]
            for fold in folds
        }
        learnt = {fold: [one.result() for one in members] for fold, members in learning.items()}
    for fold, members in learnt.items():
        path = arguments.out if fold is None else path_of(fold)
        write(path, {name: np.stack([w[name] for w in members]) for name in members[0]})
        _check(path, known, members)
    _report(known)


def _report(known: Sequence[Tension]) -> None:
    """Print how many of the ends are found in the documents that are held out."""
    held = [one for one in known if one.is_document]
    said = [held_out(one.block, one.text).told.argmax(axis=0) == np.array(one.ends) for one in held]
    shares = " ".join(f"{share:.3f}" for share in np.mean(said, axis=0))
    print(
        f"pole_network    {len(held)} held out, share of first poles' and second poles' ends found: {shares}"
    )


if __name__ == "__main__":
    main()
