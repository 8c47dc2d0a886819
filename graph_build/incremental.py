"""A build that does again only what has changed: document by document, then what all share, then the folder.

Every step's result stands in the cache under a key of all that went into it. So a build that was cut off goes
on where it was, and what comes out is to the byte what a build from nothing gives.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from graph_build import ledger, merge, state, store, workers
from graph_build.cache import Cache, DamagedError
from graph_build.counting import LINES, Counts, Tally
from graph_build.dataset import Census
from graph_build.errors import GraphError, LedelsesgrafError, ReadError
from graph_build.fingerprint import Stamp, key, program, standing
from graph_build.identity import Kind
from graph_build.iri import Minter, slug
from graph_build.ledger import Actors, Ledger, same_names
from graph_build.likeness import remember
from graph_build.likes import Likes, likes
from graph_build.loading import Loading, loading
from graph_build.parts import (
    KINDS,
    PUT_IN,
    READ,
    WHO,
    Assembling,
    Gist,
    Named,
    Part,
    Reading,
    Shared,
    get_ready,
    part_key,
    put_in_quads,
    read_one,
    warm_up,
)
from graph_build.replace import replacing
from graph_build.report import BuildReport, Failure
from graph_build.resolve import Names, Resolution, identify
from graph_build.state import State
from graph_build.validate import joined
from graph_build.validation_report import Finding, Report
from graph_build.whole import LINKS, METADATA, Fixed, description, fixed, fixed_key, shared_lines

__all__ = ["Engine", "LocalEngine", "build", "report_of"]

Task = tuple[str, Any, workers.Limits]
Tell = Callable[[str, int, int], None]
_SECONDS, _SECONDS_PER_MB = 20.0, 40.0
"""How long the reading of one document may take: at least, and more for each MB of its file."""
_CHANGED = 0.3
"""Share of all parts up to which the last graph is changed rather than written anew."""

_SECTIONS = 3
"""Pieces of what documents share that change, however few the documents are."""

_METADATA = f"/{METADATA}"
COUNTS = "counts"
"""The ending of the file of the counts."""


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
        """Do all tasks in child processes; what these have in common is loaded in none that outlives them."""

        def walk() -> Iterable[tuple[int, Any | LedelsesgrafError]]:
            if work is read_one:
                warm_up()
            elif isinstance(tasks[0][1], Assembling):
                get_ready(tasks[0][1].base)
            return workers.run(work, tasks, min(self.processes or workers.cores(), len(tasks)))

        return workers.apart(walk) if tasks else ()


@dataclass(slots=True)
class _Build:
    """One build on its way."""

    graph: Path
    base: str
    cache: Cache
    engine: Engine
    tell: Tell
    last: State | None
    ledger: Ledger | None
    counts: Counts
    began: int
    files: dict[str, Stamp | None]
    store: Loading
    shards: bool
    failures: dict[str, LedelsesgrafError]

    def load(self, part: str) -> None:
        """Have a part loaded at once where there is no last graph to be changed."""
        if self.last is None and not self.shards:
            self.store.add(part)

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
    shards: bool = False,
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
        shards: Leave shards in the folder and load no store.
    """
    began, last = state.now(), None if fresh else cache.get(state.KEY, "state")
    known = last if last is not None and (last.program, last.base) == (program(), base) else None
    kept: Ledger | None = cache.get(state.KEY, ledger.KEY) if known else None
    kept = kept if known and kept and kept.began == known.began else None
    counts: Counts | None = cache.get(kept.counts, COUNTS) if kept else None
    kept = kept if counts else None
    stamps, told = state.stamps(files), {failure.path: failure.error for failure in failures}

    def knowing(before: State | None, its: Ledger | None, sums: Counts) -> BuildReport:
        with loading(cache) as into:
            job = _Build(
                graph, base, cache, engine, tell, before, its, sums, began, stamps, into, shards, dict(told)
            )
            return _put_together(job, files)

    try:
        return knowing(known, kept, counts or Counts())
    except DamagedError:
        cache.sweep()
        return knowing(None, None, Counts())


def _put_together(job: _Build, files: Sequence[Path]) -> BuildReport:
    gists = _read(job, files)
    if not gists:
        return BuildReport(failures=job.told())
    job.tell("resolve", 0, 1)
    given = fixed(job.base, job.cache)
    one = _as_before(job, gists, given) or _anew(job, gists, given)
    job.tell("validate", 0, 1)
    return _publish(job, gists, one, workers.away(lambda: _counted(job, one, given)))


@dataclass(slots=True)
class _Whole:
    """What all documents together give: keys of parts by document and of shared lines by section."""

    parts: dict[str, str]
    shared: dict[str, str]
    actors: Actors
    likes: Likes

    @property
    def pieces(self) -> dict[str, str]:
        """All keys, by document or section."""
        return _pieces(self.parts, self.shared)


def _pieces(parts: Mapping[str, str], shared: Mapping[str, str]) -> dict[str, str]:
    """Keys by document and by section; a section's name begins as no document's can."""
    return {**parts, **{f"/{section}": this for section, this in shared.items()}}


def _as_before(job: _Build, gists: Sequence[Gist], given: Fixed) -> _Whole | None:
    """Give the whole where the documents that changed name the same as before, else nothing.

    Then who is who, and what all say together, stand as they were, and only those documents are put in anew.
    """
    last, kept = job.last, job.ledger
    if last is None or kept is None or len(gists) != len(kept.gists):
        return None
    listed = {one.key for one in given.organisations}
    known = {gist.key for gist in kept.gists.values()}
    changed = [gist for gist in gists if gist.key not in known]
    was = {gist.source.name: _named_before(job, kept, gist) for gist in changed}
    if not all(same_names(was[gist.source.name], _named(job, gist), listed) for gist in changed):
        return None
    who: dict[str, Resolution] = {name: _kept(job, last.parts, name, WHO) for name in was}
    keys = {gist.source.name: _part_of(job, gist, who[gist.source.name]) for gist in changed}
    _assemble(job, changed, keys)
    parts = {**last.parts, **keys}
    gone, come = ([_part(job, of, name).tally.others[LINES] for name in was] for of in (last.parts, parts))
    if not job.counts.stays(LINES, gone, come):
        return None
    for gist in changed:
        name = gist.source.name
        for named, times in ((was[name], -1), (_named(job, gist), 1)):
            if named is not None:
                kept.actors.count(named, who[name], times)
    job.tell("compare", 0, 1)
    found = _likes(job, gists)
    sections = {name: this for name, this in last.shared.items() if not name.startswith(LINKS)}
    return _Whole(parts, sections | found.sections(), kept.actors, found)


def _anew(job: _Build, gists: Sequence[Gist], given: Fixed) -> _Whole:
    """Give the whole; who is who is found out, and all that documents share is put together.

    A step that holds something of all documents is done in a process of its own, whose memory ends with it.
    """
    parts, actors = workers.away(lambda: _who_is_who(job, gists, given))
    _assemble(job, gists, parts)
    job.tell("share", 0, 1)
    sections = workers.away(lambda: _share(job, parts, given))
    job.tell("compare", 0, 1)
    found = _likes(job, gists)
    return _Whole(parts, sections | found.sections(), actors, found)


def _who_is_who(job: _Build, gists: Sequence[Gist], given: Fixed) -> tuple[dict[str, str], Actors]:
    """Find out who is who in all documents, and keep it for each of them and for what they share."""

    def names() -> Iterator[Names]:
        for gist in gists:
            named = _named(job, gist)
            remember(named.lemmas)
            yield named.names

    found = identify(names(), given.organisations)
    actors, parts = Actors.of(found.entities, found.paradoxes), dict[str, str]()
    for gist in gists:
        named = _named(job, gist)
        who = found.of(named.names)
        actors.count(named, who, 1)
        parts[gist.source.name] = _part_of(job, gist, who)
    job.cache.put(_entities_key(parts), "entities", found.entities)
    return parts, actors


def _part_of(job: _Build, gist: Gist, who: Resolution) -> str:
    """The key of a document's part; where that is not there, who is who is kept to make it of."""
    this = part_key(gist.key, who, job.base)
    if not job.cache.has(this, *PUT_IN):
        job.cache.put(this, WHO, who)
    return this


def _entities_key(parts: Mapping[str, str]) -> str:
    """The key of everybody whom documents name, which is needed until what they share is put together."""
    return key("entities", *parts.values())


def _share(job: _Build, parts: Mapping[str, str], given: Fixed) -> dict[str, str]:
    """Put together what documents share, and give its keys by section."""
    entities = job.cache.get(_entities_key(parts), "entities")
    if entities is None:
        raise DamagedError(f"{job.cache.folder}: who is who was damaged; build again.")
    shared = (_shared(job, parts, name) for name in parts)
    return shared_lines(entities, shared, job.base, given, job.cache)


def _likes(job: _Build, gists: Sequence[Gist]) -> Likes:
    """Link the statements that are alike, in a process of its own."""
    before = job.ledger.likes if job.ledger else None
    documents = {gist.source.name: gist.key for gist in gists}
    return workers.away(lambda: likes(documents, before, job.base, job.cache))


def _named(job: _Build, gist: Gist) -> Named:
    named: Named | None = job.cache.get(gist.key, "named")
    if named is None:
        raise DamagedError(f"{job.cache.folder}: what {gist.source.name} names was damaged; build again.")
    return named


def _named_before(job: _Build, kept: Ledger, gist: Gist) -> Named | None:
    """Whom a document named at the last build, ``None`` where it was not there or that is not known."""
    before = kept.gists.get(gist.source.name)
    return job.cache.get(before.key, "named") if before else None


def _read(job: _Build, files: Sequence[Path]) -> list[Gist]:
    """Read what is not known yet, and give the gist of each document by its name."""
    keys = {path: known for path in files if (known := _key_of(job, path))}
    keys = {path: known for path, known in keys.items() if job.cache.has(known, *READ)}
    told = {gist.key: gist for gist in job.ledger.gists.values()} if job.ledger else {}
    gists = {path: told.get(known) or job.cache.get(known, "gist") for path, known in keys.items()}
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
            job.failures[path.as_posix()] = ReadError(
                f"{path.as_posix()}: has the same name as {first.source.path}; rename one of them."
            )
    return [kept[name] for name in sorted(kept)]


def _assemble(job: _Build, gists: Sequence[Gist], parts: Mapping[str, str]) -> None:
    """Put every document in quads whose quads are not known; ``parts`` are the keys of all by name."""
    new = list[Gist]()
    for gist in gists:
        if job.cache.has(parts[gist.source.name], *PUT_IN):
            job.load(parts[gist.source.name])
        else:
            new.append(gist)
    job.tell("assemble", 0, len(new))
    limits, folder = workers.Limits(600.0), job.cache.folder
    tasks = [
        (name, Assembling(gist.key, parts[name], job.base, folder), limits)
        for gist in new
        for name in [gist.source.name]
    ]
    for done, (number, found) in enumerate(job.engine.run(put_in_quads, tasks), start=1):
        job.tell(f"assemble {new[number].source.name}", done, len(new))
        if isinstance(found, LedelsesgrafError):
            if isinstance(found, DamagedError):
                raise found
            raise GraphError(f"{job.graph}: is left as it was, as a document could not be put in: {found}")
        job.load(found)


def _part(job: _Build, parts: Mapping[str, str], name: str) -> Part:
    part: Part = _kept(job, parts, name, "part")
    return part


def _shared(job: _Build, parts: Mapping[str, str], name: str) -> Shared:
    shared: Shared = _kept(job, parts, name, "shared")
    return shared


def _kept(job: _Build, parts: Mapping[str, str], name: str, ending: str) -> Any:  # noqa: ANN401
    found = job.cache.get(parts[name], ending)
    if found is None:
        raise DamagedError(f"{job.cache.folder}: the part of {name} was damaged; build again.")
    return found


@dataclass(frozen=True, slots=True)
class _Counted:
    """What was counted, where the counts are kept, and what is to be said against documents."""

    census: Census
    key: str
    findings: dict[str, tuple[Finding, ...]]


def _counted(job: _Build, whole: _Whole, given: Fixed) -> _Counted:
    """Count everything, and give what is to be said against documents; with a ledger only what changed is."""
    last, kept, counts = job.last, job.ledger, job.counts
    findings = dict(kept.findings) if kept else {"": given.findings}
    before = _pieces(last.parts, last.shared) if last and kept else {}
    now = whole.pieces
    for name in sorted({*before, *now}):
        if before.get(name) == now.get(name):
            continue
        findings.pop(name, None)
        if name in before:
            counts.remove(_tally(job, before, name)[0])
        if name in now:
            tally, found = _tally(job, now, name)
            counts.add(tally)
            findings |= {name: found} if found else {}
    census, this = counts.census(""), key(COUNTS, *now.values())
    job.cache.put(this, COUNTS, counts, 0)
    return _Counted(census, this, findings)


def _tally(job: _Build, pieces: Mapping[str, str], name: str) -> tuple[Tally, tuple[Finding, ...]]:
    """The counts of a part or section, and what is to be said against it."""
    if not name.startswith("/"):
        part = _part(job, pieces, name)
        return part.tally, part.findings
    tally: Tally | None = job.cache.get(pieces[name], "tally")
    if tally is None:
        raise DamagedError(f"{job.cache.folder}: counts were damaged; build again.")
    return tally, ()


def _publish(job: _Build, gists: Sequence[Gist], whole: _Whole, counted: _Counted) -> BuildReport:
    """Write the graph folder, put it in place, and remember what was done."""
    names = [gist.source.name for gist in gists]
    findings = counted.findings
    job.tell("merge", 0, 1)
    with replacing(job.graph) as fresh:
        writing = _Writing(job, fresh, whole)
        sha256 = writing.content()
        described, against = description(replace(counted.census, checksum=sha256), names, job.base)
        metadata, shards = writing.shards(described) if job.shards else (writing.whole(described), {})
        graphs = Counter(counted.census.graphs)
        graphs[str(Minter(job.base).graph("metadata"))] += len(described)
        told = (one for name in sorted(findings) for one in findings[name])
        validation = Report(tuple(names), joined([*told, *against]))
        report = report_of(gists, whole.actors, sum(graphs.values()), validation, job.told())
        documents = _texts(job, fresh, gists)
        store.describe(fresh, job.base, graphs, (sha256, metadata), documents, report.to_dict(), shards)
    _remember(job, gists, whole, described, counted.key, report=report)
    by_name = {gist.source.name: gist for gist in gists}
    kept = Ledger(job.began, by_name, findings, counted.key, whole.actors, whole.likes)
    job.cache.put(state.KEY, ledger.KEY, kept, 0)
    return report


class _Writing:
    """Writes a folder's N-Quads and store: from the last where little has changed, else from parts."""

    def __init__(self, job: _Build, fresh: Path, whole: _Whole) -> None:
        self._job, self._fresh, self._pieces = job, fresh, whole.pieces
        self._metadata = self._pieces.pop(_METADATA)
        self._about = _lines(job, self._metadata)
        self._change = self._changes()

    def content(self) -> str:
        """Write all but the graph of metadata, as far as that is needed, and give its SHA-256."""
        if self._change is not None:
            removed, added, about = self._change
            return merge.checksum(self._old(store.NQUADS), sorted([*removed, *about]), added)
        return merge.merge(self._sizes(), self._job.cache.get_lines, [], self._fresh / "content.nq")

    def whole(self, described: Sequence[bytes]) -> str:
        """Write the N-Quads and the store, and give the SHA-256 of the graph of metadata."""
        about, out = sorted([*self._about, *described]), self._fresh / store.NQUADS
        if self._change is not None:
            removed, added, before = self._change
            gone, come = sorted([*removed, *before]), sorted([*added, *about])
            merge.patch(self._old(store.NQUADS), gone, come, out)
            both = set(gone) & set(come)
            self._job.tell("store", 0, 1)
            store.change(
                self._old(store.STORE), self._fresh / store.STORE,
                (line for line in gone if line not in both), (line for line in come if line not in both),
            )  # fmt: skip
        else:
            merge.patch(self._fresh / "content.nq", [], about, out)
            (self._fresh / "content.nq").unlink()
            self._job.tell("store", 0, 1)
            for this in (*self._pieces.values(), self._metadata, _keep_described(self._job, described)):
                self._job.store.add(this)
            self._job.store.finish(self._fresh / store.STORE)
        return hashlib.sha256(b"".join(about)).hexdigest()

    def shards(self, described: Sequence[bytes]) -> tuple[str, dict[str, str]]:
        """Put the parts there as they are; give the SHA-256 of the graph of metadata, and of each by file."""
        (self._fresh / "content.nq").unlink()
        (self._fresh / store.SHARDS).mkdir()
        about = {_METADATA: self._metadata, "/described": _keep_described(self._job, described)}
        sums = dict[str, str]()
        for name, this in {**self._pieces, **about}.items():
            file = f"{store.SHARDS}/{'_' * name.startswith('/')}{slug(name)}.nq.gz"
            whole = self._job.cache.path(this, "nq.gz").read_bytes()
            (self._fresh / file).write_bytes(whole)
            sums[file] = hashlib.sha256(whole).hexdigest()
        return hashlib.sha256(b"".join(sorted([*self._about, *described]))).hexdigest(), sums

    def _old(self, name: str) -> Path:
        return self._job.graph / name

    def _sizes(self) -> list[tuple[str, int]]:
        """Each part's key, and how many bytes its lines take."""
        return [(this, self._job.cache.size_of_lines(this)) for this in self._pieces.values()]

    def _changes(self) -> tuple[list[bytes], list[bytes], list[bytes]] | None:
        """The lines gone and come but for metadata, and the last metadata; ``None`` to write all anew."""
        job, last = self._job, self._job.last
        if last is None or job.shards or last.shards or state.folder_stamps(job.graph) != last.folder:
            return None
        before = _pieces(last.parts, last.shared)
        about = [*_lines(job, before.pop(_METADATA)), *_lines(job, last.described)]
        differ = {name for name in {*self._pieces, *before} if self._pieces.get(name) != before.get(name)}
        if len(differ) > _CHANGED * len(self._pieces) + _SECTIONS:
            return None
        old, new = set[bytes](), set[bytes]()
        for name in differ:
            for pieces, lines in ((before, old), (self._pieces, new)):
                lines.update(_lines(job, pieces[name]) if name in pieces else ())
        return sorted(old - new), sorted(new - old), sorted(about)


def _lines(job: _Build, this: str) -> list[bytes]:
    """The lines that stand under a key."""
    lines = job.cache.get_lines(this)
    if lines is None:
        raise DamagedError(f"{job.cache.folder}: lines of the graph were damaged; build again.")
    return lines.splitlines(keepends=True)


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


def _keep_described(job: _Build, described: Sequence[bytes]) -> str:
    """Keep the lines that describe the dataset, and give their key."""
    about = b"".join(described)
    this = key("described", about)
    job.cache.put_lines(this, [about])
    return this


def _remember(
    job: _Build, gists: Sequence[Gist], whole: _Whole, described: Sequence[bytes], counts: str,
    *, report: BuildReport,
) -> None:  # fmt: skip
    """Keep what the next build needs of this one, and nothing else."""
    this = _keep_described(job, described)
    by_path = {gist.source.path: gist.key for gist in gists}
    read = {path: by_path[path] for path in job.files if path in by_path}
    done = State(
        program(), job.base, state.epoch(), job.began, job.files, read, whole.parts, whole.shared, this,
        state.folder_stamps(job.graph), report, job.shards, standing(),
    )  # fmt: skip
    job.cache.put(state.KEY, "state", done)
    pieces, said = whole.pieces.values(), whole.likes.said.values()
    job.cache.keep_only({this, counts, state.KEY, fixed_key(job.base), *pieces, *said, *by_path.values()})


def report_of(
    gists: Sequence[Gist],
    actors: Actors,
    triples: int,
    validation: Report,
    failures: tuple[Failure, ...],
) -> BuildReport:
    """Give what a build read and made, in figures."""
    entities = {
        "persons": actors.kinds["person"],
        "organisations": actors.kinds["organisation"],
        "groups": actors.kinds["group"],
        "themes": len({theme for gist in gists for theme in gist.themes}),
        "events": len({gist.event for gist in gists if gist.event}),
        "paradoxes": actors.paradoxes,
    }
    statements = {kind: sum(gist.counts[at] for gist in gists) for at, kind in enumerate(KINDS)}
    documents = tuple(gist.source.name for gist in gists)
    examples = _examples(+actors.mentions)
    return BuildReport(documents, entities, statements, triples, examples, validation, failures)


def _examples(times: Counter[tuple[Kind, str]]) -> tuple[str, ...]:
    """The person and the organisation mentioned most, else another organisation."""
    ranked = sorted(times, key=lambda named: (-times[named], named))
    people = [name for kind, name in ranked if kind == "person"]
    bodies = [name for kind, name in ranked if kind == "organisation"]
    return (*people[:1], *bodies)[:2]
