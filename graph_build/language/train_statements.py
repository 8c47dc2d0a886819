"""Train the statement classifiers: ``python -m graph_build.language.train_statements``.

Reads the labelled sentences (``data/*.tsv``) and the annotated documents (``data/documents``, and any folder
given), and writes ``graph_build/lexicon/models/<label>.json.gz``, the same bytes each time. Figures printed
are of sentences held out by document and by block, never of those trained on.
"""

import argparse
import gzip
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, precision_recall_fscore_support

from graph_build import lexicon
from graph_build.context import Source, prepare
from graph_build.extract import figures, groups, themes
from graph_build.extract.candidates import Candidate, pairs, settings
from graph_build.language.agreement import overlap
from graph_build.language.features import Setting, features
from graph_build.language.folding import key
from graph_build.read import read

DATA = Path(__file__).parent / "data"
_GENRES = {
    "interview": "article",
    "opinion": "article",
    "report": "other",
    "letter": "other",
    "relay": "relay-report",
    "visit": "meeting-notes",
}
_KINDS = {
    "recommendation": "recommendations",
    "decision": "decisions",
    "paradox": "paradoxes",
    "question": "questions",
    "figure": "figures",
    "group": "groups",
    "theme": "themes",
}
Matrix = Any
"""A sparse matrix of examples by features; SciPy's has no types."""
_FOLDS = 5
# Whole documents hold the true mix of statements and plain prose, so each of their sentences counts for more.
_DOCUMENT_WEIGHT = 6.0


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled sentence: its features, whether the label holds, and the block it is held out with."""

    features: tuple[str, ...]
    holds: bool
    block: str
    weight: float = 1.0


def examples(label: str, folders: Sequence[Path]) -> list[Example]:
    """All labelled examples of a label, from sentences and from documents."""
    found: list[Example] = []
    if label == "figure":
        found += _from_figures()
    elif label not in {"group", "theme"}:
        found += _from_sentences(label)
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            found += _from_document(label, path)
    return found


def _from_sentences(label: str) -> Iterator[Example]:
    name, positive = {
        "recommendation": ("recommendations", "R"), "decision": ("recommendations", "D"),
        "paradox": ("paradoxes", "P"), "question": ("questions", "Q"),
    }[label]  # fmt: skip
    lines = (DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    for at, line in enumerate(lines):
        kind, genre, heading, sentence, *_ = line.split("\t")
        setting = Setting(
            heading="" if heading == "-" else heading,
            bullet=genre == "slides",
            genre=_GENRES.get(genre, genre),
        )
        yield Example(tuple(sorted(set(features(sentence, setting)))), kind == positive, f"{name}{at // 40}")


def _from_figures() -> Iterator[Example]:
    """The labelled figures: every number of a sentence, held as true where one of its quotes names it."""
    by_sentence: dict[str, list[str]] = {}
    for line in (DATA / "figures.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        kind, sentence, quote, *_ = line.split("\t")
        by_sentence.setdefault(sentence, []).extend([quote] if kind == "F" else [])
    for at, (sentence, quotes) in enumerate(by_sentence.items()):
        for found in figures.candidates(sentence, "paragraph"):
            best = max((overlap(quote, sentence[found.start : found.end]) for quote in quotes), default=0.0)
            yield Example(found.features, best >= 0.5, f"figures{at // 20}")


def _figures_of(source: Source, gold: dict[str, Any], block: str) -> Iterator[Example]:
    quotes = [(item["quote"], bool(item.get("optional"))) for item in gold.get("figures", [])]
    for sentence in source.sentences:
        for found in figures.candidates(sentence.text, sentence.segment.kind):
            words = sentence.text[found.start : found.end]
            best, firm = max(((overlap(quote, words), not opt) for quote, opt in quotes), default=(0.0, True))
            if best < 0.5 or firm:
                yield Example(found.features, best >= 0.5, block, _DOCUMENT_WEIGHT)


def _groups_of(source: Source, gold: dict[str, Any], block: str) -> Iterator[Example]:
    labels = {key(item["label"]): bool(item.get("optional")) for item in gold.get("groups", [])}
    names = [
        n
        for kind in ("persons", "organisations")
        for item in gold[kind]
        for n in (item["name"], *item["variants"])
    ]
    taken = [m.span() for name in set(names) for m in re.finditer(re.escape(name), source.document.text)]
    for label, (_, shape) in groups.candidates(source, taken).items():
        if not labels.get(key(label), False):
            yield Example(shape, key(label) in labels, block, _DOCUMENT_WEIGHT)


def _from_document(label: str, annotation: Path) -> Iterator[Example]:
    gold = json.loads(annotation.read_text(encoding="utf-8"))
    text = next(p for p in sorted(_texts(annotation)) if p.suffix in {".txt", ".md"})
    source, genre = prepare(read(text)), gold["metadata"]["kind"]
    if label == "figure":
        yield from _figures_of(source, gold, annotation.stem)
        return
    if label == "group":
        yield from _groups_of(source, gold, annotation.stem)
        return
    if label == "theme":
        treated = {item["id"]: bool(item.get("optional")) for item in gold.get("themes", [])}
        for theme, shape in themes.candidates(source).items():
            if not treated.get(theme, False):
                yield Example(shape, theme in treated, annotation.stem, _DOCUMENT_WEIGHT)
        return
    if label == "decision" and genre not in {"minutes", "meeting-notes", "network-meeting"}:
        return
    quotes = [(item["quote"], bool(item.get("optional"))) for item in gold.get(_KINDS[label], [])]
    for candidate in _candidates(label, source, genre):
        best, optional = max(
            ((overlap(quote, candidate.text), opt) for quote, opt in quotes), default=(0.0, False)
        )
        if 0.3 <= best < 0.5 or (optional and best >= 0.5):
            continue
        names = tuple(sorted(set(features(candidate.text, candidate.setting))))
        yield Example(names, best >= 0.5, annotation.stem, _DOCUMENT_WEIGHT)


def _texts(annotation: Path) -> Iterable[Path]:
    beside = list(annotation.parent.glob(f"{annotation.stem}.*"))
    return [*beside, *Path("corpus").glob(f"{annotation.stem}.*")]


def _candidates(label: str, source: Source, genre: str) -> Iterator[Candidate]:
    for candidate in settings(source, genre):
        if label != "question" or "?" in candidate.text:
            yield candidate
    if label == "paradox":
        yield from pairs(source, genre)


def train(label: str, found: Sequence[Example], cost: float) -> dict[str, object]:
    """The classifier of a label as plain data; prints what it reaches on held-out blocks."""
    truth = np.array([example.holds for example in found])
    weights = np.array([example.weight for example in found])
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([dict.fromkeys(example.features, 1.0) for example in found])
    seen = np.asarray((matrix > 0).sum(axis=0)).ravel() >= 2
    matrix = matrix[:, seen]
    # Documents hold the true shares of what is a statement and what is not; the labelled sentences do not.
    documents = weights > 1
    scores = _held_out_scores(matrix, truth, weights, _folds(found), cost)
    slope, shift = _calibration(scores[documents], truth[documents])
    probabilities = 1.0 / (1.0 + np.exp(-(slope * scores + shift)))
    threshold = _threshold(truth[documents], probabilities[documents])
    _report(label, truth, probabilities, documents, threshold)
    model = _fit(matrix, truth, weights, cost)
    names = np.array(vectorizer.get_feature_names_out())[seen]
    return {
        "label": label,
        "bias": round(float(model.intercept_[0]), 4),
        "slope": round(slope, 4),
        "shift": round(shift, 4),
        "threshold": threshold,
        "weights": _weights(names, model.coef_[0]),
    }


def _folds(found: Sequence[Example]) -> np.ndarray:
    """The fold in which each example is held out; a block's examples share one."""
    blocks = sorted({example.block for example in found})
    fold_of = {block: at % _FOLDS for at, block in enumerate(blocks)}
    return np.array([fold_of[example.block] for example in found])


def _held_out_scores(
    matrix: Matrix, truth: np.ndarray, weights: np.ndarray, folds: np.ndarray, cost: float
) -> np.ndarray:
    """The score of each example by a model that was trained on the other folds."""
    scores = np.zeros(len(truth))
    for fold in range(_FOLDS):
        held = folds == fold
        model = _fit(matrix[~held], truth[~held], weights[~held], cost)
        scores[held] = model.decision_function(matrix[held])
    return scores


def _calibration(scores: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """Slope and shift that turn held-out scores into probabilities (Platt scaling)."""
    platt = LogisticRegression(C=1e6).fit(scores.reshape(-1, 1), truth)
    return float(platt.coef_[0][0]), float(platt.intercept_[0])


def _weights(names: np.ndarray, coefficients: np.ndarray) -> dict[str, float]:
    """The weights that matter, by feature."""
    pairs_of = sorted(zip(names, coefficients, strict=True))
    return {str(name): round(float(weight), 3) for name, weight in pairs_of if abs(weight) >= 0.01}


def _threshold(truth: np.ndarray, probabilities: np.ndarray) -> float:
    """The probability from which taking an example gives the best F1 on held-out documents.

    The curve is smoothed over its neighbours: its single peaks are luck.
    """
    grid = np.arange(0.1, 0.75, 0.025)
    scores = [
        precision_recall_fscore_support(truth, probabilities >= t, average="binary", zero_division=0)[2]
        for t in grid
    ]
    smooth = np.convolve(np.pad(scores, 2, mode="edge"), np.ones(5) / 5, mode="valid")
    return round(float(grid[int(np.argmax(smooth))]), 3)


def _fit(matrix: object, truth: np.ndarray, weights: np.ndarray, cost: float) -> LogisticRegression:
    return LogisticRegression(C=cost, solver="liblinear", random_state=0, max_iter=300).fit(
        matrix, truth, weights
    )


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
    parser.add_argument("--cost", type=float, default=0.1)
    parser.add_argument("--labels", nargs="*", default=sorted(_KINDS))
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for label in arguments.labels:
        model = train(label, examples(label, arguments.documents), arguments.cost)
        data = json.dumps(model, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        (arguments.out / f"{label}.json.gz").write_bytes(gzip.compress(data, mtime=0))


if __name__ == "__main__":
    main()
