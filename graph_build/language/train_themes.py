"""Train what words tell of themes, and give the examples on which the theme classifier is trained.

Readers quote a sentence or two for a theme, and second readers none, so sentences are learnt in rounds: from
those quoted, then also from those that are likeliest of each document that treats a theme, as what was learnt
tells them. The words of whole documents are learnt beside. The classifier weighs both; each document is rated
by words that were learnt from other documents, as those not seen will be.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from graph_build.context import Source, prepare
from graph_build.extract import themes
from graph_build.extract.theme_words import Learnt, features
from graph_build.language.annotations import RETOLD, load, text_of
from graph_build.language.examples import DOCUMENT_WEIGHT, OF_RETOLD, Example
from graph_build.language.folding import key
from graph_build.read import read

_FOLDS = 5
_COST, _WHOLE_COST = 0.3, 0.01
_LEAST_COUNT = 3
_LEAST_WEIGHT, _LEAST_WHOLE = 0.3, 0.05
_LEAST_SCALE = 0.3
# A quote at least this long holds the sentence that stands within it.
_LONG_QUOTE = 25
# After the quoted sentences come so many rounds, in which so many sentences of each document that treats a
# theme show it, where they are likely enough; how much each counts at least.
_ROUNDS, _SHOWING, _LIKELY, _COUNTS = 2, 3, 0.1, 0.3
# How much a retold document counts of what another does.
_RETOLD_WHOLE = 0.5

Matrix = Any
"""A sparse matrix; SciPy's has no types."""


@dataclass(frozen=True, slots=True)
class _Document:
    """An annotated document: its sentences' features and themes, and the themes that it treats.

    Attributes:
        block: What it is held out with.
        retold: Whether it retells another.
        source: The document.
        features: Of each sentence.
        about: Of each sentence, the themes for which it was quoted.
        treated: The themes that readers saw, each with whether it was one of two alone.
    """

    block: str
    retold: bool
    source: Source
    features: list[tuple[str, ...]]
    about: list[frozenset[str]]
    treated: Mapping[str, bool]


def train_themes(annotations: Sequence[Path]) -> tuple[dict[str, Any], list[Example]]:
    """The weights of words for each theme as plain data, and the examples for the theme classifier.

    Args:
        annotations: Of documents; those that are retold are found by their names.
    """
    documents = [_document(path, path) for path in annotations]
    known = {path.stem: path for path in annotations}
    retold = [path for path in sorted(RETOLD.glob("*.json")) if path.stem in known]
    documents += [_document(path, known[path.stem]) for path in retold]
    fold_of = {name: at % _FOLDS for at, name in enumerate(sorted({d.block for d in documents}))}
    examples: list[Example] = []
    for fold in range(_FOLDS):
        learnt = Learnt(_fit([d for d in documents if fold_of[d.block] != fold]))
        for document in (d for d in documents if fold_of[d.block] == fold):
            examples += _examples(document, learnt)
    return _fit(documents), examples


def _examples(document: _Document, learnt: Learnt) -> Iterator[Example]:
    weight = DOCUMENT_WEIGHT * (OF_RETOLD if document.retold else 1.0)
    told = themes.read(document.source, learnt)
    for theme, shape in themes.candidates(document.source, told).items():
        if not document.treated.get(theme, False):
            yield Example(shape, theme in document.treated, document.block, weight)


def _document(annotation: Path, original: Path) -> _Document:
    """A document, which treats what its original treats; both are the same where none is retold."""
    gold = load(annotation)
    source = prepare(read(text_of(annotation)))
    told = [(key(quote), {item["id"]}) for item in gold.get("themes", []) for quote in item.get("quotes", [])]
    for kind in ("questions", "paradoxes", "recommendations"):
        told += [(key(item["quote"]), set(item.get("themes", []))) for item in gold.get(kind, [])]
    about = []
    for sentence in source.sentences:
        words = key(sentence.text)
        named = [
            ids for quote, ids in told if quote in words or (len(words) > _LONG_QUOTE and words in quote)
        ]
        about.append(frozenset().union(*named))
    rows = [features(*sentence) for sentence in themes.said(source)]
    treated = {item["id"]: bool(item.get("optional")) for item in load(original).get("themes", [])}
    return _Document(annotation.stem, annotation != original, source, rows, about, treated)


class _Table(NamedTuple):
    """Documents as matrices of numbers, a column for each feature or theme.

    Attributes:
        names: The features'.
        sentences: A row for each sentence.
        starts: The first sentence of each document, and the end of the last one.
        about: Of each sentence, the themes for which it was quoted.
        firm: Of each document, the themes that it treats.
        unsure: Of each document, those that one of two readers saw.
        weights: How much each document counts as a whole.
    """

    names: np.ndarray
    sentences: Matrix
    starts: np.ndarray
    about: np.ndarray
    firm: np.ndarray
    unsure: np.ndarray
    weights: np.ndarray


def _table(documents: Sequence[_Document]) -> _Table:
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([dict.fromkeys(row, 1.0) for d in documents for row in d.features])
    seen = np.asarray((matrix > 0).sum(axis=0)).ravel() >= _LEAST_COUNT
    scheme = themes.scheme()
    return _Table(
        np.array(vectorizer.get_feature_names_out())[seen],
        matrix[:, seen].tocsr(),
        np.cumsum([0, *(len(d.features) for d in documents)]),
        np.array([[theme in ids for theme in scheme] for d in documents for ids in d.about]),
        np.array([[d.treated.get(theme) is False for theme in scheme] for d in documents]),
        np.array([[d.treated.get(theme, False) for theme in scheme] for d in documents]),
        np.array([_RETOLD_WHOLE if d.retold else 1.0 for d in documents]),
    )


def _fit(documents: Sequence[_Document]) -> dict[str, Any]:
    """What the words of sentences, and those of whole documents, tell of each theme."""
    table = _table(documents)
    of_sentences = [_of_sentences(table, place) for place in range(len(themes.scheme()))]
    of_whole = _of_whole(table)
    return {
        "themes": list(themes.scheme()),
        **_as_data(table.names, of_sentences, _LEAST_WEIGHT),
        "whole": _as_data(table.names, of_whole, _LEAST_WHOLE),
    }


Fitted = tuple[np.ndarray, float]
"""The weights of the features, and the bias."""


def _as_data(names: np.ndarray, fitted: Sequence[Fitted], least: float) -> dict[str, Any]:
    weights: dict[str, list[tuple[int, float]]] = {}
    for place, (coefficients, _) in enumerate(fitted):
        for at in np.flatnonzero(np.abs(coefficients) >= least):
            weights.setdefault(str(names[at]), []).append((place, round(float(coefficients[at]), 2)))
    biases = [round(float(bias), 3) for _, bias in fitted]
    return {"biases": biases, "weights": dict(sorted(weights.items()))}


def _of_sentences(table: _Table, place: int) -> Fitted:
    """What the words of a sentence tell of one theme."""
    quoted, sizes = table.about[:, place], np.diff(table.starts)
    if quoted.sum() < 2:
        return np.zeros(len(table.names)), -4.0
    fitted = _fit_one(table.sentences, quoted, np.ones(len(quoted)), _COST)
    firm, unsure = (np.repeat(of[:, place], sizes) for of in (table.firm, table.unsure))
    for _ in range(_ROUNDS):
        coefficients, bias = fitted
        likely = 1.0 / (1.0 + np.exp(-(table.sentences @ coefficients + bias)))
        shows = _showing(table, place, likely)
        # What is likely but not among the likeliest is neither; nor is what only one reader saw.
        counts = np.where(unsure | (firm & (likely >= _LIKELY)), 0.0, 1.0)
        counts[shows] = np.maximum(_COUNTS, likely[shows])
        counts[quoted] = np.where(unsure[quoted], 0.5, 1.0)
        asked = counts > 0
        fitted = _fit_one(table.sentences[asked], (shows | quoted)[asked], counts[asked], _COST)
    return fitted


def _showing(table: _Table, place: int, likely: np.ndarray) -> np.ndarray:
    """The sentences that are likeliest to show a theme, in each document that treats it."""
    shows = np.zeros(len(likely), bool)
    for at in np.flatnonzero(table.firm[:, place]):
        start, end = table.starts[at : at + 2]
        best = start + np.argsort(-likely[start:end], kind="stable")[:_SHOWING]
        shows[best[likely[best] >= _LIKELY]] = True
    return shows


def _of_whole(table: _Table) -> list[Fitted]:
    """What the words of a document tell of each theme by how many of its sentences hold them."""
    sizes = np.diff(table.starts)
    belongs = csr_matrix((np.ones(sizes.sum()), np.arange(sizes.sum()), table.starts))
    times = (belongs @ table.sentences).tocsr()
    times.data = 1.0 + np.log(times.data)
    out = []
    for firm, unsure in zip(table.firm.T, table.unsure.T, strict=True):
        if firm.sum() > 2:
            out.append(_fit_one(times[~unsure], firm[~unsure], table.weights[~unsure], _WHOLE_COST))
        else:
            out.append((np.zeros(len(table.names)), -4.0))
    return out


def _fit_one(matrix: Matrix, truth: np.ndarray, weights: np.ndarray, cost: float) -> Fitted:
    right, wrong = (matrix.T @ (weights * side) + 1.0 for side in (truth, ~truth))
    scale = np.abs(np.log((right / right.sum()) / (wrong / wrong.sum()))) + _LEAST_SCALE
    model = LogisticRegression(C=cost, solver="liblinear", random_state=0)
    model.fit(matrix.multiply(scale).tocsr(), truth, weights)
    return model.coef_[0] * scale, float(model.intercept_[0])
