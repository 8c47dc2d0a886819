"""Trains the names model from labelled sentences; the same data gives the same model, byte for byte.

    python -m graph_build.language.train_names --data DIR

DIR holds ``train.iob2`` and ``dev.iob2`` of UNER Danish DDT; it defaults to ``danish-ner`` in the folder that
the environment variable LEDELSESGRAF_SHARED names, else in ``../shared``. Sentences of our own, in the style
of public-sector documents, and the annotated documents are trained on as well. Prints the scores on the dev
split.
"""

import argparse
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pycrfsuite

from graph_build.errors import UsageError
from graph_build.language.annotations import DOCUMENTS
from graph_build.language.name_features import GAZETTEERS, Featuriser, read_rows
from graph_build.language.names import MODEL, Tagger, label_spans, words_of
from graph_build.language.names_documents import Sentence, labelled_sentences

EXTRA = Path(__file__).resolve().parent / "data" / "names_extra.iob2"
KINDS = ("PER", "ORG", "LOC")
PARAMETERS = {"c1": 0.05, "c2": 0.2, "max_iterations": 150, "feature.possible_transitions": True}


def read_iob2(path: Path) -> Iterator[Sentence]:
    """Give a file's sentences as words with labels; a label of another kind than PER, ORG, LOC is O.

    Raises:
        UsageError: The file is missing.
    """
    if not path.is_file():
        raise UsageError(f"No training data at {path.name}; name its folder with --data.")
    sentence: Sentence = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            continue
        if line:
            _, word, label = line.split("\t")[:3]
            sentence.append((word, label if label[2:] in KINDS else "O"))
        elif sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def common_words(sentences: Sequence[Sentence]) -> list[str]:
    """Give the words that stand in lower case in the sentences or in the list of common words, sorted."""
    seen = {word for sentence in sentences for word, _ in sentence if word[0].islower()}
    return sorted(seen | {row[0] for row in read_rows(GAZETTEERS / "common_words.tsv")})


def train(sentences: Sequence[Sentence], path: Path) -> None:
    """Train a model and write it to a file, and its common words to another beside it."""
    common = common_words(sentences)
    words_of(path).write_text("\n".join(common) + "\n", encoding="utf-8")
    featurise = Featuriser(common)
    trainer: Any = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(PARAMETERS)
    for sentence in sentences:
        trainer.append(featurise([word for word, _ in sentence]), [label for _, label in sentence])
    trainer.train(str(path))


def f_scores(gold: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> dict[str, float]:
    """Give the F1 of exact spans for each kind and over all ("micro"), 0 to 1."""
    right: dict[str, int] = dict.fromkeys((*KINDS, "micro"), 0)
    stated = dict(right)
    for gold_labels, found_labels in zip(gold, found, strict=True):
        expected, given = set(label_spans(gold_labels)), set(label_spans(found_labels))
        for spans, counts in ((expected, stated), (given, stated), (expected & given, right)):
            for _, _, kind in spans:
                counts[kind] += 1
                counts["micro"] += 1
    return {kind: 2 * right[kind] / stated[kind] if stated[kind] else 0.0 for kind in right}


def evaluate(tagger: Tagger, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Give the tagger's scores on labelled sentences, and its words a second on one core."""
    started = time.perf_counter()
    found = [tagger.label([word for word, _ in sentence]) for sentence in sentences]
    seconds = time.perf_counter() - started
    scores = f_scores([[label for _, label in sentence] for sentence in sentences], found)
    return scores | {"words a second": sum(map(len, sentences)) / seconds}


def default_data() -> Path:
    """Give the folder of the training data where none is named."""
    return Path(os.environ.get("LEDELSESGRAF_SHARED", "../shared")) / "danish-ner"


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, write the model and print what it scores on the dev split; with ``--score`` print alone."""
    parser = argparse.ArgumentParser(description="Train the names model.")
    parser.add_argument("--data", type=Path, default=default_data(), help="folder of the training data")
    parser.add_argument("--out", type=Path, default=MODEL, help="the model file to write")
    parser.add_argument("--score", action="store_true", help="train nothing; score the model file as it is")
    options = parser.parse_args(arguments)
    if not options.score:
        sources = (read_iob2(options.data / "train.iob2"), read_iob2(EXTRA), labelled_sentences(DOCUMENTS))
        train([sentence for source in sources for sentence in source], options.out)
    for name, value in evaluate(Tagger(options.out), list(read_iob2(options.data / "dev.iob2"))).items():
        print(f"{name:<16}{value:10.3f}" if value <= 1 else f"{name:<16}{value:10.0f}")


if __name__ == "__main__":
    main()
