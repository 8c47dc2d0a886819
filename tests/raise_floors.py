"""Raises the floors of quality to slightly below what is measured; never lowers one.

Run as ``python tests/raise_floors.py`` from the project's folder.
"""

import tomllib
from functools import cache
from pathlib import Path

from graph_build.annotate import annotate
from graph_build.context import prepare
from graph_build.evaluate import Evaluation, evaluate, load
from graph_build.extract import metadata
from graph_build.read import read
from graph_build.reading import read_document
from graph_build.two_readers import agreed

TESTS = Path(__file__).parent
CORPUS = TESTS.parent / "corpus"
FLOORS = TESTS / "floors.toml"
UNSEEN = (
    "unseen",
    "unseen_wider",
    "unseen_third",
    "unseen_fourth",
    "unseen_fifth",
    "unseen_sixth",
    "unseen_seventh",
    "unseen_eighth",
    "unseen_ninth",
    "unseen_tenth",
    "unseen_eleventh",
    "unseen_twelfth",
)
"""The folders beside this file with documents that nothing is trained on, in the order they were written."""
MARGIN = 0.03
_HEAD = (
    "# The least F1 of each kind on the annotated documents. A floor may only rise: see raise_floors.py.\n"
)


def measured() -> Evaluation:
    """What reading the annotated documents of the corpus measures now."""
    return _measured(TESTS / "gold", CORPUS)


@cache
def measured_unseen(folder: str) -> Evaluation:
    """What reading a folder of documents that nothing is trained on measures now."""
    return _measured(TESTS / folder, TESTS / folder)


@cache
def measured_by_two(folder: str) -> Evaluation:
    """What reading such a folder measures beside what both of its readers saw."""
    first, second = load(TESTS / folder), load(TESTS / "second_reader" / folder)
    both = {name: agreed(first[name], said) for name, said in second.items()}
    return evaluate(both, _found(TESTS / folder, tuple(both)))


def measured_second_reader() -> Evaluation:
    """What reading the other documents of the corpus measures now, beside a second reader's reading."""
    return _measured(TESTS / "second_reader", CORPUS)


def kinds_told(folder: str) -> list[tuple[str, str]]:
    """For each unseen document of a folder whose reader names its kind: the kind we tell, and theirs."""
    known = {name: found.get("metadata", {}).get("kind") for name, found in load(TESTS / folder).items()}
    files = (file for file in _documents(TESTS / folder) if known.get(file.stem))
    return [(metadata.extract(prepare(read(file))).kind, str(known[file.stem])) for file in files]


def _documents(folder: Path) -> list[Path]:
    """The documents of a folder, annotations left out, in order of name."""
    return [file for file in sorted(folder.iterdir()) if file.suffix != ".json"]


def _measured(annotations: Path, documents: Path) -> Evaluation:
    gold = load(annotations)
    found = _found(documents, tuple(gold))
    return evaluate({name: gold[name] for name in found}, found)


@cache
def _found(documents: Path, names: tuple[str, ...]) -> dict[str, dict[str, object]]:
    """What the program finds in those documents of a folder."""
    files = (file for file in _documents(documents) if file.stem in names)
    return {file.stem: annotate(read_document(file)) for file in files}


def floors() -> dict[str, float]:
    """The floors by kind, and that of their mean."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}


def raised(old: dict[str, float], now: Evaluation) -> dict[str, float]:
    """Each floor as it was, or the margin below what is measured where that is higher."""
    measures = {"mean": now.mean_f1, **{kind: row.f1 for kind, row in now.pooled.items()}}
    return {kind: max(old.get(kind, 0.0), round(f1 - MARGIN, 3)) for kind, f1 in measures.items()}


def main() -> None:
    """Write the raised floors."""
    lines = (f"{kind} = {floor:.3f}\n" for kind, floor in raised(floors(), measured()).items())
    FLOORS.write_text(_HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
