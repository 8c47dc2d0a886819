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
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, cast

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


def main() -> None:
    """Measure, and publish the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("graph", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", type=int, default=12, help="GB that all may take together")
    parser.add_argument("--dry", action="store_true", help="print only")
    given = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (given.memory << 30, given.memory << 30))
    store, memory, triples = open_store(given.graph), ox.Store(), triples_of(given.graph)
    memory.bulk_load(path=str(given.graph / NQUADS), format=ox.RdfFormat.N_QUADS, lenient=True)
    theirs_of = maplib_with(triples)
    rows, without = [], []
    for query in library():
        try:
            ours, answer = best(lambda: run(store, query), given.rounds)  # noqa: B023
            text = with_values(query.text, {name: str(term) for name, term in answer.parameters.items()})
            if "GRAPH " in text:
                raise ValueError("maplib knows no variable for a graph")
            held, _ = best(lambda: run(memory, query), given.rounds)  # noqa: B023
            theirs, other = best(lambda: theirs_of(text), given.rounds)  # noqa: B023
            if len(other) != len(answer.rows):
                raise ValueError(f"{len(other)} rows, not {len(answer.rows)}")
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # maplib panics at what it does not know
            without.append(f"{query.name} ({' '.join(str(error).split())[:60]})")
            if type(error).__name__ == "PanicException":
                theirs_of = maplib_with(triples)
            continue
        rows.append((ours / theirs, query.name, ours, held, theirs, len(answer.rows)))
    cells = [
        (
            name,
            f"{ours:.1f}",
            f"{held:.1f}",
            f"{theirs:.1f}",
            f"{ratio:.2f}",
            f"{held / theirs:.2f}",
            f"{count:,}",
        )
        for ratio, name, ours, held, theirs, count in sorted(rows, reverse=True)[:_SLOWEST]
    ]
    head = ("Largest ratios", "ours, ms", "in memory", "maplib", "ratio", "in memory", "rows")
    disk = mean(ours / theirs for _, _, ours, _, theirs, _ in rows)
    inside = mean(held / theirs for _, _, _, held, theirs, _ in rows)
    told = (
        f"{len(store):,} quads, {len(rows)} queries answered alike. Geometric mean of ours to maplib's: "
        f"{disk:.2f} on disk, as the command asks, {inside:.2f} in memory, as `serve` holds what fits there."
    )
    slow = sorted((round(ours), round(held), name) for _, name, ours, held, *_ in rows if ours > HOW_LONG)
    over = ", ".join(f"{name} {ours} ({held})" for ours, held, name in reversed(slow)) or "none"
    text = (
        f"{told} Over {HOW_LONG} ms on disk (in memory): {over}. "
        f"Not compared: {len(without)}. {machine()}\n\n"
        f"{markdown(head, cells)}"
    )
    if given.dry:
        print(text, *without, sep="\n")
    else:
        publish("asking", text)


if __name__ == "__main__":
    main()
