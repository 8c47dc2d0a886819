"""How well it reads: writes docs/quality.md from annotated documents that tuning saw and that it did not.

Run as ``python benchmarks/quality.py``.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tables import ROOT, machine, markdown

from graph_build.annotate import annotate
from graph_build.evaluate import KINDS, Evaluation, Row, evaluate, load, mean_f1, overlap
from graph_build.reading import read_document
from graph_build.two_readers import agreed

Annotations = Mapping[str, Any]
_TRAINED = ROOT / "graph_build" / "language" / "data" / "documents"
_KEPT = {
    "unseen": "unseen", "wider": "unseen_wider", "third": "unseen_third", "fourth": "unseen_fourth",
    "fifth": "unseen_fifth", "sixth": "unseen_sixth", "seventh": "unseen_seventh", "eighth": "unseen_eighth",
    "ninth": "unseen_ninth", "tenth": "unseen_tenth", "eleventh": "unseen_eleventh",
    "twelfth": "unseen_twelfth",
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


def two_readers_table(sets: Mapping[str, "TwoReaders"]) -> str:
    """Give how far two readers agree with each other, and the program with what both of them saw."""
    rows = []
    for kind in KINDS:
        pairs = [(one.readers(kind), one.program.pooled[kind].f1) for one in sets.values()]
        both = [_mean(each) for each in zip(*pairs, strict=True)]
        rows.append([kind, *(f"{readers:.2f} / {ours:.2f}" for readers, ours in (*pairs, both))])
    means = [(_mean(map(one.readers, KINDS)), one.program.mean_f1) for one in sets.values()]
    means.append((_mean(readers for readers, _ in means), _mean(ours for _, ours in means)))
    last = ["**mean**", *(f"**{readers:.2f} / {ours:.2f}**" for readers, ours in means)]
    return markdown(["kind", *sets, "all"], [*rows, last])


@dataclass(frozen=True, slots=True)
class TwoReaders:
    """A set of documents that two readers read, each without sight of the other's reading.

    Attributes:
        ways: The second beside the first, and the first beside the second.
        program: The program beside what both saw.
    """

    ways: tuple[Evaluation, Evaluation]
    program: Evaluation

    @classmethod
    def of(cls, first: Annotations, second: Annotations, found: Annotations) -> "TwoReaders":
        """Compare the two and the program on the documents that both read."""
        both = first.keys() & second.keys()
        one, two = ({name: side[name] for name in both} for side in (first, second))
        ways = evaluate(one, _firm(two)), evaluate(two, _firm(one))
        return cls(ways, evaluate({name: agreed(one[name], two[name]) for name in both}, found))

    def readers(self, kind: str) -> float:
        """How far the two readers agree on a kind."""
        return _mean(way.pooled[kind].f1 for way in self.ways)


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
    twice = {
        name: TwoReaders.of(gold, load(second / folder), found)
        for (name, folder), (_, found, gold) in zip(_KEPT.items(), kept.values(), strict=True)
    }
    parts = [
        kinds_table(sets), "### Precision / recall, and of how many", shares_table(sets),
        "### Seen documents", documents_table(seen.by_document),
        *(
            part
            for name, one in unseen.items()
            for part in (f"### Documents of the set {name}", documents_table(one.by_document))
        ),
        "### Two readers with each other / the program with what both saw",
        two_readers_table(twice),
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
