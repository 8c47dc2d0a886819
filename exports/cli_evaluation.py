"""An evaluation as tables that align, and what was missed and wrong as lines."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from exports.cli_terminal import table
from graph_build.annotate import annotate
from graph_build.errors import ReadError, UsageError
from graph_build.evaluate import (
    KINDS,
    Annotations,
    Evaluation,
    Miss,
    Row,
    evaluate,
    files_with_gold,
    load,
    mean_f1,
)
from graph_build.nearest import nearest
from graph_build.pipeline import Failure, Progress, read_all

__all__ = ["measured"]

_LABELS = {
    "persons": "Personer · persons",
    "participation": "Deltagelse · participation",
    "organisations": "Organisationer · organisations",
    "themes": "Temaer · themes",
    "groups": "Aktørgrupper · groups",
    "questions": "Spørgsmål · questions",
    "paradoxes": "Paradokser · paradoxes",
    "poles": "Poler · poles",
    "recommendations": "Anbefalinger · recommendations",
    "decisions": "Beslutninger · decisions",
    "figures": "Tal · figures",
    "answers": "Svar · answers",
}
_HEAD = ("", "P", "R", "F1", "rigtige · right", "guld · gold", "fundet · found")
_SIDES = {"missed": "overset · missed", "wrong": "forkert · wrong", "unlike": "anderledes · unlike"}


def measured(
    folder: Path, paths: Sequence[Path], kind: str | None, as_json: bool, tell: Progress
) -> tuple[list[str], list[Failure]]:
    """Read the documents that have annotations and compare.

    Args:
        folder: The annotations, one JSON file a document.
        paths: Files and folders; what has no annotations is left out.
        kind: List what was missed and wrong of this kind, with what came nearest, instead of figures.
        as_json: Give JSON instead of lines for people.
        tell: Told of every document read.

    Returns:
        The lines to print, and the documents that count as missed because they could not be read.

    Raises:
        UsageError: The kind is none, or a path is not there.
        ReadError: An annotation cannot be read.
    """
    if kind is not None and kind not in KINDS:
        raise UsageError(f"--misses {kind}: no such kind; these are: {', '.join(KINDS)}.")
    gold = load(folder)
    files = files_with_gold(paths, gold)
    findings, failures = read_all(files, tell)
    unread = [*failures, *_absent(gold, files)]
    if not findings:
        return [], unread
    result = evaluate(gold, {found.document.name: annotate(found) for found in findings})
    if kind is None:
        return ([_json(result.to_dict())] if as_json else _report(result)), unread
    against = [miss for miss in result.misses if miss.kind == kind]
    near = nearest(against, findings, gold)
    return ([_json([_plain(*one) for one in near])] if as_json else list(_lines(near))), unread


def _absent(gold: Mapping[str, Annotations], files: Iterable[Path]) -> Iterator[Failure]:
    for name in sorted(gold.keys() - {file.stem for file in files}):
        missing = ReadError(
            f"{name}: has annotations but is not among the documents; all of it counts as missed."
        )
        yield Failure(name, missing)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _plain(miss: Miss, near: str) -> dict[str, object]:
    return {
        "kind": miss.kind, "document": miss.document, "side": miss.side, "words": miss.words, "nearest": near,
        "gold": miss.gold, "found": miss.found,
    }  # fmt: skip


def _lines(near: Iterable[tuple[Miss, str]]) -> Iterator[str]:
    """A line for each miss, and below it what came nearest."""
    for miss, told in near:
        yield f"{miss.document}: {_SIDES[miss.side]}: {miss.words}"
        yield f"    {told}"


def _report(evaluation: Evaluation) -> list[str]:
    """All documents together, then each by itself."""
    names = list(evaluation.by_document)
    lines = [f"Alle dokumenter · all documents: {len(names)}", *_rows(evaluation.pooled, evaluation.voices)]
    for name in names if len(names) > 1 else ():
        lines += ["", name, *_rows(evaluation.by_document[name])]
    return lines


def _rows(rows: Mapping[str, Row], voices: Row | None = None) -> list[str]:
    """The rows of the kinds, their mean, and below it the voices, which are not of it."""
    shown = [_row(_LABELS[kind], row) for kind, row in rows.items() if row.gold or row.found]
    mean = ("Middel · mean", "", "", f"{mean_f1(rows):.3f}", "", "", "")
    return table([_HEAD, *shown, mean, *([_row("Stemmer · voices", voices)] if voices else [])])


def _row(label: str, row: Row) -> tuple[str, ...]:
    shares, counts = (row.precision, row.recall, row.f1), (row.matched, row.gold, row.found)
    return label, *(f"{share:.3f}" for share in shares), *map(str, counts)
