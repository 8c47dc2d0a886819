"""Times queries in process, beside SQL on the same quads; reads a task from standard input, prints times.

A program of its own, so that any environment that has pyoxigraph can run it, whatever its version.
"""

import json
import sqlite3
import sys
import time
from collections.abc import Callable

import pyoxigraph as ox

# What every query is measured against: another engine, which a new pyoxigraph neither slows nor speeds.
YARDSTICK = (
    "SELECT p, COUNT(*) FROM quads GROUP BY p",
    "SELECT COUNT(*) FROM quads a JOIN quads b ON b.s = a.o JOIN quads c ON c.s = b.o",
    "SELECT a.o, COUNT(DISTINCT b.o) n FROM quads a JOIN quads b ON b.s = a.s GROUP BY a.o ORDER BY n DESC",
)
PATIENCE = 1.5
"""Seconds for one query, in all its rounds; the first is always waited for."""


def sql(quads: str) -> Callable[[str], object]:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE quads (s TEXT, p TEXT, o TEXT, g TEXT)")
    rows = (
        (str(q.subject), str(q.predicate), str(q.object), str(q.graph_name)) for q in ox.parse(path=quads)
    )
    base.executemany("INSERT INTO quads VALUES (?, ?, ?, ?)", rows)
    base.execute("CREATE INDEX by_subject ON quads (s, p, o)")
    return lambda text: base.execute(text).fetchall()


def sparql(quads: str, prefixes: dict[str, str]) -> Callable[[str], object]:
    store = ox.Store()
    store.bulk_load(path=quads, format=ox.RdfFormat.N_QUADS)

    def run(text: str) -> object:
        found = store.query(text, prefixes=prefixes, use_default_graph_as_union=True)
        if isinstance(found, ox.QueryTriples):
            return found.serialize(format=ox.RdfFormat.N_TRIPLES)
        return found.serialize(format=ox.QueryResultsFormat.JSON)

    return run


def best(run: Callable[[str], object], text: str, rounds: int) -> float:
    """Give the least CPU time of some rounds, in milliseconds; other programs on the machine matter less."""
    times: list[float] = []
    end = time.perf_counter() + PATIENCE
    while len(times) < rounds and (not times or time.perf_counter() < end):
        begin = time.process_time()
        run(text)
        times.append((time.process_time() - begin) * 1000)
    return min(times)


def main() -> None:
    task = json.load(sys.stdin)
    by_sql, by_sparql = sql(task["quads"]), sparql(task["quads"], task["prefixes"])
    found = {
        "pyoxigraph": ox.__version__,
        "yardstick": [best(by_sql, text, task["rounds"]) for text in YARDSTICK],
        "queries": {name: best(by_sparql, text, task["rounds"]) for name, text in task["queries"].items()},
    }
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
