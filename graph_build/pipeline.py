"""The whole way from files to a graph on disk."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph_build import store
from graph_build.assemble import assemble, in_graph
from graph_build.assemble.shared import dataset, known_organisations, shared_graphs, similar_statements
from graph_build.collect import documents_in
from graph_build.errors import LedelsesgrafError, ReadError
from graph_build.inference import completed
from graph_build.iri import DEFAULT_BASE, Minter, check_base, slug
from graph_build.model import Findings
from graph_build.provenance import Quad
from graph_build.reading import read_document
from graph_build.resolve import Resolution, resolve
from graph_build.validate import Report, validate

Progress = Callable[[str, int, int], None]
"""Called with the step's name, how much of it is done, and of how much."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A path that gave nothing to the build, and why; ``error`` is one line."""

    path: str
    error: LedelsesgrafError


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build read and made.

    Attributes:
        documents: Names of the documents in the graph, sorted.
        entities: Number of entities by class.
        statements: Number of statements by class.
        triples: Number of triples in all named graphs.
        examples: Names of two things that the documents speak of much, where there are two.
        validation: What the shapes and the quotes' check found; ``None`` where nothing was built.
        failures: Paths that could not be read, in order.
    """

    documents: tuple[str, ...] = ()
    entities: Mapping[str, int] | None = None
    statements: Mapping[str, int] | None = None
    triples: int = 0
    examples: tuple[str, ...] = ()
    validation: Report | None = None
    failures: tuple[Failure, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The report as plain values, fit for JSON."""
        return {
            "documents": list(self.documents),
            "entities": dict(self.entities or {}),
            "statements": dict(self.statements or {}),
            "triples": self.triples,
            "examples": list(self.examples),
            "validation": self.validation.to_dict() if self.validation else None,
            "failures": [{"path": failure.path, "error": str(failure.error)} for failure in self.failures],
        }


def build(
    paths: Sequence[Path], graph_dir: Path, base: str = DEFAULT_BASE, progress: Progress | None = None
) -> BuildReport:
    """Read documents, build their graph, validate it and put it in place of the one in ``graph_dir``.

    A document that cannot be read is reported and the others are still read; where none can be, the
    graph that stands there is left as it was. The same documents give the same bytes in any order.

    Args:
        paths: Files and folders.
        graph_dir: The graph folder; made where it does not exist.
        base: The IRI under which instances and concepts stand.
        progress: Told of every step.

    Raises:
        UsageError: ``base`` is no IRI to build under.
        GraphError: The graph folder holds something else, or cannot be written.
    """
    base, tell = check_base(base), progress or (lambda *_: None)
    findings, failures = read_all(paths, tell)
    return publish(findings, graph_dir, base, tell, failures)


def publish(
    findings: Sequence[Findings],
    graph_dir: Path,
    base: str = DEFAULT_BASE,
    tell: Progress = lambda *_: None,
    failures: tuple[Failure, ...] = (),
) -> BuildReport:
    """Build the graph of what was read, as ``build`` does; nothing is written where nothing was read.

    Raises:
        GraphError: The graph folder holds something else, or cannot be written.
    """
    if not findings:
        return BuildReport(failures=failures)
    tell("resolve", 0, 1)
    resolution = resolve(findings, known_organisations(base))
    quads = _quads(findings, resolution, base, tell)
    tell("validate", 0, 1)
    texts = {str(Minter(base).named("text", one.document.name)): one.document.text for one in findings}
    validation = validate(store.dataset_of(quads), texts, base)
    report = _report(findings, resolution, quads, validation, failures)
    tell("store", 0, 1)
    sources = [_source(one) for one in findings]
    store.write(quads, graph_dir, base, sources, report.to_dict())
    return report


def read_all(paths: Iterable[Path], tell: Progress) -> tuple[list[Findings], tuple[Failure, ...]]:
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


def _read(path: Path) -> Findings:
    try:
        return read_document(path)
    except LedelsesgrafError:
        raise
    except Exception as error:  # a fault of ours in one document must not cost the others
        what = f"{type(error).__name__}: {error}"
        raise ReadError(f"{path.as_posix()}: reading failed ({what}); leave it out and report it.") from error


def _files(paths: Iterable[Path]) -> tuple[list[Path], list[Failure]]:
    files: set[Path] = set()
    failures = []
    for path in sorted(set(paths)):
        try:
            files.update(documents_in(path))
        except LedelsesgrafError as error:
            failures.append(Failure(path.as_posix(), error))
    return sorted(files), failures


def _quads(findings: Sequence[Findings], resolution: Resolution, base: str, tell: Progress) -> set[Quad]:
    quads = set(shared_graphs(base))
    for number, one in enumerate(findings):
        tell(f"assemble {one.document.name}", number, len(findings))
        quads.update(assemble(one, base, resolution))
    quads.update(similar_statements(findings, base, resolution))
    tell("infer", 0, 1)
    quads = completed(quads, base)
    described = dataset(quads, (one.document.name for one in findings), base)
    return quads | set(in_graph(Minter(base).graph("metadata"), described))


def _report(
    findings: Sequence[Findings],
    resolution: Resolution,
    quads: set[Quad],
    validation: Report,
    failures: tuple[Failure, ...],
) -> BuildReport:
    kinds = Counter(entity.kind for entity in resolution.entities)
    events = {(one.metadata.event, one.metadata.date) for one in findings if one.metadata.event}
    entities = {
        "persons": kinds["person"],
        "organisations": kinds["organisation"],
        "groups": kinds["group"],
        "themes": len({theme.id for one in findings for theme in one.themes}),
        "events": len(events),
        "paradoxes": len({identity.reference for identity in resolution.paradoxes.values()}),
    }
    classes = ("questions", "answers", "paradoxes", "recommendations", "decisions", "figures")
    statements = {name: sum(len(getattr(one, name)) for one in findings) for name in classes}
    documents = tuple(one.document.name for one in findings)
    return BuildReport(
        documents, entities, statements, len(quads), _examples(findings, resolution), validation, failures
    )


def _examples(findings: Sequence[Findings], resolution: Resolution) -> tuple[str, ...]:
    """The person and the organisation mentioned most, else another organisation."""
    times: Counter[tuple[str, str]] = Counter()
    for one in findings:
        for person in one.persons:
            entity = resolution.entity("person", one.document.name, person.name)
            times["person", entity.name] += len(person.mentions)
        for body in one.organisations:
            entity = resolution.entity("organisation", one.document.name, body.name)
            times["organisation", entity.name] += len(body.mentions)
    ranked = sorted(times, key=lambda named: (-times[named], named))
    people = [name for kind, name in ranked if kind == "person"]
    bodies = [name for kind, name in ranked if kind == "organisation"]
    return (*people[:1], *bodies)[:2]


def _source(found: Findings) -> store.Source:
    document = found.document
    return store.Source(document.name, document.path, document.sha256, document.text)
