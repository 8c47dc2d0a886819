"""Train the statement classifiers: ``python -m graph_build.language.train_statements``.

Reads the labelled sentences (``data/*.tsv``) and the annotated documents (``data/documents``, and any folder
given), and writes ``graph_build/lexicon/models/<label>.json.gz``, the same bytes each time. Figures printed
are of sentences held out by document and by block, never of those trained on.
"""

import argparse
import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, precision_recall_fscore_support
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from graph_build import lexicon
from graph_build.language import surroundings
from graph_build.language.examples import DATA, DOCUMENT_WEIGHT, KINDS, Example, examples
from graph_build.language.train_themes import train_themes

Matrix = Any
"""A sparse matrix of examples by features; SciPy's has no types."""
_FOLDS = 5
# Labels that sentences' words tell; the others have few features, none of which is a rare word.
_BY_WORDS = frozenset({"recommendation", "decision", "paradox", "question", "figure", "figure-span"})
_LEAST_SCALE = 0.3
# How far the weights may go; the less, the smaller they stay. Spans have few features: theirs may go further.
_COST, _COSTS = 0.05, {"pole": 0.1}
# Labels of which a document has many or none, and which stand together, with those that tell them apart.
_BESIDE = {"decision": (), "paradox": ("recommendation",), "recommendation": ("decision", "paradox")}


def train(
    label: str, found: Sequence[Example], cost: float, others: Mapping[str, Sequence[Example]]
) -> dict[str, object]:
    """The classifier of a label as plain data; prints what it reaches on held-out blocks.

    Args:
        label: What the classifier tells.
        found: The label's examples.
        cost: How far the weights may go; the less, the smaller they stay.
        others: The examples of the labels whose scores are weighed too.
    """
    truth = np.array([example.holds for example in found])
    weights = np.array([example.weight for example in found])
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([dict.fromkeys(example.features, 1.0) for example in found])
    seen = np.asarray((matrix > 0).sum(axis=0)).ravel() >= 2
    matrix = matrix[:, seen]
    # Documents hold the true shares of what is a statement and what is not; the labelled sentences do not.
    documents = weights >= DOCUMENT_WEIGHT
    scores = _held_out_scores(label, matrix, truth, weights, _folds(found), cost)
    slope, shift = _calibration(scores[documents], truth[documents])
    probabilities = 1.0 / (1.0 + np.exp(-(slope * scores + shift)))
    around: list[float] = []
    if label in _BESIDE:
        beside = [_told_by(other, others[other], found, cost)[documents] for other in _BESIDE[label]]
        table = np.column_stack([scores[documents], *beside])
        around, probabilities[documents] = _around([e for e in found if e.weight >= DOCUMENT_WEIGHT], table)
    taken = documents & _likeliest(found, probabilities)
    threshold = _threshold(truth[taken], probabilities[taken])
    _report(label, truth, probabilities, taken, threshold)
    coefficients, bias = _fit(label, matrix, truth, weights, cost)
    names = np.array(vectorizer.get_feature_names_out())[seen]
    return {
        "label": label,
        "bias": round(bias, 4),
        "slope": round(slope, 4),
        "shift": round(shift, 4),
        "threshold": threshold,
        "weights": _weights(names, coefficients),
        **({"around": around, "beside": _BESIDE[label]} if around else {}),
    }


def _likeliest(found: Sequence[Example], probabilities: np.ndarray) -> np.ndarray:
    """Whether each example is one that the reader may take: the likeliest of its choice, or one without."""
    best: dict[tuple[str, int], int] = {}
    for at, example in enumerate(found):
        place = (example.block, example.choice or -1 - at)
        if place not in best or probabilities[at] > probabilities[best[place]]:
            best[place] = at
    taken = np.zeros(len(found), bool)
    taken[list(best.values())] = True
    return taken


def _folds(found: Sequence[Example]) -> np.ndarray:
    """The fold in which each example is held out; a block's examples share one."""
    blocks = sorted({example.block for example in found})
    fold_of = {block: at % _FOLDS for at, block in enumerate(blocks)}
    return np.array([fold_of[example.block] for example in found])


def _held_out_scores(  # noqa: PLR0917 - columns of one table, each passed on as it is
    label: str, matrix: Matrix, truth: np.ndarray, weights: np.ndarray, folds: np.ndarray, cost: float
) -> np.ndarray:
    """The score of each example by a model that was trained on the other folds."""
    scores = np.zeros(len(truth))
    for fold in range(_FOLDS):
        held = folds == fold
        coefficients, bias = _fit(label, matrix[~held], truth[~held], weights[~held], cost)
        scores[held] = matrix[held] @ coefficients + bias
    return scores


def _told_by(label: str, known: Sequence[Example], found: Sequence[Example], cost: float) -> np.ndarray:
    """What a label's examples teach of those of another: the score of each by a model of the other folds."""
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([dict.fromkeys(example.features, 1.0) for example in known])
    seen = np.asarray((matrix > 0).sum(axis=0)).ravel() >= 2
    asked = vectorizer.transform([dict.fromkeys(example.features, 1.0) for example in found])[:, seen]
    matrix = matrix[:, seen]
    truth = np.array([example.holds for example in known])
    weights, blocks = np.array([example.weight for example in known]), np.array([e.block for e in known])
    folds, scores = _folds(found), np.zeros(len(found))
    for fold in range(_FOLDS):
        held = folds == fold
        free = ~np.isin(blocks, [e.block for e, here in zip(found, held, strict=True) if here])
        coefficients, bias = _fit(label, matrix[free], truth[free], weights[free], cost)
        scores[held] = asked[held] @ coefficients + bias
    return scores


def _around(found: Sequence[Example], scores: np.ndarray) -> tuple[list[float], np.ndarray]:
    """Bias and weights of what the sentences around tell, and each sentence's probability when held out.

    Args:
        found: The examples.
        scores: A row for each: its score, and those by other labels.
    """
    rows = np.zeros((len(found), 0))
    by_block = {example.block: [] for example in found}  # type: dict[str, list[int]]
    for at, example in enumerate(found):
        by_block[example.block].append(at)
    for places in by_block.values():
        listed = ["is:bullet" in found[at].features for at in places]
        lengths = [found[at].length for at in places]
        told = surroundings.rows(scores[places, 0].tolist(), listed, lengths, scores[places, 1:].tolist())
        rows = rows if rows.shape[1] else np.zeros((len(found), len(told[0])))
        rows[places] = told
    truth, folds = np.array([example.holds for example in found]), _folds(found)
    held = np.zeros(len(found))
    for fold in range(_FOLDS):
        here = folds == fold
        held[here] = _fit_around(rows[~here], truth[~here]).predict_proba(rows[here])[:, 1]
    model = _fit_around(rows, truth)
    deviation = rows.std(axis=0)
    weights = model[-1].coef_[0] / deviation
    bias = float(model[-1].intercept_[0] - weights @ rows.mean(axis=0))
    return [round(value, 4) for value in (bias, *map(float, weights))], held


def _fit_around(rows: np.ndarray, truth: np.ndarray) -> Pipeline:
    return make_pipeline(StandardScaler(), LogisticRegression(C=1.0, random_state=0)).fit(rows, truth)


def _calibration(scores: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """Slope and shift that turn held-out scores into probabilities (Platt scaling)."""
    platt = LogisticRegression(C=1e6).fit(scores.reshape(-1, 1), truth)
    return float(platt.coef_[0][0]), float(platt.intercept_[0])


def _weights(names: np.ndarray, coefficients: np.ndarray) -> dict[str, float]:
    """The weights that matter, by feature."""
    pairs_of = sorted(zip(names, coefficients, strict=True))
    return {str(name): round(float(weight), 3) for name, weight in pairs_of if abs(weight) >= 0.01}


def _threshold(truth: np.ndarray, probabilities: np.ndarray) -> float:
    """The probability from which taking an example gives the best F1.

    Measured on held-out documents. The curve is smoothed over its neighbours: its single peaks are luck.
    """
    grid = np.arange(0.1, 0.75, 0.025)
    scores = [
        precision_recall_fscore_support(truth, probabilities >= t, average="binary", zero_division=0)[2]
        for t in grid
    ]
    smooth = np.convolve(np.pad(scores, 2, mode="edge"), np.ones(5) / 5, mode="valid")
    return round(float(grid[int(np.argmax(smooth))]), 3)


def _fit(
    label: str, matrix: Matrix, truth: np.ndarray, weights: np.ndarray, cost: float
) -> tuple[np.ndarray, float]:
    """Weights of the features, and the bias.

    A sentence's words are first scaled by how far they tell the two sides apart (as in naive Bayes), so that
    the penalty falls on the words that tell little. The scale is part of the weights that are given.
    """
    scale = _telling(matrix, truth, weights) if label in _BY_WORDS else np.ones(matrix.shape[1])
    model = LogisticRegression(C=cost, solver="liblinear", random_state=0, max_iter=300)
    model.fit(matrix.multiply(scale).tocsr(), truth, weights)
    return model.coef_[0] * scale, float(model.intercept_[0])


def _telling(matrix: Matrix, truth: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """For each feature: how many times likelier it is on one side than on the other, as a logarithm."""
    right, wrong = (matrix.T @ (weights * side) + 1.0 for side in (truth, ~truth))
    telling: np.ndarray = np.abs(np.log((right / right.sum()) / (wrong / wrong.sum()))) + _LEAST_SCALE
    return telling


def _report(
    label: str, truth: np.ndarray, scores: np.ndarray, documents: np.ndarray, threshold: float
) -> None:
    for where, mask in (("all", np.ones(len(truth), bool)), ("documents", documents)):
        precision, recall, f1, _ = precision_recall_fscore_support(
            truth[mask], scores[mask] >= threshold, average="binary"
        )
        area = average_precision_score(truth[mask], scores[mask])
        print(
            f"{label:15} {where:10} {int(mask.sum()):6} examples {int(truth[mask].sum()):5} true   "
            f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  AP {area:.3f}  at {threshold}"
        )


def main() -> None:
    """Train and write every classifier."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--documents", type=Path, nargs="*", default=[DATA / "documents", Path("tests/gold")])
    parser.add_argument("--out", type=Path, default=lexicon.FOLDER / "models")
    parser.add_argument("--cost", type=float, help=f"{_COST} by default, for some labels {_COSTS}")
    parser.add_argument("--labels", nargs="*", default=sorted(KINDS))
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    known: dict[str, list[Example]] = {}
    for label in arguments.labels:
        if label == "theme":
            paths = [path for folder in arguments.documents for path in sorted(folder.glob("*.json"))]
            words, found = train_themes(paths)
            _write(arguments.out / "theme-words.json.gz", words)
        else:
            for name in {label, *_BESIDE.get(label, ())} - known.keys():
                known[name] = examples(name, arguments.documents)
            found = known[label]
        cost = arguments.cost or _COSTS.get(label, _COST)
        _write(arguments.out / f"{label}.json.gz", train(label, found, cost, known))


def _write(path: Path, model: dict[str, Any]) -> None:
    data = json.dumps(model, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    path.write_bytes(gzip.compress(data, mtime=0))


if __name__ == "__main__":
    main()
