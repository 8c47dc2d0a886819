"""Train what tells a document's kind, and give the kinds that documents are taken for when held out.

The other classifiers are trained beside a document's kind; told by a model that knew the document it would be
right more often than on documents not seen.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from graph_build.context import prepare
from graph_build.extract import metadata
from graph_build.extract.document_kind import KINDS, model_name, shape
from graph_build.language.annotations import load, text_of
from graph_build.model import DocumentKind
from graph_build.read import read

_FOLDS = 8
_COST = 0.3
_LEAST_COUNT = 2
_LEAST_WEIGHT = 0.01


def train_kinds(folders: Sequence[Path]) -> dict[str, dict[str, Any]]:
    """The classifiers of kinds as plain data, by name; prints how often a kind is right when held out."""
    paths, matrix, names, kinds = _table(tuple(folders))
    held = held_out_kinds(tuple(folders))
    told = [path for path, kind in zip(paths, kinds, strict=True) if kind]
    right = sum(held[path] == kind for path, kind in zip(paths, kinds, strict=True) if kind)
    print(f"kind            documents  {len(told):6} examples   right when held out {right / len(told):.3f}")
    model = _fit(matrix, kinds)
    out = {}
    for kind, weights, bias in zip(model.classes_, model.coef_, model.intercept_, strict=True):
        pairs = zip(names, weights, strict=True)
        kept = {str(name): round(float(w), 3) for name, w in sorted(pairs) if abs(w) >= _LEAST_WEIGHT}
        label = model_name(kind)
        out[label] = {
            "label": label, "bias": round(float(bias), 4), "slope": 1.0, "shift": 0.0, "threshold": 0.5,
            "weights": kept,
        }  # fmt: skip
    return out


@cache
def held_out_kinds(folders: tuple[Path, ...]) -> dict[Path, DocumentKind]:
    """The kind that each annotation's document is taken for by a model of the other documents."""
    paths, matrix, _, kinds = _table(folders)
    fold = np.arange(len(paths)) % _FOLDS
    held = np.array(kinds)
    for at in range(_FOLDS):
        here = fold == at
        held[here] = _fit(matrix[~here], [k for k, h in zip(kinds, here, strict=True) if not h]).predict(
            matrix[here]
        )
    return dict(zip(paths, held.tolist(), strict=True))


def _fit(matrix: Any, kinds: Sequence[str]) -> LogisticRegression:  # noqa: ANN401 - SciPy has no types
    known = np.array([kind != "" for kind in kinds])
    model = LogisticRegression(C=_COST, max_iter=1000)
    return model.fit(matrix[known], np.array(kinds)[known])


@cache
def _table(folders: tuple[Path, ...]) -> tuple[list[Path], Any, np.ndarray, list[str]]:
    """The annotations, their documents by features, the features' names, and the kinds; empty if not told."""
    found = list(_shapes(folders))
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([dict.fromkeys(told, 1.0) for _, told, _ in found])
    seen = np.asarray((matrix > 0).sum(axis=0)).ravel() >= _LEAST_COUNT
    names = np.array(vectorizer.get_feature_names_out())[seen]
    return [path for path, _, _ in found], matrix[:, seen].tocsr(), names, [kind for _, _, kind in found]


def _shapes(folders: Sequence[Path]) -> Iterator[tuple[Path, tuple[str, ...], str]]:
    for path in (path for folder in folders for path in sorted(folder.glob("*.json"))):
        source = prepare(read(text_of(path)))
        kind = load(path).get("metadata", {}).get("kind") or ""
        yield path, shape(source, metadata.title_part(source).text), kind if kind in KINDS else ""
