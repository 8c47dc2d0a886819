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

from graph_build import lexicon
from graph_build.language import classifier, fitting, network, surroundings
from graph_build.language.annotations import FOLDERS, MORE
from graph_build.language.examples import DOCUMENT_WEIGHT, KINDS, Example, examples
from graph_build.language.joints import PAIR
from graph_build.language.told_apart import told_apart, weighed_with_network
from graph_build.language.train_kinds import train_kinds
from graph_build.language.train_pairs import BESIDE, train_pairs
from graph_build.language.train_themes import train_themes

# Labels of which a document has many or none, and which stand together, with those that tell them apart.
_BESIDE = {"decision": (), "paradox": ("recommendation",), "recommendation": ("decision", "paradox")}
# The label whose sentences are weighed with what the network says of them, and with no others.
_ALONE = "question"
# Labels of which a document has so few that the corpus, which is served first, counts for more here too; the
# others, told of documents held out, were no better for it or worse.
_RARE = {"paradox"}
# Labels that are learnt with the help of others' examples.
_WITH = {"paradox": ("pole",), PAIR: ("pole", *BESIDE)}


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
    truth, weights = fitting.truth_of(found), fitting.weights_of(found)
    matrix, names = fitting.table(found)
    # Documents hold the true shares of what is a statement and what is not; the labelled sentences do not.
    documents = weights >= DOCUMENT_WEIGHT
    scores = fitting.held_out_scores(label, matrix, found, cost)
    slope, shift = fitting.calibration(scores[documents], truth[documents])
    probabilities = 1.0 / (1.0 + np.exp(-(slope * scores + shift)))
    near: list[float] = []
    settled: list[float] = []
    if label in _BESIDE or label == _ALONE:
        near_labels = _BESIDE.get(label, ())
        beside = [fitting.told_by(other, others[other], found, cost)[documents] for other in near_labels]
        in_documents = [e for e in found if e.weight >= DOCUMENT_WEIGHT]
        said = [example.network for example in in_documents]
        told = np.column_stack([scores[documents], *beside, said])
        counts = weights[documents] if label in _RARE else np.ones(len(in_documents))
        weigh = fitting.around if label == _ALONE else _around
        near, probabilities[documents] = weigh(told, in_documents, counts)
        if label == "paradox":
            settled, probabilities[documents] = told_apart(
                in_documents, probabilities[documents], others["pole"]
            )
    if label == "pole":
        near, probabilities = weighed_with_network(found)
    taken = _likeliest(found, probabilities)
    threshold = fitting.best_threshold(truth[taken], probabilities[taken])
    fitting.report(label, truth, probabilities, taken, threshold)
    fitted = fitting.fit(label, matrix, truth, weights, cost)
    return {
        **fitting.as_data(label, fitted, names, (slope, shift), threshold),
        **({"around": near} if near else {}),
        **({"beside": (*_BESIDE.get(label, ()), *network.NAMES)} if near and label != "pole" else {}),
        **({"poles": settled} if settled else {}),
    }


def _likeliest(found: Sequence[Example], probabilities: np.ndarray) -> np.ndarray:
    """Whether each example of a document may be taken: the likeliest of its choice, or one without."""
    best: dict[tuple[str, int], int] = {}
    for at, example in enumerate(found):
        if example.weight < DOCUMENT_WEIGHT:
            continue
        place = (example.block, example.choice or -1 - at)
        if place not in best or probabilities[at] > probabilities[best[place]]:
            best[place] = at
    taken = np.zeros(len(found), bool)
    taken[list(best.values())] = True
    return taken


def _around(
    scores: np.ndarray, found: Sequence[Example], counts: np.ndarray
) -> tuple[list[float], np.ndarray]:
    """Bias and weights of what the sentences around tell, and each sentence's probability when held out.

    Args:
        scores: A row for each example: its score, and those by other labels.
        found: The examples.
        counts: How much each counts.
    """
    rows = np.zeros((len(found), 0))
    by_block = {example.block: [] for example in found}  # type: dict[str, list[int]]
    for at, example in enumerate(found):
        by_block[example.block].append(at)
    for places in by_block.values():
        listed = ["is:bullet" in found[at].features for at in places]
        lengths = [len(found[at].text) for at in places]
        told = surroundings.rows(scores[places, 0].tolist(), listed, lengths, scores[places, 1:].tolist())
        rows = rows if rows.shape[1] else np.zeros((len(found), len(told[0])))
        rows[places] = told
    return fitting.around(rows, found, counts)


def main() -> None:
    """Train and write every classifier."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--documents", type=Path, nargs="*", default=FOLDERS)
    parser.add_argument("--out", type=Path, default=lexicon.FOLDER / "models")
    parser.add_argument("--cost", type=float, help="by default what suits each label")
    parser.add_argument("--labels", nargs="*", default=["kind", *KINDS])
    arguments = parser.parse_args()
    folders = tuple(arguments.documents)
    arguments.out.mkdir(parents=True, exist_ok=True)
    known: dict[str, list[Example]] = {}
    if "kind" in arguments.labels:
        for name, model in train_kinds(folders).items():
            _write(arguments.out / f"{name}.json.gz", model)
    for label in (label for label in arguments.labels if label != "kind"):
        for name in {label, *_BESIDE.get(label, ()), *_WITH.get(label, ())} - known.keys() - {"theme", PAIR}:
            known[name] = examples(name, folders)
        cost = arguments.cost or fitting.cost_of(label)
        if label == PAIR:
            _write(arguments.out / f"{label}.json.gz", train_pairs(folders, known, cost))
            continue
        found = known.get(label, [])
        if label == "theme":
            paths = [path for folder in (*folders, MORE) for path in sorted(folder.glob("*.json"))]
            words, found = train_themes(paths)
            _write(arguments.out / "theme-words.json.gz", words)
        _write(arguments.out / f"{label}.json.gz", train(label, found, cost, known))


def _write(path: Path, model: dict[str, Any]) -> None:
    data = json.dumps(model, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    path.write_bytes(gzip.compress(data, mtime=0))
    # What is learnt after it may be learnt from what it tells.
    classifier.load.cache_clear()


if __name__ == "__main__":
    main()
