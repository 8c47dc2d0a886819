"""Train what words tell of themes, and give the examples on which the theme classifier is trained.

The classifier weighs how likely the sentences are; on each document they are rated by words that were learnt
from other documents, as they will be on documents not seen.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from graph_build.context import Source, prepare
from graph_build.extract import themes
from graph_build.extract.theme_words import Learnt, features
from graph_build.language.annotations import load, text_of
from graph_build.language.examples import DOCUMENT_WEIGHT, Example
from graph_build.language.folding import key
from graph_build.read import read

_FOLDS = 5
_COST = 0.3
_LEAST_COUNT = 3
_LEAST_WEIGHT = 0.3
_LEAST_SCALE = 0.3
# A quote at least this long holds the sentence that stands within it.
_LONG_QUOTE = 25


@dataclass(frozen=True, slots=True)
class _Document:
    """An annotated document: its sentences' features and themes, and the themes that it treats."""

    name: str
    source: Source
    features: list[tuple[str, ...]]
    about: list[frozenset[str]]
    treated: Mapping[str, bool]


def train_themes(annotations: Sequence[Path]) -> tuple[dict[str, Any], list[Example]]:
    """The weights of words for each theme as plain data, and the examples for the theme classifier."""
    documents = [_document(path) for path in annotations]
    examples: list[Example] = []
    for fold in range(_FOLDS):
        learnt = Learnt(_fit([d for at, d in enumerate(documents) if at % _FOLDS != fold]))
        for document in documents[fold::_FOLDS]:
            examples += _examples(document, learnt)
    return _fit(documents), examples


def _examples(document: _Document, learnt: Learnt) -> Iterator[Example]:
    likely = themes.likelihoods(document.source, learnt)
    for theme, shape in themes.candidates(document.source, likely).items():
        if not document.treated.get(theme, False):
            yield Example(shape, theme in document.treated, document.name, DOCUMENT_WEIGHT)


def _document(annotation: Path) -> _Document:
    gold = load(annotation)
    source = prepare(read(text_of(annotation)))
    told = [(key(quote), {item["id"]}) for item in gold.get("themes", []) for quote in item.get("quotes", [])]
    for kind in ("questions", "paradoxes", "recommendations"):
        told += [(key(item["quote"]), set(item.get("themes", []))) for item in gold.get(kind, [])]
    rows, about = [], []
    for sentence in source.sentences:
        heading = themes.heading_over(source, sentence)
        rows.append(features(sentence.text, heading))
        words = key(sentence.text)
        named = [
            ids for quote, ids in told if quote in words or (len(words) > _LONG_QUOTE and words in quote)
        ]
        about.append(frozenset().union(*named))
    treated = {item["id"]: bool(item.get("optional")) for item in gold.get("themes", [])}
    return _Document(annotation.stem, source, rows, about, treated)


def _fit(documents: Sequence[_Document]) -> dict[str, Any]:
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([dict.fromkeys(row, 1.0) for d in documents for row in d.features])
    seen = np.asarray((matrix > 0).sum(axis=0)).ravel() >= _LEAST_COUNT
    matrix = matrix[:, seen].tocsr()
    names = np.array(vectorizer.get_feature_names_out())[seen]
    about = [ids for document in documents for ids in document.about]
    biases: list[float] = []
    weights: dict[str, list[tuple[int, float]]] = {}
    for place, theme in enumerate(themes.scheme()):
        truth = np.array([theme in ids for ids in about])
        coefficients, bias = _fit_one(matrix, truth) if truth.sum() > 1 else (np.zeros(len(names)), -4.0)
        biases.append(round(float(bias), 3))
        for name, weight in zip(names, coefficients, strict=True):
            if abs(weight) >= _LEAST_WEIGHT:
                weights.setdefault(str(name), []).append((place, round(float(weight), 2)))
    return {"themes": list(themes.scheme()), "biases": biases, "weights": dict(sorted(weights.items()))}


def _fit_one(matrix: Any, truth: np.ndarray) -> tuple[np.ndarray, float]:  # noqa: ANN401 - SciPy has no types
    right, wrong = (matrix.T @ side.astype(float) + 1.0 for side in (truth, ~truth))
    scale = np.abs(np.log((right / right.sum()) / (wrong / wrong.sum()))) + _LEAST_SCALE
    model = LogisticRegression(C=_COST, solver="liblinear", random_state=0)
    model.fit(matrix.multiply(scale).tocsr(), truth)
    return model.coef_[0] * scale, float(model.intercept_[0])
