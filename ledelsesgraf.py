"""The one command: puts reading, building, asking and exporting together, and holds no logic of its own."""

import contextlib
import json
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from graph_build.errors import LedelsesgrafError, QueryError, UsageError
from graph_build.iri import DEFAULT_BASE
from graph_build.pipeline import BuildReport, Failure, Progress

__all__ = ["app", "main"]

app = typer.Typer(
    name="ledelsesgraf",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Read documents about public leadership (dokumenter om offentlig ledelse) and ask, see and export "
    "what they say: actors, themes, paradoxes (paradokser), recommendations (anbefalinger), questions and "
    "answers - each tied to its exact words.",
    epilog="Example: ledelsesgraf build corpus && ledelsesgraf queries",
)

GraphDir = Annotated[
    Path, typer.Option("--graph", metavar="DIR", help="The graph folder (grafens mappe).", show_default=True)
]
BUILT = Path("build/graph")


@app.command(epilog="Example: ledelsesgraf build corpus notes.md --graph build/graph")
def build(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH…]", help="Files and folders (filer og mapper); by default corpus/."),
    ] = None,
    graph: GraphDir = BUILT,
    base: Annotated[
        str, typer.Option(metavar="IRI", help="The IRI under which everything in the graph gets its own.")
    ] = DEFAULT_BASE,
) -> None:
    """Build the graph of documents (byg grafen), and validate it."""
    from graph_build import pipeline

    with _progress() as progress:
        report = pipeline.build(paths or [Path("corpus")], graph, base, progress)
    if report.validation is None:
        _fail(report.failures, f"no document could be read; {graph} is left as it was.")
    typer.echo("\n".join(_table(_counts(report.to_dict()))))
    typer.echo(f"\nGraf · graph: {graph}")
    _fail(report.failures)


@app.command(epilog="Example: ledelsesgraf annotate corpus --out build/annotations")
def annotate(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files and folders (filer og mapper).")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the files are written.")],
) -> None:
    """Write what each document says as JSON (fund med ordenes plads), and its text as read beside it."""
    from graph_build import annotate as form
    from graph_build import pipeline

    with _progress() as progress:
        findings, failures = pipeline.read_all(paths, progress)
    with _writing(out):
        out.mkdir(parents=True, exist_ok=True)
        for found in findings:
            text = json.dumps(form.annotate(found), ensure_ascii=False, indent=1) + "\n"
            (out / f"{found.document.name}.json").write_bytes(text.encode())
            (out / f"{found.document.name}.txt").write_bytes(found.document.text.encode())
    if findings:
        typer.echo(f"Dokumenter · documents: {len(findings)}, i · in {out}")
    _fail(failures, None if findings else "no document could be read; nothing was written.")


@app.command(epilog="Example: ledelsesgraf validate --graph build/graph")
def validate(
    graph: GraphDir = BUILT,
    english: Annotated[bool, typer.Option("--en", help="In English (på engelsk).")] = False,
) -> None:
    """Check the graph (tjek grafen): its files, the model's shapes, and every quote against its text."""
    from graph_build import store
    from graph_build.validate import validate as check

    with _progress() as progress:
        progress("verify", 0, 2)
        manifest = store.verify(graph)
        progress("validate", 1, 2)
        report = check(store.open_dataset(graph), store.texts_of(graph), manifest.base)
    typer.echo("\n".join(report.lines("en" if english else "da")))
    if not report.conforms:
        _fail((), "the graph does not conform (grafen overholder ikke modellen); see the lines above.")


@app.command(epilog="Example: ledelsesgraf summary --graph build/graph")
def summary(
    graph: GraphDir = BUILT,
    exports: Annotated[Path, typer.Option(metavar="DIR", help="Where exports were written.")] = Path(
        "build/exports"
    ),
    picture: Annotated[Path, typer.Option(metavar="FILE", help="Where the picture was written.")] = Path(
        "build/ledelsesgraf.html"
    ),
) -> None:
    """Tell what the graph holds (overblik), where its files are, and what to try next."""
    from graph_build import store

    report = store.report_of(graph)
    typer.echo("Ledelsesgraf\n")
    typer.echo("\n".join(_table(_counts(report))))
    places = [("Graf · graph", graph), ("Eksport · exports", exports), ("Billede · picture", picture)]
    typer.echo("\nFiler · files")
    typer.echo("\n".join(_table([(name, str(path)) for name, path in places if path.exists()])))
    typer.echo("\nPrøv nu · try next")
    typer.echo("\n".join(f"  {line}" for line in _suggestions(report, graph)))


_NAMES = {
    "documents": "Dokumenter · documents",
    "persons": "Personer · persons",
    "organisations": "Organisationer · organisations",
    "groups": "Aktørgrupper · groups of actors",
    "themes": "Temaer · themes",
    "events": "Begivenheder · events",
    "paradoxes": "Paradokser · paradoxes",
    "questions": "Spørgsmål · questions",
    "answers": "Svar · answers",
    "recommendations": "Anbefalinger · recommendations",
    "decisions": "Beslutninger · decisions",
    "figures": "Tal · figures",
    "triples": "Tripler · triples",
}


def _counts(report: dict[str, Any]) -> list[tuple[str, str]]:
    """A report's figures as rows; a paradox is counted as a thing, its statements under their own name."""
    rows = [(_NAMES["documents"], str(len(report["documents"])))]
    rows += [(_NAMES[name], str(count)) for name, count in report["entities"].items()]
    for name, count in report["statements"].items():
        shown = "Paradoksudsagn · paradox statements" if name == "paradoxes" else _NAMES[name]
        rows.append((shown, str(count)))
    rows.append((_NAMES["triples"], str(report["triples"])))
    return [*rows, ("Validering · validation", _verdict(report["validation"]))]


def _verdict(validation: dict[str, Any]) -> str:
    found = [one["severity"] for one in validation["findings"]]
    verdict = "i orden · conforms" if validation["conforms"] else "FEJL · DOES NOT CONFORM"
    kinds = {"violation": "fejl · errors", "warning": "advarsler · warnings", "info": "vink · hints"}
    noted = [f"{found.count(kind)} {name}" for kind, name in kinds.items() if kind in found]
    return ", ".join([verdict, *noted])


def _table(rows: Sequence[tuple[str, str]]) -> list[str]:
    """Rows that align: names to the left, numbers to the right of their column, words after it."""
    names = max((len(name) for name, _ in rows), default=0)
    digits = max((len(value) for _, value in rows if value.isdecimal()), default=0)
    return [f"  {name:<{names}}  {value:>{digits if value.isdecimal() else 0}}" for name, value in rows]


def _suggestions(report: dict[str, Any], graph: Path) -> list[str]:
    command = "ledelsesgraf" if shutil.which("ledelsesgraf") else os.path.relpath(sys.argv[0])
    at = "" if graph == BUILT else f" --graph {graph}"
    return [f"{command} queries"]


@contextlib.contextmanager
def _progress() -> Iterator[Progress]:
    """Progress on a terminal; nothing where the output of messages is piped."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress as Bar, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("…", total=None)
        yield lambda step, done, total: bar.update(task, description=step, completed=done, total=total)


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LedelsesgrafError(f"{path}: cannot be written ({error.strerror or error}).") from error


def _fail(failures: Sequence[Failure], last: str | None = None) -> None:
    """Say on standard error what failed, a line each, and end; does nothing where nothing failed."""
    for failure in failures:
        _say(failure.error)
    if last:
        _say(last)
    if failures or last:
        raise typer.Exit(max((_status(failure.error) for failure in failures), default=1))


def _say(message: object) -> None:
    typer.echo(f"ledelsesgraf: {' '.join(str(message).split())}", err=True)


def _status(error: LedelsesgrafError) -> int:
    return 2 if isinstance(error, UsageError) else 1


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command; exit status 0, 1 (the job failed, one line says why) or 2 (the call is wrong)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Danish letters, also where the locale is plain ASCII
            stream.reconfigure(encoding="utf-8")
    try:
        app(arguments)
    except LedelsesgrafError as error:
        _say(error)
        sys.exit(_status(error))
    sys.exit(0)


if __name__ == "__main__":
    main()
