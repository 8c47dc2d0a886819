"""What the endpoint adds to a query, and how many it answers: over HTTP, in process, and beside rdflib.

    python benchmarks/endpoint.py [--graph build/graph] [--rounds 15] [--check] [--publish]

Prints the best time of each query of the library in milliseconds: pyoxigraph in process (parsed, run, written
as JSON), the same over HTTP through worker and server, what that adds, and rdflib's memory store where it
ends within the limit. Then start-up, requests a second with one client and with fifty, and errors.
``--check`` fails where a promise is broken; ``--publish`` writes what was found into the documentation.
"""

import argparse
import concurrent.futures
import json
import math
import multiprocessing
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
from tables import machine, markdown, publish

from graph_build.store import NQUADS
from ontology.terms import PREFIXES
from queries.catalogue import library

LIGHT = "SELECT ?p ?l { ?p a led:Paradox ; rdfs:label ?l } LIMIT 5"
PATIENCE = 10.0
ROOM = 1 << 20
HEAD = 4096
STARTS = 3
SHOWN = 8
MAIN = Path(__file__).parent.parent / "ledelsesgraf.py"


def best(calls: tuple[Callable[[], object], Callable[[], object]], rounds: int) -> tuple[float, float]:
    """Give the best time of each call in milliseconds; they take turns, to meet the same machine."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for call, found in zip(calls, times, strict=True):
            begin = time.perf_counter()
            call()
            if number:
                found.append((time.perf_counter() - begin) * 1000)
    return min(times[0]), min(times[1])


def in_process(graph: Path) -> Callable[[str], Callable[[], object]]:
    store = ox.Store()
    store.bulk_load(path=str(graph / NQUADS), format=ox.RdfFormat.N_QUADS)

    def ready(text: str) -> Callable[[], object]:
        def run() -> object:
            found = store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
            if isinstance(found, ox.QueryTriples):
                return ox.serialize(found, format=ox.RdfFormat.N_TRIPLES)
            return found.serialize(format=ox.QueryResultsFormat.JSON)

        return run

    return ready


class Client:
    """A client that keeps its connection, and costs so little that what is measured is the server."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), 60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._room = memoryview(bytearray(ROOM))

    def ask(self, request: bytes) -> int:
        """Give the status of the answer to a request, all of which is taken in."""
        self._socket.sendall(request)
        head, filled = b"", 0
        while not head:
            taken = self._socket.recv_into(self._room[filled:])
            if not taken:
                raise ConnectionResetError("the server hung up")
            filled += taken
            begun = bytes(self._room[: min(filled, HEAD)])
            head = begun.partition(b"\r\n\r\n")[0] if b"\r\n\r\n" in begun else b""
        size = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        missing = len(head) + 4 + size - filled
        while missing > 0:
            missing -= self._socket.recv_into(self._room)
        return int(head[9:12])


def request(text: str) -> bytes:
    """Give the request that asks a query."""
    accept = "application/sparql-results+json, application/n-triples;q=0.9"
    path = f"/sparql?query={quote(text)}"
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {accept}\r\n\r\n".encode()


def rdflib_times(graph: Path, texts: dict[str, str], send: object) -> None:
    """In a process of its own, as rdflib cannot be stopped; sends a pair for each query that ends."""
    from rdflib import Dataset

    dataset = Dataset(default_union=True)
    dataset.parse(graph / NQUADS, format="nquads")
    for name, text in texts.items():
        begin = time.perf_counter()
        try:
            list(dataset.query(text, initNs=PREFIXES))
        except Exception as error:
            send.put((name, str(error)))
            continue
        send.put((name, (time.perf_counter() - begin) * 1000))


def beside_rdflib(graph: Path, texts: dict[str, str]) -> dict[str, float]:
    """Give rdflib's times in milliseconds; one that does not end in time counts as the limit, and ends it."""
    found: dict[str, float] = {}
    left = dict(texts)
    while left:
        queue: multiprocessing.Queue = multiprocessing.Queue()
        process = multiprocessing.Process(target=rdflib_times, args=(graph, left, queue))
        process.start()
        patience = PATIENCE + 30  # the first waits for the graph to be parsed
        while left:
            name = next(iter(left))
            try:
                found[name] = queue.get(timeout=patience)[1]
            except Exception:
                found[name] = PATIENCE * 1000
                del left[name]
                break
            del left[name]
            patience = PATIENCE
        process.kill()
        process.join()
    return {name: ms for name, ms in found.items() if isinstance(ms, float)}


def started(graph: Path, port: int) -> tuple[subprocess.Popen[bytes], float]:
    begin = time.perf_counter()
    command = [sys.executable, str(MAIN), "serve", "--graph", str(graph), "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while True:
        try:
            if Client(port).ask(request("ASK {}")) == 200:
                return process, time.perf_counter() - begin
        except OSError:
            time.sleep(0.01)


def load(port: int, clients: int, seconds: float) -> tuple[float, int, float]:
    """Give requests a second, errors, and the slowest answer in milliseconds."""

    def one(_: int) -> tuple[int, int, float]:
        client, light, done, errors, worst = Client(port), request(LIGHT), 0, 0, 0.0
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            begin = time.perf_counter()
            status = client.ask(light)
            worst = max(worst, time.perf_counter() - begin)
            done, errors = done + 1, errors + (status != 200)
        return done, errors, worst

    with concurrent.futures.ThreadPoolExecutor(clients) as threads:
        found = list(threads.map(one, range(clients)))
    return sum(f[0] for f in found) / seconds, sum(f[1] for f in found), max(f[2] for f in found) * 1000


def mean(values: list[float]) -> float:
    return math.exp(sum(map(math.log, values)) / len(values))


def measure(graph: Path, port: int, rounds: int, slow: bool) -> dict[str, object]:
    texts = {one.name: one.text for one in library()}
    ready = in_process(graph)
    starts = []
    for _ in range(STARTS - 1):
        process, took = started(graph, port)
        starts.append(took)
        process.terminate()
        process.wait()
    process, took = started(graph, port)
    try:
        client = Client(port)
        client.ask(
            request('ASK { ?thing led:search "tillid" }')
        )  # waits for the index: its making takes a core
        sent = {name: request(text) for name, text in texts.items()}
        rows = {n: best((ready(t), lambda n=n: client.ask(sent[n])), rounds) for n, t in texts.items()}
        alone, together = load(port, 1, 4), load(port, 50, 4)
    finally:
        process.terminate()
        process.wait()
    against = beside_rdflib(graph, texts) if slow else {}
    return {
        "start": min(*starts, took),
        "rows": rows,
        "alone": alone,
        "together": together,
        "rdflib": against,
    }


def broken(found: dict[str, object]) -> list[str]:
    """Name the promises that were not kept."""
    rows, rdflib = found["rows"], found["rdflib"]
    said = [
        f"{name}: {over:.1f} ms over HTTP, {here:.1f} in process"
        for name, (here, over) in rows.items()
        if late(here, over)
    ]
    if rdflib and times(found) < 20:
        said.append(f"{times(found):.1f} times faster than rdflib, not 20")
    if found["alone"][0] < 200 or found["together"][1]:
        said.append(f"{found['alone'][0]:.0f} requests a second, {found['together'][1]} errors")
    return [*said, *([f"start-up {found['start']:.2f} s"] if found["start"] > 1 else [])]


def summary(found: dict[str, object]) -> str:
    """Give the table for the documentation: the slowest queries, all together, and what the server bears."""
    rows, rdflib = found["rows"], found["rdflib"]
    head = ["Query, ms", "in process", "over HTTP", "more", *(["rdflib"] if rdflib else [])]
    slowest = sorted(rows, key=lambda name: -rows[name][1])[:SHOWN]
    shown = [_row(name, *rows[name], rdflib.get(name)) for name in slowest]
    means = [mean([row[n] for row in rows.values()]) for n in (0, 1)]
    shown.append(
        _row(f"All {len(rows)}, geometric mean", *means, mean([*rdflib.values()]) if rdflib else None)
    )
    kept = sum(not late(*row) for row in rows.values())
    said = [f"{kept} of {len(rows)} queries cost at most 2 ms or 15 % more over HTTP."]
    if rdflib:
        said.append(f"rdflib takes {times(found):.0f} times as long, ended after {PATIENCE:g} s.")
    said.append(f"The server answers {found['start']:.2f} s after its start.")
    for who, clients in (("alone", "One client gets"), ("together", "50 clients at once get")):
        each, errors, worst = found[who]
        said.append(
            f"{clients} {each:.0f} answers a second, {errors} errors, the slowest after {worst:.0f} ms."
        )
    return f"{markdown(head, shown)}\n\n{chr(10).join(said)}\n{machine()}"


def _row(name: str, here: float, over: float, rdflib: float | None) -> list[str]:
    return [
        name,
        f"{here:.2f}",
        f"{over:.2f}",
        f"{over - here:+.2f}",
        *([f"{rdflib:,.0f}"] if rdflib else []),
    ]


def late(here: float, over: float) -> bool:
    return over > max(here + 2, here * 1.15)


def times(found: dict[str, object]) -> float:
    return mean([found["rdflib"][name] / found["rows"][name][1] for name in found["rdflib"]])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--graph", type=Path, default=Path("build/graph"))
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--no-rdflib", action="store_true")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--publish", action="store_true")
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    found = measure(given.graph, given.port, given.rounds, not given.no_rdflib)
    rows, rdflib = found["rows"], found["rdflib"]
    for name, (here, over) in sorted(rows.items(), key=lambda row: -row[1][1]):
        print(
            f"{name:32} {here:9.2f} {over:9.2f} {over - here:+7.2f}  {rdflib.get(name, float('nan')):10.1f}"
        )
    text = summary(found)
    publish("endpoint", text) if given.publish else print(text)
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    said = broken(found)
    print("\n".join(f"NOT KEPT {one}" for one in said) or "all promises kept")
    return 1 if given.check and said else 0


if __name__ == "__main__":
    sys.exit(main())
