"""The library's queries on one graph, here and in maplib, which holds its triples in columns in memory.

    python benchmarks/asking.py GRAPH [--rounds 3] [--dry]

It needs the package maplib. Values of parameters stand in both, as the library's defaults are in the graph;
queries that one of the two cannot run, or that give another number of rows, are told and not counted.
"""

import argparse
import math
import re
import resource
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox
from tables import machine, markdown, publish

from graph_build.store import NQUADS, open_store
from ontology.terms import PREFIXES
from queries.catalogue import library
from queries.run import run

_SLOWEST = 8
HOW_LONG = 250
"""Milliseconds that a query may take at a million quads."""
# Seconds that maplib may take for a query, and the graph in its process.
_PATIENCE = 30
_held: list[Any] = []


def triples_of(graph: Path) -> bytes:
    """A graph's quads as N-Triples, each once."""
    lines = (graph / NQUADS).read_bytes().splitlines()
    return b"\n".join(sorted({line[: line.rindex(b" <", 0, -3)] + b" ." for line in lines}))


def best(call: Callable[[], Any], rounds: int) -> tuple[float, Any]:
    """The least milliseconds of all processors of several calls, and what the last gave."""
    least = math.inf
    for _ in range(rounds):
        begin = time.process_time()
        given = call()
        least = min(least, (time.process_time() - begin) * 1000)
    return least, given


def mean(ratios: Iterable[float]) -> float:
    """The geometric mean."""
    return math.exp(statistics.fmean(map(math.log, ratios)))


def with_values(query: str, values: Mapping[str, str]) -> str:
    """A query with terms in the place of its parameters, behind the variables that it and its parts give."""
    head, where, body = query.partition("WHERE")
    for name, term in values.items():
        body = re.sub(rf"((?:SELECT|GROUP\s+BY)[^{{}}]*?)\s[?$]{name}\b(?=[^{{}}]*[{{}}])", r"\1", body)
        body = re.sub(rf"[?$]{name}\b", lambda _: term, body)  # noqa: B023
    return f"{head}{where}{body}"


class Maplib:
    """A graph in maplib, in a process of its own, as a query may take all the memory and end it.

    Args:
        triples: The graph as N-Triples.
        memory: How many bytes the process may take.
    """

    def __init__(self, triples: bytes, memory: int) -> None:
        self._given = triples, memory
        self._start()

    def best(self, text: str, rounds: int) -> tuple[float, int]:
        """The least milliseconds of several times that a query is asked, and how many rows it gives.

        Raises:
            ValueError: It cannot be asked, or takes too long or too much memory.
        """
        try:
            return self._process.submit(_ask, text, rounds).result()
        except BrokenProcessPool:
            self._start()
            raise ValueError("maplib took more memory or time than it may") from None
        except RuntimeError as panic:
            self._process.shutdown()
            self._start()
            raise ValueError(str(panic)) from None

    def _start(self) -> None:
        self._process = ProcessPoolExecutor(1, get_context("spawn"), _hold, self._given)


def _hold(triples: bytes, memory: int) -> None:
    """Read a graph, in maplib's process."""
    import maplib

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    model = maplib.Model()
    with tempfile.NamedTemporaryFile(suffix=".nt") as file:
        file.write(triples)
        file.flush()
        model.read(file.name, format="ntriples")
    model.add_prefixes(dict(PREFIXES))
    _held[:] = [model]


def _ask(text: str, rounds: int) -> tuple[float, int]:
    """Ask a query, in maplib's process, which ends where it takes too long.

    Raises:
        ValueError: It cannot be asked.
        RuntimeError: maplib panicked, as it does at what it does not know, and another is needed.
    """
    signal.alarm(_PATIENCE)
    try:
        ms, rows = best(lambda: _held[0].query(text), rounds)
    except Exception as error:
        raise ValueError(str(error)) from None
    except BaseException as panic:
        raise RuntimeError(str(panic)) from None
    finally:
        signal.alarm(0)
    return ms, len(rows)


class Asked(NamedTuple):
    """A query that both answer alike: milliseconds on disk, in memory and in maplib, and how many rows."""

    name: str
    ours: float
    held: float
    theirs: float
    rows: int

    @property
    def ratio(self) -> float:
        """Of ours on disk to maplib's."""
        return self.ours / self.theirs


def asked(graph: Path, rounds: int, memory: int) -> tuple[list[Asked], list[str]]:
    """Ask each query of the library; those not answered alike are told by name, with the reason."""
    store, held_in = open_store(graph), ox.Store()
    held_in.bulk_load(path=str(graph / NQUADS), format=ox.RdfFormat.N_QUADS, lenient=True)
    maplib = Maplib(triples_of(graph), memory)
    alike, without = [], []
    for query in library():
        try:
            ours, answer = best(lambda: run(store, query), rounds)  # noqa: B023
            text = with_values(query.text, {name: str(term) for name, term in answer.parameters.items()})
            if "GRAPH " in text:
                raise ValueError("maplib knows no variable for a graph")
            held, _ = best(lambda: run(held_in, query), rounds)  # noqa: B023
            theirs, rows = maplib.best(text, rounds)
            if rows != len(answer.rows):
                raise ValueError(f"{rows} rows, not {len(answer.rows)}")
        except Exception as error:
            without.append(f"{query.name} ({' '.join(str(error).split())[:60]})")
            continue
        alike.append(Asked(query.name, ours, held, theirs, len(answer.rows)))
    return alike, without


def summary(quads: int, alike: Sequence[Asked], without: Sequence[str]) -> str:
    """The means, the slow queries and the largest ratios, as they are published."""
    disk, inside = mean(one.ratio for one in alike), mean(one.held / one.theirs for one in alike)
    slow = sorted((one for one in alike if one.ours > HOW_LONG), key=lambda one: -one.ours)
    over = ", ".join(f"{one.name} {one.ours:.0f} ({one.held:.0f})" for one in slow) or "none"
    head = ("Largest ratios", "ours, ms", "in memory", "maplib", "ratio", "in memory", "rows")
    cells = [
        (
            one.name,
            *(f"{ms:.1f}" for ms in (one.ours, one.held, one.theirs)),
            *(f"{ratio:.2f}" for ratio in (one.ratio, one.held / one.theirs)),
            f"{one.rows:,}",
        )
        for one in sorted(alike, key=lambda one: -one.ratio)[:_SLOWEST]
    ]
    return (
        f"{quads:,} quads, {len(alike)} queries answered alike. Geometric mean of ours to maplib's: "
        f"{disk:.2f} on disk, as the command asks, {inside:.2f} in memory, as `serve` holds what fits there. "
        f"Over {HOW_LONG} ms on disk (in memory): {over}. "
        f"Not compared: {len(without)}. {machine()}\n\n"
        f"{markdown(head, cells)}"
    )


def main() -> None:
    """Measure, and publish the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("graph", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", type=int, default=12, help="GB that maplib may take")
    parser.add_argument("--dry", action="store_true", help="print only")
    given = parser.parse_args()
    alike, without = asked(given.graph, given.rounds, given.memory << 30)
    text = summary(len(open_store(given.graph)), alike, without)
    if given.dry:
        print(text, *without, sep="\n")
    else:
        publish("asking", text)


if __name__ == "__main__":
    main()
