"""How well it reads: writes docs/quality.md from annotated documents that tuning saw and that it did not.

Run as ``python benchmarks/quality.py``.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tables import ROOT, machine, markdown

from graph_build.annotate import annotate
from graph_build.evaluate import KINDS, Evaluation, Row, evaluate, load, mean_f1, overlap
from graph_build.reading import read_document

Annotations = Mapping[str, Any]
_TRAINED = ROOT / "graph_build" / "language" / "data" / "documents"
_KEPT = {
    "unseen": "unseen", "wider": "unseen_wider", "third": "unseen_third", "fourth": "unseen_fourth",
    "fifth": "unseen_fifth", "sixth": "unseen_sixth",
}  # fmt: skip
"""The sets of documents that nothing is trained on, with their folders."""
_PAGE = ROOT / "docs" / "quality.md"
_RATED = ("recommendations", "decisions", "questions", "figures", "paradoxes", "groups", "themes")
_BANDS = ((0.3, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 1.01))


def read_set(
    annotations: Path, documents: Path
) -> tuple[Evaluation, dict[str, dict[str, object]], dict[str, object]]:
    """Read a folder's documents and compare them with their annotations."""
    gold = load(annotations)
    files = [file for file in sorted(documents.iterdir()) if file.suffix != ".json" and file.stem in gold]
    found = {file.stem: annotate(read_document(file)) for file in files}
    gold = {name: gold[name] for name in found}
    return evaluate(gold, found), found, dict(gold)


def two_readers_table(first: Annotations, second: Annotations, found: Annotations) -> str:
    """Give how far two readers and the program agree on the documents that both read, kind by kind."""
    both = sorted(first.keys() & second.keys())
    one, two, ours = ({name: side[name] for name in both} for side in (first, second, found))
    columns = {
        "two readers": (evaluate(one, _firm(two)), evaluate(two, _firm(one))),
        "program and either reader": (evaluate(one, ours), evaluate(two, ours)),
    }
    rows = [
        [kind, *(f"{_mean(e.pooled[kind].f1 for e in pair):.3f}" for pair in columns.values())]
        for kind in KINDS
    ]
    means = [f"**{_mean(e.mean_f1 for e in pair):.3f}**" for pair in columns.values()]
    return markdown(["kind", *columns], [*rows, ["**mean**", *means]])


def _firm(readings: Annotations) -> dict[str, dict[str, Any]]:
    """Readings without what their reader was not sure of."""
    return {
        name: {
            kind: [item for item in said if not item.get("optional")] if isinstance(said, list) else said
            for kind, said in reading.items()
        }
        for name, reading in readings.items()
    }


def _mean(values: Iterable[float]) -> float:
    known = list(values)
    return sum(known) / len(known)


def kinds_table(sets: Mapping[str, Evaluation]) -> str:
    """Give the F1 of each kind, the sets side by side."""
    rows = [[kind, *(f"{one.pooled[kind].f1:.3f}" for one in sets.values())] for kind in KINDS]
    means = ["**mean**", *(f"**{one.mean_f1:.3f}**" for one in sets.values())]
    voices = ["voices", *(f"{one.voices.f1:.3f}" if one.voices.gold else "–" for one in sets.values())]
    return markdown(["kind", *sets], [*rows, means, voices])


def shares_table(sets: Mapping[str, Evaluation]) -> str:
    """Give the precision and recall of each kind and of how many, the sets side by side."""
    rows = [[kind, *(_shown(one.pooled[kind]) for one in sets.values())] for kind in KINDS]
    return markdown(["kind", *sets], rows)


def _shown(row: Row) -> str:
    return f"{row.precision:.2f} / {row.recall:.2f} of {row.gold}"


def documents_table(by_document: Mapping[str, Mapping[str, Row]]) -> str:
    """Give the mean F1 of each document."""
    return markdown(
        ["document", "mean F1"], [[name, f"{mean_f1(rows):.3f}"] for name, rows in by_document.items()]
    )


def confidence_table(found: dict[str, dict[str, object]], gold: dict[str, object]) -> str:
    """Give, for bands of stated confidence, the share of findings that are right."""
    rated = list(_rated(found, gold))
    rows = []
    for low, high in _BANDS:
        inside = [(confidence, right) for confidence, right in rated if low <= confidence < high]
        if inside:
            stated = sum(confidence for confidence, _ in inside) / len(inside)
            share = sum(right for _, right in inside) / len(inside)
            rows.append([f"{low:.2f}–{min(high, 1):.2f}", str(len(inside)), f"{stated:.2f}", f"{share:.2f}"])
    return markdown(["confidence", "findings", "stated", "right"], rows)


def _rated(found: dict[str, dict[str, object]], gold: dict[str, object]) -> Iterator[tuple[float, bool]]:
    """Each finding of a kind that a model weighs, with its confidence and whether a reader has it too."""
    for name, annotations in found.items():
        theirs = json.loads(json.dumps(gold[name]))
        for kind in _RATED:
            ours = annotations.get(kind, [])
            for item in ours if isinstance(ours, list) else []:
                yield float(item["confidence"]), any(_same(item, other) for other in theirs.get(kind, []))


def _same(ours: dict[str, str], theirs: dict[str, str]) -> bool:
    for key in ("id", "label"):
        if (
            key in ours
            and key in theirs
            and "answers" not in ours
            and "poles" not in ours
            and "quote" not in theirs
        ):
            return ours[key].casefold() == theirs[key].casefold()
    return overlap(str(ours.get("quote", "")), str(theirs.get("quote", ""))) >= 0.5


def main() -> None:
    """Measure and write the page between its markers."""
    seen, _, _ = read_set(ROOT / "tests" / "gold", ROOT / "corpus")
    folders = {name: ROOT / "tests" / folder for name, folder in _KEPT.items()}
    kept = {name: read_set(folder, folder) for name, folder in folders.items()}
    found_kept, gold_kept = ({k: v for one in kept.values() for k, v in one[at].items()} for at in (1, 2))
    second = ROOT / "tests" / "second_reader"
    rest, _, _ = read_set(second, ROOT / "corpus")
    trained, read = load(_TRAINED), load(second)
    ours = evaluate(*({name: side[name] for name in rest.by_document} for side in (read, trained)))
    unseen = {name: measured for name, (measured, _, _) in kept.items()}
    sets = {"seen": seen, "rest": rest, **unseen}
    parts = [
        kinds_table(sets), "### Precision / recall, and of how many", shares_table(sets),
        "### Seen documents", documents_table(seen.by_document),
        *(
            part
            for name, one in unseen.items()
            for part in (f"### Documents of the set {name}", documents_table(one.by_document))
        ),
        "### Two readers on six documents of the wider set",
        two_readers_table(kept["wider"][2], read, kept["wider"][1]),
        f"The project's own readings of the rest of the corpus agree with the second reader's at"
        f" {ours.mean_f1:.3f}.",
        "### Confidence, on the unseen sets",
        confidence_table(found_kept, gold_kept),
        machine(),
    ]  # fmt: skip
    text = "\n\n".join(parts)
    page = _PAGE.read_text(encoding="utf-8")
    head, _, old = page.partition("<!-- measured: begin -->\n")
    _, _, tail = old.partition("<!-- measured: end -->")
    if not tail:
        sys.exit(f"{_PAGE.name}: has no markers; add <!-- measured: begin --> and its end.")
    _PAGE.write_text(
        f"{head}<!-- measured: begin -->\n{text}\n<!-- measured: end -->{tail}", encoding="utf-8"
    )
    print(text)


if __name__ == "__main__":
    main()
