"""Fit the linear classifiers, and measure each on what was held out from it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    average_precision_score,
    precision_recall_curve,
    precision_recall_fscore_support,
)
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from graph_build.language.examples import Example
from graph_build.language.joints import PAIR

Matrix = Any
"""A sparse matrix of examples by features; SciPy's has no types."""
_FOLDS = 5
# Labels that sentences' words tell; the others have few features, none of which is a rare word.
_BY_WORDS = frozenset({"recommendation", "decision", "paradox", "question", "figure", "figure-span"})
_LEAST_SCALE = 0.3
_COST, _COSTS = 0.05, {"answer": 0.02, "answer-next": 0.1, "theme": 0.02, "pole": 0.05, PAIR: 0.1}


def cost_of(label: str) -> float:
    """How far a label's weights may go; the less, the smaller they stay. Few features may go further."""
    return _COSTS.get(label, _COST)


def _folds(found: Sequence[Example]) -> np.ndarray:
    """The fold in which each example is held out; a block's examples share one."""
    blocks = sorted({example.block for example in found})
    fold_of = {block: at % _FOLDS for at, block in enumerate(blocks)}
    return np.array([fold_of[example.block] for example in found])


def held_out_scores(label: str, matrix: Matrix, found: Sequence[Example], cost: float) -> np.ndarray:
    """The score of each example by a model that was trained on the other folds."""
    truth, weights = truth_of(found), weights_of(found)
    fold_of, scores = _folds(found), np.zeros(len(found))
    for fold in range(_FOLDS):
        held = fold_of == fold
        coefficients, bias = fit(label, matrix[~held], truth[~held], weights[~held], cost)
        scores[held] = matrix[held] @ coefficients + bias
    return scores


def told_by(label: str, known: Sequence[Example], found: Sequence[Example], cost: float) -> np.ndarray:
    """What a label's examples teach of those of another: the score of each by a model of the other folds."""
    matrix, names = table(known)
    asked = DictVectorizer().fit([dict.fromkeys(names, 1.0)])
    rows = asked.transform([dict.fromkeys(example.features, 1.0) for example in found])
    truth, weights = truth_of(known), weights_of(known)
    blocks, fold_of, scores = np.array([e.block for e in known]), _folds(found), np.zeros(len(found))
    for fold in range(_FOLDS):
        held = fold_of == fold
        free = ~np.isin(blocks, [e.block for e, here in zip(found, held, strict=True) if here])
        coefficients, bias = fit(label, matrix[free], truth[free], weights[free], cost)
        scores[held] = rows[held] @ coefficients + bias
    return scores


def table(found: Sequence[Example]) -> tuple[Matrix, np.ndarray]:
    """Examples by the features that at least two of them have, and the features' names."""
    vectorizer = DictVectorizer()
    whole = vectorizer.fit_transform([dict.fromkeys(example.features, 1.0) for example in found])
    seen = np.asarray((whole > 0).sum(axis=0)).ravel() >= 2
    return whole[:, seen], np.array(vectorizer.get_feature_names_out())[seen]


def truth_of(found: Sequence[Example]) -> np.ndarray:
    """Whether the label holds, for each example."""
    return np.array([example.holds for example in found], bool)


def weights_of(found: Sequence[Example]) -> np.ndarray:
    """How much each example counts."""
    return np.array([example.weight for example in found])


def around(rows: np.ndarray, found: Sequence[Example], weights: np.ndarray) -> tuple[list[float], np.ndarray]:
    """Bias and weights of what the sentences around tell, and each example's probability when held out.

    Args:
        rows: What stands around each example.
        found: The examples.
        weights: How much each counts.
    """
    truth, fold_of, held = truth_of(found), _folds(found), np.zeros(len(found))
    for fold in range(_FOLDS):
        here = fold_of == fold
        held[here] = _fit_rows(rows[~here], truth[~here], weights[~here]).predict_proba(rows[here])[:, 1]
    scaled, model = _fit_rows(rows, truth, weights)
    shares = model.coef_[0] / scaled.scale_
    bias = float(model.intercept_[0] - shares @ scaled.mean_)
    return [round(value, 4) for value in (bias, *map(float, shares))], held


def _fit_rows(rows: np.ndarray, truth: np.ndarray, weights: np.ndarray) -> Pipeline:
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1.0, random_state=0))
    return model.fit(rows, truth, logisticregression__sample_weight=weights / weights.mean())


def calibration(scores: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """Slope and shift that turn held-out scores into probabilities (Platt scaling)."""
    platt = LogisticRegression(C=1e6).fit(scores.reshape(-1, 1), truth)
    return float(platt.coef_[0][0]), float(platt.intercept_[0])


def as_data(
    label: str,
    fitted: tuple[np.ndarray, float],
    names: np.ndarray,
    calibrated: tuple[float, float],
    threshold: float,
) -> dict[str, object]:
    """A classifier as plain data: what ``fit``, ``calibration`` and ``best_threshold`` give of it."""
    (coefficients, bias), (slope, shift) = fitted, calibrated
    return {
        "label": label,
        "bias": round(bias, 4),
        "slope": round(slope, 4),
        "shift": round(shift, 4),
        "threshold": threshold,
        "weights": _telling_weights(names, coefficients),
    }


def _telling_weights(names: np.ndarray, coefficients: np.ndarray) -> dict[str, float]:
    """The weights that matter, by feature."""
    pairs_of = sorted(zip(names, coefficients, strict=True))
    return {str(name): round(float(weight), 3) for name, weight in pairs_of if abs(weight) >= 0.01}


def best_threshold(truth: np.ndarray, probabilities: np.ndarray) -> float:
    """The probability from which taking an example gives the best F1: half of that F1.

    So it is for calibrated probabilities (Lipton, Elkan and Naryanaswamy 2014, theorem 1). Where the curve
    of F1 is flat its highest point on held-out documents is luck, and half of its height is not.
    """
    precision, recall, _ = precision_recall_curve(truth, probabilities)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    return round(float(f1.max()) / 2, 3)


def fit(
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


def report(
    label: str, truth: np.ndarray, scores: np.ndarray, documents: np.ndarray, threshold: float
) -> None:
    """Print precision, recall, F1 and average precision, of all examples and of the documents' own."""
    for where, mask in (("all", np.ones(len(truth), bool)), ("documents", documents)):
        precision, recall, f1, _ = precision_recall_fscore_support(
            truth[mask], scores[mask] >= threshold, average="binary"
        )
        area = average_precision_score(truth[mask], scores[mask])
        print(
            f"{label:15} {where:10} {int(mask.sum()):6} examples {int(truth[mask].sum()):5} true   "
            f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  AP {area:.3f}  at {threshold}"
        )
