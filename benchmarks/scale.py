"""What many documents cost, and how loading, exporting and asking compare with what others take for the same.

    python benchmarks/scale.py [--counts 100 300 1000] [--rounds 3] [--parts growth peers] [--folder DIR]

Documents come from ``documents.py``. For each count a folder is built from nothing by the command itself,
built again with nothing changed, and built after edits of one document: a sentence more, and then one in
which somebody new speaks. What an edit costs among so few documents that their number does not matter is the
fixed start. A graph of a million quads is loaded, exported and asked; one folder is built by one worker of a
Dask cluster and by two. Time is that of all processors together, so that others on the machine count little;
memory is the most that any one process held, and the most that all together held at one time. In a
``--folder`` of one's own every step of the growth is saved as it is reached, and not measured again.
"""

import argparse
import contextlib
import json
import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import documents
from tables import ROOT, machine, markdown, publish

from graph_build import workers
from graph_build.workers import Limits

FEW = 100_000
"""Quads that slow peers load; at their pace a million would take a quarter of an hour."""
FIRST = 4
"""Documents of a folder in which an edit costs the fixed start."""
ASKED = 170
"""Documents of a graph of a million quads, which is loaded, exported and asked."""
SPREAD = 1000
"""Documents that one worker and two build."""
EDITS = 3
"""Edits of which the cheapest counts."""
NEW = ("Karen", "Birthe", "Solveig")
FAR = (10_000, 1_000_000, 100_000_000)
PARTS = ("growth", "spread", "peers", "answers")
PATIENCE = 20.0
"""Seconds of a processor that one query may take here."""
HOW_LONG = 250.0
"""Milliseconds that a query may take at a million quads."""


@dataclass(frozen=True)
class Cost:
    """What one run took: seconds of all processors and of the clock, MB of the largest process and of all."""

    seconds: float
    clock: float
    memory: float
    together: float = 0.0


@dataclass(frozen=True)
class Built:
    """What a folder of documents cost."""

    count: int
    size: int
    quads: int
    whole: Cost
    edit: Cost
    named: Cost
    nothing: Cost
    disk: int
    cache: int

    @property
    def speed(self) -> float:
        """MB of text a second and core."""
        return self.size / 1e6 / self.whole.seconds


def cost_of(command: Sequence[str]) -> Cost:
    """Run a command to its end and say what it and its children took."""
    begin = time.perf_counter()
    child, ended, samples = (
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL),
        threading.Event(),
        [0.0],
    )
    sampling = threading.Thread(target=_sample, args=(child.pid, ended, samples))
    sampling.start()
    _, status, used = os.wait4(child.pid, 0)
    ended.set()
    sampling.join()
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)}: ended with {child.returncode}")
    seconds, clock = used.ru_utime + used.ru_stime, time.perf_counter() - begin
    return Cost(seconds, clock, used.ru_maxrss / 1024, max(samples))


def _sample(pid: int, ended: threading.Event, samples: list[float]) -> None:
    """Every second, the MB that a process and its children hold together; shared pages count once."""
    import psutil

    while not ended.wait(1.0):
        with contextlib.suppress(psutil.Error):
            one = psutil.Process(pid)
            held = 0
            for process in (one, *one.children(recursive=True)):
                with contextlib.suppress(psutil.Error):
                    held += process.memory_full_info().pss
            samples.append(held / 1e6)


def disk_of(folder: Path) -> int:
    """Bytes of all files of a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def built(count: int, folder: Path, jobs: Sequence[str]) -> Built:
    """Make documents, build them, build again, and build after an edit of one of them."""
    texts, graph = folder / f"texts{count}", folder / f"graph{count}"
    file, cache = folder / f"measured{count}.json", graph.with_name(f".{graph.name}.cache")
    known: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    command = [sys.executable, "-m", "ledelsesgraf", "build", str(texts), "--graph", str(graph), *jobs]

    def step(name: str, call: Callable[[], Any]) -> None:
        if name not in known:
            known[name] = call()
            file.write_text(json.dumps(known, indent=1), encoding="utf-8")
            print(f"{count} documents, {name}: {known[name]}", file=sys.stderr, flush=True)

    def whole() -> dict[str, float]:
        for left in (graph, cache):
            shutil.rmtree(left, ignore_errors=True)
        time.sleep(3)  # a file just written is looked at again
        return asdict(cost_of(command))

    def edit(*sentences: str) -> dict[str, float]:
        """One sentence more, and another one: what the cheapest edit took."""
        costs = []
        edited = next(texts.rglob(f"dokument-{count // 2:06}.md"))
        for more in sentences:
            edited.write_text(f"{edited.read_text(encoding='utf-8')}\n{more}\n", encoding="utf-8")
            time.sleep(3)
            costs.append(cost_of(command))
        return asdict(min(costs, key=lambda cost: cost.seconds))

    step("size", lambda: documents.write(texts, count))
    step("whole", whole)
    step("nothing", lambda: asdict(cost_of(command)))
    step("quads", lambda: json.loads((graph / "manifest.json").read_text(encoding="utf-8"))["quads"])
    step("disk", lambda: disk_of(graph))
    step("cache", lambda: disk_of(cache))
    step("edit", lambda: edit(*["Der blev talt om mødets forløb."] * EDITS))
    step("named", lambda: edit(*(f"{name} Wassermann Blom sagde, at topledere skal lytte." for name in NEW)))
    costs = {name: Cost(**known[name]) for name in ("whole", "edit", "named", "nothing")}
    return Built(count=count, **{name: known[name] for name in ("size", "quads", "disk", "cache")}, **costs)


def in_a_process(call: str, *arguments: str) -> Cost:
    """Run one of this module's functions in a process of its own."""
    code = f"import sys; sys.path[:0] = sys.argv[1:3]; import scale; scale.{call}(*sys.argv[3:])"
    here = str(Path(__file__).parent)
    return cost_of([sys.executable, "-c", code, here, str(ROOT), *arguments])


def load_ours(file: str, folder: str) -> None:
    """Load N-Quads as a build does."""
    from graph_build import bulk

    bulk.load(Path(file), Path(folder))


def load_pyoxigraph(file: str, folder: str) -> None:
    """Load N-Quads by the library's own bulk loader."""
    import pyoxigraph as ox

    store = ox.Store(folder)
    store.bulk_load(path=file, format=ox.RdfFormat.N_QUADS)
    store.flush()


def load_pyoxigraph_compacted(file: str, folder: str) -> None:
    """Load N-Quads by the library's own bulk loader, then compact the store, as a build does."""
    import pyoxigraph as ox

    load_pyoxigraph(file, folder)
    store = ox.Store(folder)
    store.optimize()
    store.flush()


def load_rdflib(file: str, _: str) -> None:
    """Load N-Quads into rdflib's memory store."""
    from rdflib import Dataset

    Dataset().parse(file, format="nquads")


def load_owlready2(file: str, folder: str) -> None:
    """Load the triples into owlready2's quadstore."""
    import io

    import owlready2

    triples = (
        line[: line.rindex(b" <", 0, -3)] + b" .\n" for line in Path(file).read_bytes().splitlines(True)
    )
    world = owlready2.World(filename=f"{folder}.sqlite3")
    world.get_ontology("urn:all#").load(fileobj=io.BytesIO(b"".join(triples)), format="ntriples")
    world.save()


def export_ours(graph: str, out: str) -> None:
    """Write a graph as sorted N-Quads, as ``export --format nq`` does."""
    from exports.formats import export

    export(Path(graph), Path(out), ["nq"])


def export_pyoxigraph(graph: str, out: str) -> None:
    """Write a graph as N-Quads in the store's order."""
    import pyoxigraph as ox

    from graph_build.store import open_store

    open_store(Path(graph)).dump(out, format=ox.RdfFormat.N_QUADS)


def nothing(*_: str) -> None:
    """Do nothing but start, with what the others import."""
    import pyoxigraph

    from graph_build import store

    assert store and pyoxigraph


def least(call: str, rounds: int, *arguments: str) -> Cost:
    """The cheapest of several runs."""
    found = []
    for _ in range(rounds):
        shutil.rmtree(arguments[1], ignore_errors=True)
        Path(arguments[1]).unlink(missing_ok=True)
        found.append(in_a_process(call, *arguments))
    return min(found, key=lambda cost: cost.seconds)


def asked(graph: Path, rounds: int) -> tuple[dict[str, float], list[str]]:
    """Milliseconds of each query of the library, and the names of those without an answer in time."""
    from graph_build.errors import LedelsesgrafError
    from queries.catalogue import library

    names = [query.name for query in library()]
    tasks = [(name, (graph, name, rounds), Limits(PATIENCE)) for name in names]
    found = dict(workers.run(_asked, tasks, 1))
    without = [name for at, name in enumerate(names) if isinstance(found[at], LedelsesgrafError)]
    return {name: found[at] for at, name in enumerate(names) if name not in without}, without


def _asked(task: tuple[Path, str, int]) -> float:
    from graph_build.store import open_store
    from queries.catalogue import query
    from queries.run import run

    graph, name, rounds = task
    store = open_store(graph)
    return statistics.median(_ms(lambda: run(store, query(name))) for _ in range(rounds))


def _ms(call: Callable[[], Any]) -> float:
    begin = time.process_time()
    call()
    return (time.process_time() - begin) * 1000


def grown(counts: Sequence[int], folder: Path, jobs: Sequence[str]) -> str:
    """Build so many documents each, and tell what it took."""
    found = [built(count, folder, jobs) for count in counts]
    return growth(found[0], found[1:])


def growth(first: Built, found: Sequence[Built]) -> str:
    """What was measured, and what more documents would take at the slopes between the largest two."""
    head = (
        "Documents", "text, MB", "quads", "whole, s", "MB/s a core", "one edited, s", "beyond the start",
        "somebody new, s", "beyond the start", "nothing, s", "memory, MB", "together, MB", "disk, MB",
    )  # fmt: skip

    def beyond(edit: Cost, start: Cost, whole: Cost) -> str:
        return f"{100 * max(0.0, edit.seconds - start.seconds) / whole.seconds:.1f} %"

    rows = [
        (
            f"{b.count:,}", f"{b.size / 1e6:.2f}", f"{b.quads:,}", f"{b.whole.seconds:.0f}", f"{b.speed:.3f}",
            f"{b.edit.seconds:.1f}", beyond(b.edit, first.edit, b.whole),
            f"{b.named.seconds:.1f}", beyond(b.named, first.named, b.whole),
            f"{b.nothing.seconds:.2f}", f"{b.whole.memory:.0f}", f"{b.whole.together:.0f}",
            f"{(b.disk + b.cache) / 1e6:,.0f}",
        )
        for b in (first, *found)
    ]  # fmt: skip
    text = markdown(head, rows)
    if len(found) < 2:
        return text
    one, two = found[-2:]
    step = two.count - one.count
    seconds = (two.whole.seconds - one.whole.seconds) / step
    edit = (two.edit.seconds - one.edit.seconds) / step
    memory = max(0.0, (two.whole.memory - one.whole.memory) / step)
    disk = (two.disk + two.cache - one.disk - one.cache) / 1e6 / step
    far = [
        (f"{n:,}", f"{n * seconds / 3600:,.1f}", f"{(two.edit.seconds + (n - two.count) * edit):,.0f}",
         f"{(two.whole.memory + (n - two.count) * memory) / 1000:,.1f}", f"{n * disk / 1000:,.0f}")
        for n in FAR
    ]  # fmt: skip
    computed = markdown(("Documents, computed", "core hours", "one edited, s", "memory, GB", "disk, GB"), far)
    return f"{text}\n\n{computed}"


def spread(folder: Path) -> str:
    """What a second worker of a Dask cluster gains, in seconds of a processor and on the clock."""
    texts = folder / "spread"
    documents.write(texts, SPREAD)
    one, two = (_spread_over(count, texts, folder / f"spread{count}") for count in (1, 2))
    head = (f"{SPREAD} documents, s", "one worker", "two", "times")
    rows = [
        (what, f"{one[at]:.1f}", f"{two[at]:.1f}", f"{one[at] / two[at]:.2f}")
        for at, what in enumerate(
            (
                "Processor of the busiest worker: reading, putting in quads, its own start",
                "Processor of the coordinator, to shards and their checksum",
                "Both, one after the other",
                "Clock, until only the store is waited for",
                "Clock, the store loaded too",
            )
        )
    ]
    return markdown(head, rows)


def _spread_over(count: int, texts: Path, graph: Path) -> tuple[float, ...]:
    """Build on so many workers: what ``spread`` tells, line by line."""
    from distributed import Client, LocalCluster

    local = LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=None)
    with local as cluster, Client(cluster) as client:
        before = client.run(_used)
        words = ["build", str(texts), "--graph", str(graph), "--engine", "dask"]
        words += ["--scheduler", cluster.scheduler_address, "--timings"]
        begin, used = time.perf_counter(), os.times()
        done = subprocess.run(
            [sys.executable, "-m", "ledelsesgraf", *words],
            cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8",
        )  # fmt: skip
        clock, now = time.perf_counter() - begin, os.times()
        busiest = max(after - before[worker] for worker, after in client.run(_used).items())
    store = re.search(r"the store +([\d.]+) s.* ([\d.]+) s", done.stdout)
    loading, loaded = map(float, store.groups()) if store else (0.0, 0.0)
    coordinator = now.children_user + now.children_system - used.children_user - used.children_system - loaded
    return busiest, coordinator, busiest + coordinator, clock - loading, clock


def _used() -> float:
    """Seconds of a processor that this process and its living children have used."""
    import psutil

    me = psutil.Process()
    times = [one.cpu_times() for one in (me, *me.children(recursive=True))]
    return sum(one.user + one.system for one in times)


def peers(graph: Path, folder: Path, rounds: int) -> str:
    """Loading and exporting beside others."""
    whole, few, place = graph / "ledelsesgraf.nq", folder / "few.nq", str(folder / "loaded")
    with whole.open("rb") as lines, few.open("wb") as out:
        out.writelines(line for _, line in zip(range(FEW), lines, strict=False))
    start = least("nothing", rounds, str(few), place).seconds
    rows = []
    for what, names, source in (
        ("Load all quads", ("load_ours", "load_pyoxigraph", "load_pyoxigraph_compacted"), str(whole)),
        ("Export all quads", ("export_ours", "export_pyoxigraph"), str(graph)),
        (f"Load {FEW:,} quads", ("load_ours", "load_pyoxigraph", "load_rdflib", "load_owlready2"), str(few)),
    ):
        costs = {name: least(name, rounds, source, place) for name in names}
        mine = costs[names[0]].seconds - start
        for name, cost in costs.items():
            seconds = cost.seconds - start
            by = name.partition("_")[2].replace("_", ", ")
            rows.append((what, by, f"{seconds:.1f}", f"{seconds / mine:.2f}", f"{cost.memory:.0f}"))
    table = markdown(("What", "by", "s", "of ours", "memory, MB"), rows)
    return f"{table}\n\n{size_of(graph)}; seconds of all cores together, {rounds} rounds, the best of each."


def answers(graph: Path, rounds: int) -> str:
    """How long the library's queries take."""
    times, without = asked(graph, rounds)
    slow = sorted((ms, name) for name, ms in times.items() if ms > HOW_LONG)
    mean = math.exp(statistics.fmean(math.log(max(ms, 0.01)) for ms in times.values()))
    told = (
        f"{size_of(graph)} on disk, {len(times)} queries of the library: geometric mean {mean:.1f} ms, "
        f"{len(slow)} over {HOW_LONG:.0f}"
    )
    table = markdown(("Slowest", "ms"), [(name, f"{ms:.0f}") for name, ms in _slowest(times)])
    more = f" Over {PATIENCE:.0f} s or without an answer: {', '.join(without)}." if without else ""
    return f"{told}.{more}\n\n{table}"


def _slowest(times: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(times.items(), key=lambda one: -one[1])[:12]


def size_of(graph: Path) -> str:
    """How many quads a graph has, in words."""
    return f"A graph of {json.loads((graph / 'manifest.json').read_text(encoding='utf-8'))['quads']:,} quads"


def asked_graph(folder: Path) -> Path:
    """A graph of about a million quads, built where it does not stand yet."""
    texts, graph = folder / f"texts{ASKED}", folder / f"graph{ASKED}"
    if not graph.exists():
        documents.write(texts, ASKED)
        cost_of([sys.executable, "-m", "ledelsesgraf", "build", str(texts), "--graph", str(graph)])
    return graph


def main() -> None:
    """Measure, and publish each table as it is reached."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--counts", type=int, nargs="+", default=[100, 300, 1000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--parts", nargs="+", default=PARTS, choices=PARTS)
    parser.add_argument("--folder", type=Path, help="where to work; what was measured there is not again")
    parser.add_argument("--jobs", type=int, help="processes of a build; one a core")
    parser.add_argument("--dry", action="store_true", help="print only")
    given = parser.parse_args()
    jobs = ["--jobs", str(given.jobs)] if given.jobs else []
    with tempfile.TemporaryDirectory() as place:
        folder = given.folder or Path(place)
        parts: dict[str, Callable[[], str]] = {
            "growth": lambda: grown(sorted({FIRST, *given.counts}), folder, jobs),
            "spread": lambda: spread(folder),
            "peers": lambda: peers(asked_graph(folder), folder, given.rounds),
            "answers": lambda: answers(asked_graph(folder), given.rounds),
        }
        for name in given.parts:
            whole = f"{parts[name]()}\n\n{machine()}"
            print(whole) if given.dry else publish(f"scale-{name}", whole)


if __name__ == "__main__":
    main()
