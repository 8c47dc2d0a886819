"""How well it reads: writes docs/quality.md from annotated documents that tuning saw and that it did not.

Run as ``python benchmarks/quality.py``.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tables import ROOT, machine, markdown

from graph_build.annotate import annotate
from graph_build.evaluate import KINDS, Evaluation, Row, evaluate, load, mean_f1, overlap
from graph_build.reading import read_document

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
    return evaluate(gold, found), found, dict(gold)


def kinds_table(sets: Mapping[str, Evaluation]) -> str:
    """Give precision, recall and F1 of each kind, the sets side by side."""
    rows = [[kind, *(cell for one in sets.values() for cell in _shown(one.pooled[kind]))] for kind in KINDS]
    mean = ["**mean**", *(cell for one in sets.values() for cell in ("", "", f"**{one.mean_f1:.3f}**", ""))]
    head = ["kind", *(cell for name in sets for cell in (f"P {name}", f"R {name}", f"F1 {name}", "of"))]
    return markdown(head, [*rows, mean])


def _shown(row: Row) -> list[str]:
    return [f"{row.precision:.2f}", f"{row.recall:.2f}", f"{row.f1:.3f}", str(row.gold)]


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
    unseen, found, gold = read_set(ROOT / "tests" / "unseen", ROOT / "tests" / "unseen")
    wider, found_wider, gold_wider = read_set(
        ROOT / "tests" / "unseen_wider", ROOT / "tests" / "unseen_wider"
    )
    sets = {"seen": seen, "unseen": unseen, "wider": wider}
    parts = [
        kinds_table(sets), "### Seen documents", documents_table(seen.by_document),
        "### Unseen documents", documents_table(unseen.by_document),
        "### Unseen documents of the wider set", documents_table(wider.by_document),
        "### Confidence, on both unseen sets", confidence_table(found | found_wider, gold | gold_wider),
        machine(),
    ]  # fmt: skip
    text = "\n\n".join(parts)
    page = _PAGE.read_text(encoding="utf-8")
    head, _, rest = page.partition("<!-- measured: begin -->\n")
    _, _, tail = rest.partition("<!-- measured: end -->")
    if not tail:
        sys.exit(f"{_PAGE.name}: has no markers; add <!-- measured: begin --> and its end.")
    _PAGE.write_text(
        f"{head}<!-- measured: begin -->\n{text}\n<!-- measured: end -->{tail}", encoding="utf-8"
    )
    print(text)


if __name__ == "__main__":
    main()
