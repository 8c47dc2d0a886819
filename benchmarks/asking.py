"""The library's queries on one graph, here and in maplib, which holds its triples in columns in memory.

    python benchmarks/asking.py GRAPH [--rounds 3] [--dry]

It needs the package maplib. Values of parameters stand in both, as the library's defaults are in the graph;
queries that one of the two cannot run, or that give another number of rows, are told and not counted.
"""

import argparse
import math
import re
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

import pyoxigraph as ox
from tables import machine, markdown, publish

from graph_build.store import NQUADS, open_store
from ontology.terms import PREFIXES
from queries.catalogue import library
from queries.run import run

_SLOWEST = 8
HOW_LONG = 250
"""Milliseconds that a query may take at a million quads."""


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


def maplib_with(triples: bytes) -> Callable[[str], Any]:
    """What asks a graph in maplib; after a query that made it panic, another is needed."""
    import maplib

    model = maplib.Model()
    with tempfile.NamedTemporaryFile(suffix=".nt") as file:
        file.write(triples)
        file.flush()
        model.read(file.name, format="ntriples")
    model.add_prefixes(dict(PREFIXES))
    return cast("Callable[[str], Any]", model.query)


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


def asked(graph: Path, rounds: int) -> tuple[list[Asked], list[str]]:
    """Ask each query of the library; those not answered alike are told by name, with the reason."""
    store, memory, triples = open_store(graph), ox.Store(), triples_of(graph)
    memory.bulk_load(path=str(graph / NQUADS), format=ox.RdfFormat.N_QUADS, lenient=True)
    theirs_of = maplib_with(triples)
    alike, without = [], []
    for query in library():
        try:
            ours, answer = best(lambda: run(store, query), rounds)  # noqa: B023
            text = with_values(query.text, {name: str(term) for name, term in answer.parameters.items()})
            if "GRAPH " in text:
                raise ValueError("maplib knows no variable for a graph")
            held, _ = best(lambda: run(memory, query), rounds)  # noqa: B023
            theirs, other = best(lambda: theirs_of(text), rounds)  # noqa: B023
            if len(other) != len(answer.rows):
                raise ValueError(f"{len(other)} rows, not {len(answer.rows)}")
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # maplib panics at what it does not know
            without.append(f"{query.name} ({' '.join(str(error).split())[:60]})")
            if type(error).__name__ == "PanicException":
                theirs_of = maplib_with(triples)
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
    parser.add_argument("--memory", type=int, default=12, help="GB that all may take together")
    parser.add_argument("--dry", action="store_true", help="print only")
    given = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (given.memory << 30, given.memory << 30))
    alike, without = asked(given.graph, given.rounds)
    text = summary(len(open_store(given.graph)), alike, without)
    if given.dry:
        print(text, *without, sep="\n")
    else:
        publish("asking", text)


if __name__ == "__main__":
    main()
