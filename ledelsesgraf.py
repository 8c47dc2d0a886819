"""The one command: puts reading, building, asking and exporting together, and holds no logic of its own."""

import json
import os
import shlex
import shutil
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from exports.cli_terminal import fail, progress, say, status, writing
from graph_build.base import DEFAULT_BASE
from graph_build.errors import LedelsesgrafError, UsageError
from graph_build.fingerprint import NAMES_BACKEND

if TYPE_CHECKING:
    from queries.catalogue import Query

__all__ = ["app", "main"]

app = typer.Typer(
    name="ledelsesgraf",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Read documents about public leadership (dokumenter om offentlig ledelse), and ask, see and export "
    "what they say: actors, themes, paradoxes (paradokser), recommendations (anbefalinger), questions and "
    "answers, each tied to its exact words.",
    epilog="Example: ledelsesgraf build corpus && ledelsesgraf query paradoxes",
)

BUILT = Path("build/graph")
Graph = Annotated[Path, typer.Option("--graph", metavar="DIR", help="The graph folder (grafens mappe).")]
English = Annotated[bool, typer.Option("--en", help="In English (på engelsk) where there is a choice.")]
Names = Annotated[
    str | None,
    typer.Option(
        "--names",
        metavar="BACKEND",
        help="What finds names (navne): crf, which comes along, or spacy:PIPELINE, which you have installed.",
    ),
]
Paths = Annotated[list[Path], typer.Argument(metavar="PATH", help="Files and folders (filer og mapper).")]


class Engine(StrEnum):
    """What does the work of a build."""

    local = "local"
    dask = "dask"


class Format(StrEnum):
    """How an answer is printed."""

    table = "table"
    csv = "csv"
    json = "json"
    xml = "xml"
    ttl = "ttl"


def _choose_names(backend: str | None) -> None:
    """Have names found by a backend that loads, here and in the processes that a build starts."""
    if backend is not None:
        from graph_build.language.names import load

        load(backend)
        os.environ[NAMES_BACKEND] = backend


@app.command(
    short_help="Read documents and build their graph (byg grafen).",
    epilog="Example: ledelsesgraf build corpus notes.md --graph build/graph",
)
def build(
    *,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH", help="Files and folders (filer og mapper); by default corpus/."),
    ] = None,
    graph: Graph = BUILT,
    base: Annotated[
        str, typer.Option(metavar="IRI", help="The IRI under which all things get their own.")
    ] = DEFAULT_BASE,
    jobs: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes at once (processer); one a processor.")
    ] = None,
    engine: Annotated[
        Engine, typer.Option(help="What does the work: this machine, or a Dask cluster.")
    ] = Engine.local,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="The Dask scheduler, e.g. tcp://host:8786.")
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Read everything anew (læs alt igen), also what has not changed.")
    ] = False,
    shards: Annotated[
        bool,
        typer.Option(
            "--shards", help="Leave shards of N-Quads for another store (til et andet lager); load none."
        ),
    ] = False,
    timings: Annotated[
        bool, typer.Option("--timings", help="Tell how long each step took (tid for hvert trin).")
    ] = False,
    names: Names = None,
) -> None:
    """Read what has changed (læs, hvad der er nyt), build its graph (byg grafen) and validate it."""
    from exports.cli_summary import counts, seconds, typed, unread
    from graph_build import pipeline
    from graph_build.collect import endings_unread
    from graph_build.timings import Timings

    _choose_names(names)
    with progress() as tell, pipeline.engine(engine.value, jobs, scheduler) as workers:
        taken = Timings(tell)
        report = pipeline.build(
            paths or [Path("corpus")], graph, base, taken, engine=workers, fresh=fresh, shards=shards
        )
    if report.validation is None:
        fail(report.failures, f"no document could be read; {graph} is left as it was.")
    left = unread(endings_unread(paths or ()))
    told = [*left, *(seconds(taken.rows()) if timings else [])]
    typer.echo("\n".join([*counts(report.to_dict()), *told, "", f"Graf · graph: {graph}"]))
    if graph != BUILT:
        typer.echo(f"Prøv nu · try next: {typed(['summary'], graph, BUILT)}")
    fail(report.failures)


@app.command(
    short_help="Write what each document says as JSON (fund).",
    epilog="Example: ledelsesgraf annotate corpus --out build/annotations",
)
def annotate(
    paths: Paths,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write to.")],
    names: Names = None,
) -> None:
    """Write what each document says as JSON (fund), and beside it its text as read."""
    from graph_build import annotate as annotations
    from graph_build import pipeline

    _choose_names(names)
    with progress() as tell:
        findings, failures = pipeline.read_all(paths, tell)
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
        for found in findings:
            said = json.dumps(annotations.annotate(found), ensure_ascii=False, indent=1) + "\n"
            (out / f"{found.document.name}.json").write_bytes(said.encode())
            (out / f"{found.document.name}.txt").write_bytes(found.document.text.encode())
    if findings:
        typer.echo(f"Dokumenter · documents: {len(findings)} ({out})")
    fail(failures, None if findings else "no document could be read; nothing was written.")


@app.command(
    short_help="Ask the graph (spørg grafen).",
    epilog="Example: ledelsesgraf query paradoxes --format csv > paradokser.csv",
)
def query(
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME|FILE.rq|-",
            help="A query of the library (see: ledelsesgraf queries), a file, or - for standard input.",
        ),
    ] = None,
    parameters: Annotated[
        list[str] | None,
        typer.Option("-p", metavar="KEY=VALUE", help="A parameter of the query; a label or an IRI."),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How the answer is printed.")] = Format.table,
    graph: Graph = BUILT,
    english: English = False,
) -> None:
    """Ask the graph (spørg grafen)."""
    from graph_build import store
    from queries.formats import render
    from queries.run import run

    asked = _asked(what)
    given = dict(_parameter(one) for one in parameters or ())
    language = "en" if english else "da"
    result = run(store.open_store(graph), asked, given, language)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    typer.echo(render(result, form.value, width, language), nl=False)
    taken = [
        f"-p {shlex.quote(f'{one.name}={one.default}')}"
        for one in asked.parameters
        if one.name not in given and one.name in result.parameters
    ]
    if taken:
        words = (
            "Asked with {}, as nothing else was given."
            if english
            else "Spurgt med {}, da intet andet er valgt."
        )
        typer.echo(words.format(" ".join(taken)), err=True)


@app.command(
    short_help="List what one can ask (spørgsmål, man kan stille).",
    epilog="Example: ledelsesgraf queries --en",
)
def queries(english: English = False) -> None:
    """List the library of queries (spørgsmål, man kan stille) with their parameters and defaults."""
    from queries.catalogue import library

    for one in library():
        title, question = (one.title_en, one.question_en) if english else (one.title_da, one.question_da)
        note = one.note_en if english else one.note_da
        typer.echo(f"{one.name}: {title}\n    {question}" + (f"\n    {note}" if note else ""))
        for parameter in one.parameters:
            told = parameter.description_en if english else parameter.description_da
            given = shlex.quote(f"{parameter.name}={parameter.default}")
            typer.echo(f"    -p {given}  {told} ({parameter.type})")


@app.command(
    short_help="Write the graph as files (eksportér).",
    epilog="Example: ledelsesgraf export --out build/exports --format ttl --format csv",
)
def export(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write to.")],
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="ttl, trig, nt, nq, rdf, jsonld, graphml, gexf, csv, parquet, annotations, nif, aif, skos, "
            "queries, neo4j, qlever, site, dcat or rocrate; may be repeated. Default: all.",
        ),
    ] = None,
    graph: Graph = BUILT,
) -> None:
    """Write the graph as files (eksportér): linked data, network files and tables."""
    from exports.cli_summary import sizes
    from exports.formats import export as write

    with progress() as tell, writing(out):
        tell("export", 0, 1)
        written = write(graph, out, formats or None)
    typer.echo("\n".join([str(out), *sizes(written, out)]))
    if (page := out / "site" / "index.html") in written:
        typer.echo(f"Åbn i en browser · open in a browser: {page}")


@app.command(
    short_help="Draw the graph (tegn grafen) as one HTML page.",
    epilog='Example: ledelsesgraf draw --out build/emma.html --focus "Emma Winther" --depth 2',
)
def draw(
    *,
    out: Annotated[Path, typer.Option("--out", metavar="FILE.html", help="The file to write.")],
    focus: Annotated[
        str | None, typer.Option(metavar="IRI-or-label", help="The thing in the middle (midtpunkt).")
    ] = None,
    themes: Annotated[
        list[str] | None, typer.Option("--theme", metavar="ID", help="Only this theme (tema); repeatable.")
    ] = None,
    documents: Annotated[
        list[str] | None,
        typer.Option("--document", metavar="NAME", help="Only this document (dokument); repeatable."),
    ] = None,
    kinds: Annotated[
        list[str] | None,
        typer.Option("--kind", metavar="KIND", help="Only this kind of thing, e.g. paradox; repeatable."),
    ] = None,
    depth: Annotated[
        int | None, typer.Option(metavar="N", min=0, help="Steps from the middle (skridt fra midten).")
    ] = None,
    graph: Graph = BUILT,
) -> None:
    """Draw the graph (tegn grafen) as one HTML page that works offline."""
    from exports.picture import draw as write

    with progress() as tell, writing(out):
        tell("draw", 0, 1)
        typer.echo(write(graph, out, focus, themes or (), documents or (), kinds or (), depth))


@app.command(
    short_help="Tell how two things are linked (hænger sammen).",
    epilog='Example: ledelsesgraf path "Emma Winther" Ledelseskommissionen',
)
def path(
    start: Annotated[str, typer.Argument(metavar="FROM", help="A thing: its label or IRI (fra).")],
    end: Annotated[str, typer.Argument(metavar="TO", help="Another thing: its label or IRI (til).")],
    graph: Graph = BUILT,
    english: English = False,
) -> None:
    """Tell how two things are linked (hvordan to ting hænger sammen), with the words behind each link."""
    from graph_build import store
    from queries.paths import tell as tell_ways

    with progress() as tell:
        tell("path", 0, 1)
        ways = tell_ways(store.open_store(graph), start, end, language="en" if english else "da")
    if not ways:
        none = "no way of so few links" if english else "ingen vej med så få led"
        typer.echo(f"{start} … {end}: {none}")
    for number, way in enumerate(ways, start=1):
        typer.echo("\n".join([f"{number}.", *(f"   {sentence}" for sentence in way.sentences)]))


@app.command(
    short_help="Write the model as pages (modellen som sider).",
    epilog="Example: ledelsesgraf docs --out build/docs",
)
def docs(out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write to.")]) -> None:
    """Write the model as pages (modellen som sider) in Danish and English: terms, diagram and queries."""
    from exports.ontology_docs import write

    with progress() as tell, writing(out):
        tell("docs", 0, 1)
        written = write(out)
    typer.echo(f"{out / 'index.html'} ({len(written)} filer · files)")


@app.command(
    short_help="Tell what differs between two graphs (forskel).",
    epilog="Example: ledelsesgraf diff build/graph-old build/graph --patch build/change.rdfp",
)
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A graph folder (den gamle graf).")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="Another graph folder (den nye graf).")],
    patch: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the RDF patch that turns OLD into NEW.")
    ] = None,
    english: English = False,
) -> None:
    """Tell what differs between two graphs (forskel): statements gained, lost or changed, by document."""
    from exports import diff as differences
    from exports.writing import write_file

    typer.echo("\n".join(differences.tell(differences.compare(old, new), "en" if english else "da")))
    if patch is not None:
        typer.echo(write_file(patch, differences.patch(old, new).encode()))


@app.command(
    short_help="Tell why the graph says so (hvorfor).",
    epilog='Example: ledelsesgraf why "Birgit Lise Andersen" memberOf Ledelseskommissionen',
)
def why(
    subject: Annotated[str, typer.Argument(metavar="THING", help="A thing: its label or IRI (ting).")],
    predicate: Annotated[
        str | None,
        typer.Argument(
            metavar="PROPERTY", help="A property, e.g. schema:about (egenskab); without it, what is said."
        ),
    ] = None,
    value: Annotated[
        str | None, typer.Argument(metavar="VALUE", help="A thing, or a literal's words (værdi).")
    ] = None,
    graph: Graph = BUILT,
    english: English = False,
) -> None:
    """Tell why the graph says so (hvorfor): the words it was read from, or what it follows from."""
    from exports.why import lines, said
    from exports.why import why as reason
    from graph_build import store

    opened = store.open_store(graph)
    language = "en" if english else "da"
    if predicate is None or value is None:
        told = said(opened, subject, language)
    else:
        told = lines(opened, reason(opened, subject, predicate, value), language)
    typer.echo("\n".join(told))


@app.command(
    short_help="Show the graph in a browser (vis grafen), with SPARQL.",
    epilog="Example: ledelsesgraf serve --port 8000",
)
def serve(
    graph: Graph = BUILT,
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = 8000,
    endpoint: Annotated[
        str | None, typer.Option(metavar="URL", help="Show the graph of this SPARQL endpoint instead.")
    ] = None,
    scratch: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Serve a store to try updates on; needs LEDELSESGRAF_TOKEN."),
    ] = None,
) -> None:
    """Serve the graph on the web (udstil grafen): the explorer, SPARQL at /sparql, a page for every thing."""
    from exports.web.serve import serve as run
    from exports.web.settings import from_environment

    run(from_environment(graph=graph, host=host, port=port, endpoint=endpoint, scratch=scratch))


@app.command(
    short_help="Check the graph and its quotes (tjek grafen).",
    epilog="Example: ledelsesgraf validate --graph build/graph --en",
)
def validate(
    graph: Graph = BUILT,
    english: English = False,
    pyshacl: Annotated[
        bool, typer.Option("--pyshacl", help="Ask pySHACL: the same, by another program, and far slower.")
    ] = False,
) -> None:
    """Check the graph (tjek grafen): its files, the model's shapes, and every quote against its text."""
    from graph_build import store
    from graph_build.validate import check_all
    from graph_build.validate import validate as check

    with progress() as tell:
        tell("verify", 0, 2)
        manifest = store.verify(graph)
        tell("validate", 1, 2)
        texts = store.texts_of(graph)
        if pyshacl:
            report = check(store.open_dataset(graph), texts, manifest.base)
        else:
            report = check_all(store.quads_of(graph), texts, manifest.base)
    typer.echo("\n".join(report.lines("en" if english else "da")))
    if not report.conforms:
        fail((), "the graph does not conform (grafen overholder ikke modellen); see the lines above.")


@app.command(
    short_help="Check that the graph's files are whole (efterprøv).",
    epilog="Example: ledelsesgraf verify --graph build/graph",
)
def verify(graph: Graph = BUILT) -> None:
    """Check the graph's files and store (efterprøv filerne) against the hashes and counts of its manifest."""
    from graph_build import store

    with progress() as tell:
        tell("verify", 0, 1)
        manifest = store.verify(graph)
    typer.echo(f"Hel · sound: {graph} ({manifest.quads} tripler · triples, SHA-256 {manifest.sha256})")


@app.command(
    short_help="Write the graph as files that last (sikkerhedskopi).",
    epilog="Example: ledelsesgraf backup --out backup/graph",
)
def backup(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder to write to.")],
    graph: Graph = BUILT,
) -> None:
    """Write the graph as files that last (sikkerhedskopi): N-Quads, texts, a manifest with hashes."""
    from graph_build.backup import backup as write

    with progress() as tell:
        tell("backup", 0, 1)
        manifest = write(graph, out)
    typer.echo(f"{out}: {manifest.quads} tripler · triples, SHA-256 {manifest.sha256}")


@app.command(
    short_help="Put a backup's graph back (gendan).",
    epilog="Example: ledelsesgraf restore backup/graph --graph build/graph",
)
def restore(
    saved: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that backup wrote.")],
    graph: Graph = BUILT,
) -> None:
    """Put a backup's graph back (gendan), after a check of its hashes."""
    from graph_build.backup import restore as put_back

    with progress() as tell:
        tell("restore", 0, 1)
        manifest = put_back(saved, graph)
    typer.echo(f"{graph}: {manifest.quads} tripler · triples, SHA-256 {manifest.sha256}")


@app.command(
    short_help="Measure how well it reads (mål læsningen).",
    epilog="Example: ledelsesgraf evaluate tests/gold corpus --misses groups",
)
def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD_DIR", help="A folder of annotations, a JSON file per document.")
    ],
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH", help="Files and folders (filer og mapper); by default corpus/."),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option("--misses", metavar="KIND", help="What was missed or wrong of this kind, e.g. groups."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    names: Names = None,
) -> None:
    """Measure the reading (mål læsningen) against a reader's annotations: precision, recall, F1 per kind."""
    from exports.cli_evaluation import measured

    _choose_names(names)
    with progress() as tell:
        lines, failures = measured(gold, paths or [Path("corpus")], kind, as_json, tell)
    typer.echo("".join(f"{line}\n" for line in lines), nl=False)
    fail(failures)


@app.command(
    short_help="Tell why a document has a theme (hvorfor et tema).",
    epilog="Example: ledelsesgraf why-theme corpus/lejre-moede.txt tillid",
)
def why_theme(
    document: Annotated[Path, typer.Argument(metavar="DOCUMENT", help="The document (dokumentet).")],
    theme: Annotated[str, typer.Argument(metavar="THEME", help="The theme's id, e.g. tillid.")],
) -> None:
    """Tell why a document was given a theme, or was not (hvorfor et tema): by which sentences and words."""
    from graph_build import why_theme as explained

    typer.echo("\n".join(explained.why_theme(document, theme).lines()))


@app.command(
    short_help="Tell what the graph holds (overblik), and what to try.",
    epilog="Example: ledelsesgraf summary --graph build/graph",
)
def summary(
    graph: Graph = BUILT,
    exports: Annotated[Path, typer.Option(metavar="DIR", help="Where exports were written.")] = Path(
        "build/exports"
    ),
    picture: Annotated[Path, typer.Option(metavar="FILE", help="Where the picture was written.")] = Path(
        "build/ledelsesgraf.html"
    ),
) -> None:
    """Tell what the graph holds (overblik), where its files are, and what to try next."""
    from exports.cli_summary import counts, places, suggestions
    from graph_build import store

    report = store.report_of(graph)
    parts = [
        ["Ledelsesgraf"],
        counts(report),
        ["Filer · files", *places(graph, exports, picture)],
        ["Prøv nu · try next", *suggestions(report, graph, BUILT)],
    ]
    typer.echo("\n\n".join("\n".join(lines) for lines in parts))


def _asked(what: str | None) -> "Query":
    """The query that is meant: of the library by name, of a file, or what stands on standard input."""
    from queries.catalogue import parse
    from queries.catalogue import query as of_library

    if what is None and sys.stdin.isatty():
        raise UsageError("no query: name one of the library (ledelsesgraf queries), a file, or - for input.")
    if what is None or what == "-":
        return parse("standard input", sys.stdin.read())
    path = Path(what)
    if path.suffix != ".rq" and not path.is_file():
        return of_library(what)
    try:
        return parse(what, path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UsageError(f"{what}: no such file; check the path.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{what}: cannot be read as a query ({error}); give a text file in UTF-8."
        ) from error


def _parameter(given: str) -> tuple[str, str]:
    name, separator, value = given.partition("=")
    if not separator or not name:
        raise UsageError(f"-p {given}: a parameter is given as KEY=VALUE, e.g. -p theme=tillid.")
    return name, value


_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command; exit status 0, 1 (the job failed, a line says why) or 2 (the call is wrong)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Danish letters, also where the locale is plain ASCII
            stream.reconfigure(encoding="utf-8")
    try:
        app(arguments, prog_name="ledelsesgraf")
    except LedelsesgrafError as error:
        say(error)
        sys.exit(status(error))
    except SystemExit as ended:
        if ended.code == _INTERRUPTED:  # typer ends with it on Ctrl-C, without a word
            say("interrupted; what stood there stands as it was, and the next build goes on from here.")
        raise
    sys.exit(0)


if __name__ == "__main__":
    main()
