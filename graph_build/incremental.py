"""A build that does again only what has changed: document by document, then what all share, then the folder.

Every step's result stands in the cache under a key of all that went into it. So a build that was cut off goes
on where it was, and what comes out is to the byte what a build from nothing gives.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from graph_build import merge, state, store, workers
from graph_build.cache import Cache, DamagedError
from graph_build.counting import Counts
from graph_build.errors import GraphError, LedelsesgrafError, ReadError
from graph_build.fingerprint import Stamp, key, program
from graph_build.iri import Minter, slug
from graph_build.likeness import remember
from graph_build.nquads import graph_of
from graph_build.parts import (
    KINDS,
    Assembling,
    Gist,
    Part,
    Reading,
    get_ready,
    part_key,
    put_in_quads,
    read_one,
    warm_up,
)
from graph_build.replace import replacing
from graph_build.report import BuildReport, Failure
from graph_build.resolve import Resolution, resolve_names
from graph_build.state import State
from graph_build.validate import joined
from graph_build.validation_report import Finding, Report
from graph_build.whole import Shared, description, fixed, fixed_key, shared_lines

__all__ = ["Engine", "LocalEngine", "build", "report_of"]

Task = tuple[str, Any, workers.Limits]
Tell = Callable[[str, int, int], None]
_SECONDS, _SECONDS_PER_MB = 20.0, 40.0
"""How long the reading of one document may take: at least, and more for each MB of its file."""
_CHANGED = 0.3
"""Share of all quads up to which the last graph is changed rather than written anew."""


class Engine(Protocol):
    """What does pieces of work: child processes here, or others elsewhere."""

    def run(
        self, work: Callable[[Any], Any], tasks: Sequence[Task]
    ) -> Iterable[tuple[int, Any | LedelsesgrafError]]:
        """Do all tasks, and give each one's number and what came of it, in any order."""


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Child processes on this machine; ``processes`` of them, by default one a processor."""

    processes: int | None = None

    def run(
        self, work: Callable[[Any], Any], tasks: Sequence[Task]
    ) -> Iterable[tuple[int, Any | LedelsesgrafError]]:
        """Do all tasks in child processes."""
        if tasks and work is read_one:
            warm_up()
        elif tasks and isinstance(tasks[0][1], Assembling):
            get_ready(tasks[0][1].base)
        return workers.run(work, tasks, min(self.processes or workers.cores(), max(1, len(tasks))))


@dataclass(slots=True)
class _Build:
    """One build on its way."""

    graph: Path
    base: str
    cache: Cache
    engine: Engine
    tell: Tell
    last: State | None
    began: int
    files: dict[str, Stamp | None]
    failures: dict[str, LedelsesgrafError] = field(default_factory=dict)

    def told(self) -> tuple[Failure, ...]:
        """What could not be read, by path."""
        return tuple(Failure(path, error) for path, error in sorted(self.failures.items()))


def build(  # noqa: PLR0917 - what a build is made of
    files: Sequence[Path],
    failures: Iterable[Failure],
    graph: Path,
    base: str,
    cache: Cache,
    engine: Engine,
    tell: Tell,
    *,
    fresh: bool = False,
) -> BuildReport:
    """Build the graph of files; see ``pipeline.build``, which looks after paths, locks and what is unchanged.

    Args:
        files: The documents, each once, sorted.
        failures: What cannot be read anyhow.
        graph: The graph folder.
        base: The IRI under which instances stand.
        cache: What was worked out before.
        engine: What does the work.
        tell: Told of every step.
        fresh: Take nothing of the last build.
    """
    began, last = state.now(), None if fresh else cache.get(state.KEY, "state")
    known = last if last is not None and last.program == program() else None
    job = _Build(graph, base, cache, engine, tell, known, began, state.stamps(files))
    told = {failure.path: failure.error for failure in failures}
    try:
        return _build(job, files, told)
    except DamagedError:
        cache.sweep()
        return _build(job, files, told)


def _build(job: _Build, files: Sequence[Path], failures: Mapping[str, LedelsesgrafError]) -> BuildReport:
    base = job.base
    job.failures.clear()
    job.failures.update(failures)
    gists = _read(job, files)
    if not gists:
        return BuildReport(failures=job.told())
    job.tell("resolve", 0, 1)
    given = fixed(base, job.cache)
    for gist in gists:
        remember(gist.lemmas)
    resolution = resolve_names((gist.names for gist in gists), given.organisations)
    parts = _assemble(job, gists, resolution)
    job.tell("validate", 0, 1)
    counts, findings = Counts(), list[Finding](given.findings)
    said = (one for gist in gists for one in gist.said)
    shared = shared_lines(resolution.entities, said, _gathered(job, parts, counts, findings), base, given)
    counts.add(shared.tally)
    return _publish(job, gists, resolution, parts, shared, counts, findings)


def _read(job: _Build, files: Sequence[Path]) -> list[Gist]:
    """Read what is not known yet, and give the gist of each document by its name."""
    keys = {path: known for path in files if (known := _key_of(job, path))}
    keys = {path: known for path, known in keys.items() if job.cache.has(known, "findings", "text")}
    gists: dict[Path, Gist | None] = {path: job.cache.get(known, "gist") for path, known in keys.items()}
    unknown = [path for path in files if gists.get(path) is None]
    tasks = [(path.as_posix(), Reading(path, job.cache.folder), _limits(job, path)) for path in unknown]
    if unknown:
        job.tell(f"read {unknown[0].name}", 0, len(unknown))
    for done, (number, found) in enumerate(job.engine.run(read_one, tasks), start=1):
        path = unknown[number]
        job.tell(f"read {path.name}", done, len(unknown))
        if isinstance(found, LedelsesgrafError):
            job.failures[path.as_posix()] = found
        else:
            gists[path] = job.cache.get(found, "gist")
    return _of_different_names(job, {path: gist for path in files if (gist := gists.get(path)) is not None})


def _key_of(job: _Build, path: Path) -> str | None:
    """The key of what a file gave, if it surely is what it was when it was read."""
    last = job.last
    if last is None or not job.files[str(path)] or job.files[str(path)] != last.files.get(str(path)):
        return None
    return last.read.get(str(path)) if state.is_settled(last.files[str(path)], last.began) else None


def _limits(job: _Build, path: Path) -> workers.Limits:
    told = job.files[str(path)]
    return workers.Limits(_SECONDS + _SECONDS_PER_MB * (told[0] if told else 0) / 1e6)


def _of_different_names(job: _Build, gists: Mapping[Path, Gist]) -> list[Gist]:
    """Of two documents of one name the one whose path comes first is kept."""
    kept: dict[str, Gist] = {}
    for path, gist in gists.items():
        first = kept.setdefault(slug(gist.source.name), gist)
        if first is not gist:
            told = f"{path.as_posix()}: has the same name as {first.source.path}; rename one of them."
            job.failures[path.as_posix()] = ReadError(told)
    return [kept[name] for name in sorted(kept)]


def _assemble(job: _Build, gists: Sequence[Gist], resolution: Resolution) -> dict[str, str]:
    """Put every document in quads whose quads are not known, and give the keys of all parts by name."""
    parts, tasks = dict[str, str](), list[Task]()
    for gist in gists:
        name = gist.source.name
        who = resolution.of(name, gist.names.tensions)
        parts[name] = part_key(gist.key, who, job.base)
        if not job.cache.has(parts[name], "part", "nq.gz"):
            task = Assembling(gist.key, parts[name], who, job.base, job.cache.folder)
            tasks.append((name, task, workers.Limits(600.0)))
    job.tell("assemble", 0, len(tasks))
    for done, (number, found) in enumerate(job.engine.run(put_in_quads, tasks), start=1):
        job.tell(f"assemble {tasks[number][0]}", done, len(tasks))
        if isinstance(found, LedelsesgrafError):
            if isinstance(found, DamagedError):
                raise found
            raise GraphError(f"{job.graph}: is left as it was, as a document could not be put in: {found}")
    return parts


def _gathered(
    job: _Build, parts: Mapping[str, str], counts: Counts, findings: list[Finding]
) -> Iterator[Part]:
    """Give the parts one by one; their counts and findings are put with the others."""
    for name, this in parts.items():
        part: Part | None = job.cache.get(this, "part")
        if part is None:
            raise DamagedError(f"{job.cache.folder}: the part of {name} was damaged; build again.")
        counts.add(part.tally)
        findings += part.findings
        yield part


def _publish(  # noqa: PLR0917 - what a build has made
    job: _Build,
    gists: Sequence[Gist],
    resolution: Resolution,
    parts: Mapping[str, str],
    shared: Shared,
    counts: Counts,
    findings: list[Finding],
) -> BuildReport:
    """Write the graph folder, put it in place, and remember what was done."""
    names = [gist.source.name for gist in gists]
    job.tell("store", 0, 1)
    with replacing(job.graph) as fresh:
        writing = _Writing(job, fresh, parts, shared)
        checksum = writing.content()
        described, against = description(counts, checksum, names, job.base)
        sha256 = writing.whole(described)
        counts.graphs[str(Minter(job.base).graph("metadata"))] += len(described)
        validation = Report(tuple(names), joined([*findings, *against]))
        report = report_of(gists, resolution, sum(counts.graphs.values()), validation, job.told())
        documents = _texts(job, fresh, gists)
        store.describe(fresh, job.base, counts.graphs, sha256, documents, report.to_dict())
    _remember(job, gists, parts, shared, described, report)
    return report


class _Writing:
    """Writes a folder's N-Quads and store: from the last where little has changed, else from parts."""

    def __init__(self, job: _Build, fresh: Path, parts: Mapping[str, str], shared: Shared) -> None:
        self._job, self._fresh, self._parts, self._shared = job, fresh, parts, shared
        self._metadata = str(Minter(job.base).graph("metadata"))
        self._about = [line for line in shared.lines if graph_of(line) == self._metadata]
        self._change = self._changes()

    def content(self) -> str:
        """Write all but the graph of metadata, as far as that is needed, and give its SHA-256."""
        if self._change is not None:
            removed, added, about = self._change
            return merge.patch(self._old(store.NQUADS), sorted([*removed, *about]), added, None)
        lines = (line for line in self._shared.lines if graph_of(line) != self._metadata)
        cache, sizes = self._job.cache, self._sizes()
        return merge.merge(sizes, cache.get_lines, lines, self._fresh / "content.nq")

    def whole(self, described: Sequence[bytes]) -> str:
        """Write the N-Quads and the store, and give the N-Quads' SHA-256."""
        about, out = sorted([*self._about, *described]), self._fresh / store.NQUADS
        if self._change is not None:
            removed, added, before = self._change
            gone, come = sorted([*removed, *before]), sorted([*added, *about])
            sha256 = merge.patch(self._old(store.NQUADS), gone, come, out)
            both = set(gone) & set(come)
            store.change(
                self._old(store.STORE), self._fresh / store.STORE,
                (line for line in gone if line not in both), (line for line in come if line not in both),
            )  # fmt: skip
            return sha256
        sha256 = merge.patch(self._fresh / "content.nq", [], about, out)
        (self._fresh / "content.nq").unlink()
        store.load(out, self._fresh / store.STORE)
        return sha256

    def _old(self, name: str) -> Path:
        return self._job.graph / name

    def _sizes(self) -> list[tuple[str, int]]:
        """Each part's key, and about how many bytes its lines take; packed ones swell twelvefold."""
        path = self._job.cache.path
        return [(this, 12 * path(this, "nq.gz").stat().st_size) for this in self._parts.values()]

    def _changes(self) -> tuple[list[bytes], list[bytes], list[bytes]] | None:
        """The lines gone and come but for metadata, and the last metadata; ``None`` to write all anew."""
        last, cache = self._job.last, self._job.cache
        if last is None or last.base != self._job.base or state.folder_stamps(self._job.graph) != last.folder:
            return None
        before, described = cache.get_lines(last.shared), cache.get_lines(last.described)
        names = {
            name for name in {*self._parts, *last.parts} if self._parts.get(name) != last.parts.get(name)
        }
        if before is None or described is None or len(names) > _CHANGED * len(self._parts) + 1:
            return None
        old, new = set(before.splitlines(keepends=True)), set(self._shared.lines)
        for name in names:
            for parts, lines in ((last.parts, old), (self._parts, new)):
                part = cache.get_lines(parts[name]) if name in parts else b""
                if part is None:
                    return None
                lines.update(part.splitlines(keepends=True))
        about = [line for line in old if graph_of(line) == self._metadata]
        removed, added = old - new - set(about), new - old - set(self._about)
        return sorted(removed), sorted(added), sorted([*about, *described.splitlines(keepends=True)])


def _texts(job: _Build, fresh: Path, gists: Sequence[Gist]) -> list[dict[str, str]]:
    """Write the documents' texts, those that were there before as links to the same files."""
    last, entries = job.last, []
    intact = last is not None and state.folder_stamps(job.graph) == last.folder
    before = set(last.read.values()) if last is not None and intact else set()
    (fresh / store.TEXTS).mkdir()
    for gist in gists:
        entry = store.text_entry(gist.source, gist.text)
        if gist.key in before:
            with suppress(OSError):
                os.link(job.graph / entry["text"], fresh / entry["text"])
                entries.append(entry)
                continue
        text = job.cache.get(gist.key, "text")
        if text is None:
            raise DamagedError(
                f"{job.cache.folder}: the text of {gist.source.name} was damaged; build again."
            )
        source = gist.source
        entries.append(store.write_text(fresh, store.Source(source.name, source.path, source.sha256, text)))
    return entries


def _remember(  # noqa: PLR0917 - what a build has made
    job: _Build,
    gists: Sequence[Gist],
    parts: Mapping[str, str],
    shared: Shared,
    described: Sequence[bytes],
    report: BuildReport,
) -> None:
    """Keep what the next build needs, and nothing else."""
    whole, about = b"".join(shared.lines), b"".join(described)
    keys = {"shared": key("shared", whole), "described": key("described", about)}
    job.cache.put_lines(keys["shared"], [whole])
    job.cache.put_lines(keys["described"], [about])
    by_path = {gist.source.path: gist.key for gist in gists}
    read = {path: by_path[path] for path in job.files if path in by_path}
    done = State(
        program(), job.base, state.epoch(), job.began, job.files, read, dict(parts), keys["shared"],
        keys["described"], state.folder_stamps(job.graph), report,
    )  # fmt: skip
    job.cache.put(state.KEY, "state", done)
    job.cache.keep_only({*keys.values(), state.KEY, fixed_key(job.base), *parts.values(), *by_path.values()})


def report_of(
    gists: Sequence[Gist],
    resolution: Resolution,
    triples: int,
    validation: Report,
    failures: tuple[Failure, ...],
) -> BuildReport:
    """Give what a build read and made, in figures."""
    kinds = Counter(entity.kind for entity in resolution.entities)
    entities = {
        "persons": kinds["person"],
        "organisations": kinds["organisation"],
        "groups": kinds["group"],
        "themes": len({theme for gist in gists for theme in gist.themes}),
        "events": len({gist.event for gist in gists if gist.event}),
        "paradoxes": len({identity.reference for identity in resolution.paradoxes.values()}),
    }
    statements = {kind: sum(gist.counts[kind] for gist in gists) for kind in KINDS}
    documents = tuple(gist.source.name for gist in gists)
    examples = _examples(gists, resolution)
    return BuildReport(documents, entities, statements, triples, examples, validation, failures)


def _examples(gists: Sequence[Gist], resolution: Resolution) -> tuple[str, ...]:
    """The person and the organisation mentioned most, else another organisation."""
    times: Counter[tuple[str, str]] = Counter()
    for gist in gists:
        for (kind, name), count in gist.mentions.items():
            times[kind, resolution.entity(kind, gist.source.name, name).name] += count
    ranked = sorted(times, key=lambda named: (-times[named], named))
    people = [name for kind, name in ranked if kind == "person"]
    bodies = [name for kind, name in ranked if kind == "organisation"]
    return (*people[:1], *bodies)[:2]
