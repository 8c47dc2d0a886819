"""The whole way from files to a graph on disk."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from graph_build import state
from graph_build.cache import Cache
from graph_build.collect import documents_in, refused_in
from graph_build.errors import GraphError, LedelsesgrafError, ReadError, UsageError
from graph_build.replace import alone, beside, refuse_other_things
from graph_build.report import BuildReport, Failure
from graph_build.slugs import slug

if TYPE_CHECKING:
    from graph_build.incremental import Engine
    from graph_build.model import Findings
    from graph_build.nquads import Quad
    from graph_build.resolve import Resolution

__all__ = ["BuildReport", "Failure", "Progress", "build", "engine", "publish", "read_all"]

Progress = Callable[[str, int, int], None]
"""Called with the step's name, how much of it is done, and of how much."""


def build(
    paths: Sequence[Path],
    graph_dir: Path,
    base: str | None = None,
    progress: Progress | None = None,
    *,
    engine: "Engine | None" = None,
    fresh: bool = False,
    shards: bool = False,
) -> BuildReport:
    """Read documents, build their graph, validate it and put it in place of the one in ``graph_dir``.

    Only what has changed since the last build is done again; what comes out is to the byte what a build
    from nothing gives, in any order of the documents and on any number of processes. A document that cannot
    be read is reported and the others are still read; where none can be, the graph that stands there is left
    as it was.

    Args:
        paths: Files and folders.
        graph_dir: The graph folder; made where it does not exist.
        base: The IRI under which instances and concepts stand; by default the model's own.
        progress: Told of every step.
        engine: What does the work; by default child processes, one a processor.
        fresh: Take nothing of the last build.
        shards: Leave sorted shards of N-Quads for another store in the folder, and load none.

    Raises:
        UsageError: ``base`` is no IRI to build under.
        GraphError: The graph folder holds something else, cannot be written, or is being written by another.
    """
    from graph_build.base import DEFAULT_BASE, check_base

    base, tell = check_base(base or DEFAULT_BASE), progress or (lambda *_: None)
    refuse_other_things(graph_dir)
    cache = Cache(beside(graph_dir, "cache"))
    try:
        with alone(graph_dir):
            cache.open()
            files, failures = _files(paths)
            if not fresh and not failures:
                last = cache.get(state.KEY, "state")
                nothing_new = state.unchanged(last, files, graph_dir, base, shards=shards)
                if nothing_new is not None:
                    return nothing_new
            from graph_build import incremental

            return incremental.build(
                files,
                failures,
                graph_dir,
                base,
                cache,
                engine or incremental.LocalEngine(),
                tell,
                fresh=fresh,
                shards=shards,
            )
    except OSError as error:
        raise GraphError(f"{graph_dir}: the graph cannot be written ({error.strerror or error}).") from error


@contextmanager
def engine(
    name: str = "local", processes: int | None = None, scheduler: str | None = None
) -> Iterator["Engine | None"]:
    """Give what does the work of a build.

    Args:
        name: ``local`` or ``dask``.
        processes: How many at once; by default one a processor, of Dask what the scheduler has.
        scheduler: The address of a Dask scheduler; without one Dask starts processes here.

    Raises:
        UsageError: The extra that it needs is not installed, or the scheduler does not answer.
    """
    if name == "dask":
        from graph_build.cluster import cluster

        with cluster(processes, scheduler) as found:
            yield found
    elif scheduler is not None:
        raise UsageError("--scheduler names a Dask scheduler; say --engine dask too.")
    elif processes is None:
        yield None
    else:
        from graph_build.incremental import LocalEngine

        yield LocalEngine(processes)


def publish(
    findings: Sequence["Findings"],
    graph_dir: Path,
    base: str | None = None,
    tell: Progress = lambda *_: None,
    failures: tuple[Failure, ...] = (),
) -> BuildReport:
    """Build the graph of what was read in memory, all at once; nothing is written where nothing was read.

    It gives to the byte what ``build`` gives, and pySHACL looks at the whole; but it takes time and memory
    for all documents together.

    Raises:
        GraphError: The graph folder holds something else, or cannot be written.
    """
    from graph_build import store
    from graph_build.assemble.shared import known_organisations
    from graph_build.base import DEFAULT_BASE
    from graph_build.incremental import report_of
    from graph_build.iri import Minter
    from graph_build.ledger import Actors
    from graph_build.parts import gist_of, named_of
    from graph_build.resolve import resolve
    from graph_build.validate import validate

    base = base or DEFAULT_BASE
    if not findings:
        return BuildReport(failures=failures)
    tell("resolve", 0, 1)
    resolution = resolve(findings, known_organisations(base))
    quads = _quads(findings, resolution, base, tell)
    tell("validate", 0, 1)
    texts = {str(Minter(base).named("text", one.document.name)): one.document.text for one in findings}
    validation = validate(store.dataset_of(quads), texts, base)
    actors = Actors.of(resolution.entities, len({one.reference for one in resolution.paradoxes.values()}))
    for one in findings:
        actors.count(named_of(one), resolution, 1)
    report = report_of([gist_of(one) for one in findings], actors, len(quads), validation, failures)
    tell("store", 0, 1)
    documents = (one.document for one in findings)
    sources = [store.Source(one.name, one.path, one.sha256, one.text) for one in documents]
    store.write(quads, graph_dir, base, sources, report.to_dict())
    return report


def read_all(paths: Iterable[Path], tell: Progress) -> tuple[list["Findings"], tuple[Failure, ...]]:
    """Read every document that can be read.

    Returns:
        The findings by document name, and what could not be read; of two documents of one name the
        one whose path comes first is kept.
    """
    files, failures = _files(paths)
    findings: dict[str, Findings] = {}
    for number, path in enumerate(files):
        tell(f"read {path.name}", number, len(files))
        try:
            found = _read(path)
            first = findings.setdefault(slug(found.document.name), found)
            if first is not found:
                raise ReadError(
                    f"{path.as_posix()}: has the same name as {first.document.path}; rename one of them."
                )
        except LedelsesgrafError as error:
            failures.append(Failure(path.as_posix(), error))
    return [findings[name] for name in sorted(findings)], tuple(failures)


def _read(path: Path) -> "Findings":
    from graph_build.reading import read_document

    try:
        return read_document(path)
    except LedelsesgrafError:
        raise
    except Exception as error:  # a fault of ours in one document must not cost the others
        what = f"{type(error).__name__}: {error}"
        raise ReadError(f"{path.as_posix()}: reading failed ({what}); leave it out and report it.") from error


def _files(paths: Iterable[Path]) -> tuple[list[Path], list[Failure]]:
    files: dict[Path, None] = {}
    failures = []
    for path in sorted(set(paths)):
        try:
            failures += [Failure(file.as_posix(), error) for file, error in refused_in(path)]
            files |= dict.fromkeys(documents_in(path))
        except LedelsesgrafError as error:
            failures.append(Failure(path.as_posix(), error))
    return sorted(files), failures


def _quads(
    findings: Sequence["Findings"], resolution: "Resolution", base: str, tell: Progress
) -> set["Quad"]:
    from graph_build.assemble import assemble, in_graph
    from graph_build.assemble.shared import dataset, shared_graphs, similar_statements
    from graph_build.inference import completed
    from graph_build.iri import Minter

    quads = set(shared_graphs(base))
    for number, one in enumerate(findings):
        tell(f"assemble {one.document.name}", number, len(findings))
        quads.update(assemble(one, base, resolution))
    quads.update(similar_statements(findings, base, resolution))
    tell("infer", 0, 1)
    quads = completed(quads, base)
    described = dataset(quads, (one.document.name for one in findings), base)
    return quads | set(in_graph(Minter(base).graph("metadata"), described))
