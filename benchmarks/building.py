"""What Oxigraph gives: building and asking the corpus's graph, beside rdflib's own memory store.

    python benchmarks/building.py [--rounds 3]

Both get the same quads. Oxigraph's side is the project as it is; rdflib's side keeps them in its memory
store, which is written as N-Quads to last and parsed again to be asked. Prints seconds of each step and
milliseconds of ten queries of the library, and says for how many of them both give the same answer. A query
that rdflib does not end within the limit counts as the limit.
"""

import argparse
import re
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from rdflib import Dataset, Literal, URIRef
from tables import ROOT, machine, markdown, publish

from graph_build import pipeline, store
from graph_build.assemble.shared import known_organisations
from graph_build.iri import DEFAULT_BASE, Minter
from graph_build.resolve import resolve
from graph_build.validate import validate
from ontology.terms import PREFIXES
from queries.catalogue import query
from queries.run import run

PATIENCE = 20.0
QUERIES = (
    "paradoxes", "recommendations-by-theme", "recommendations-by-addressee", "participants", "themes-shared",
    "questions-answers-by-theme", "said-by-organisation", "recommendations-on-paradox", "themes-together",
    "about-but-not-by",
)  # fmt: skip


class TooLongError(Exception):
    """A call did not end within the limit."""


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """Give the seconds that a call takes, and what it gives."""
    begin = time.perf_counter()
    given = call()
    return time.perf_counter() - begin, given


def best(call: Callable[[], Any], rounds: int) -> tuple[float, Any]:
    """Give the least seconds of several calls, and what the last gives."""
    found = [timed(call) for _ in range(rounds)]
    return min(seconds for seconds, _ in found), found[-1][1]


def memory_store(quads: set[store.Quad]) -> Dataset:
    """Put quads in rdflib's own memory store."""
    dataset = Dataset(default_union=True)
    dataset.addN((s, p, o, dataset.graph(g)) for s, p, o, g in quads)
    return dataset


def parsed(path: Path) -> Dataset:
    """Open what rdflib wrote."""
    dataset = Dataset(default_union=True)
    dataset.parse(path, format="nquads")
    return dataset


def steps(folder: Path) -> tuple[list[tuple[str, float, float]], ox.Store, Dataset]:
    """Build both ways: each step's name and the seconds of ours and of rdflib's; and both stores, opened."""
    reading, (findings, _) = timed(lambda: pipeline.read_all([ROOT / "corpus"], lambda *_: None))
    resolution = resolve(findings, known_organisations(DEFAULT_BASE))
    making, quads = timed(lambda: pipeline._quads(findings, resolution, DEFAULT_BASE, lambda *_: None))
    texts = {
        str(Minter(DEFAULT_BASE).named("text", one.document.name)): one.document.text for one in findings
    }
    checking, _ = timed(lambda: validate(store.dataset_of(quads), texts))
    checking_too, _ = timed(lambda: validate(memory_store(quads), texts))
    writing, _ = timed(lambda: store.write(quads, folder / "graph"))
    file = folder / "rdflib.nq"
    writing_too, _ = timed(lambda: memory_store(quads).serialize(file, format="nquads", encoding="utf-8"))
    opening, ours = timed(lambda: store.open_store(folder / "graph"))
    opening_too, theirs = timed(lambda: parsed(file))
    whole = (reading + making + checking + writing, reading + making + checking_too + writing_too)
    return (
        [
            ("Read the five documents", reading, reading),
            (f"Make {len(quads)} quads of them", making, making),
            ("Validate them", checking, checking_too),
            ("Write them to disk", writing, writing_too),
            ("The whole build", *whole),
            ("Open the graph again", opening, opening_too),
        ],
        ours,
        theirs,
    )


def rdflib_term(term: ox.NamedNode | ox.Literal) -> URIRef | Literal:
    """Give a term of Oxigraph as rdflib has it; plain strings stay plain."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    plain = term.datatype.value.endswith("XMLSchema#string")
    return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value))


def asked(name: str, ours: ox.Store, theirs: Dataset, rounds: int) -> tuple[float, float, bool | None]:
    """Give a query's seconds both ways, and whether the answers are the same; ``None`` if one never came.

    Values of parameters are looked up before, as both take them as terms.
    """
    wanted = query(name)
    values = run(ours, wanted).parameters
    given = {ox.Variable(key): value for key, value in values.items()}

    def ask() -> list[tuple[object, ...]]:
        found = ours.query(
            wanted.text, prefixes=PREFIXES, use_default_graph_as_union=True, substitutions=given
        )
        return [tuple(row) for row in found]

    bindings = {key: rdflib_term(value) for key, value in values.items()}
    here, answer = best(ask, rounds)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE * rounds)
    with suppress(TooLongError):
        there, rows = best(
            lambda: list(theirs.query(wanted.text, initNs=PREFIXES, initBindings=bindings)), rounds
        )
        signal.setitimer(signal.ITIMER_REAL, 0)
        return here, there, _table_of(answer) == _table_of(rows)
    return here, PATIENCE, None


def _table_of(rows: Iterable[Iterable[object]]) -> Counter[tuple[str | None, ...]]:
    return Counter(tuple(_said(term) for term in row) for row in rows)


def _said(term: object) -> str | None:
    """What a term says, alike in both libraries: numbers by their value, joined words in any order."""
    if term is None:
        return None
    words = term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
    with suppress(ValueError):
        return f"{float(words):.6g}"
    return " ".join(sorted(re.split(r"[\s;,|·]+", words)))


def main() -> None:
    """Measure and publish the two tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    signal.signal(signal.SIGALRM, _stop)
    with tempfile.TemporaryDirectory() as folder:
        built, ours, theirs = steps(Path(folder))
        answers = {name: asked(name, ours, theirs, given.rounds) for name in QUERIES}
    publish("building", _tables(built, answers))


def _stop(*_: object) -> None:
    raise TooLongError


def _tables(
    built: list[tuple[str, float, float]], answers: dict[str, tuple[float, float, bool | None]]
) -> str:
    first = [(step, f"{here:.2f}", f"{there:.2f}", f"{there / here:.1f}") for step, here, there in built]
    second = [
        (
            name,
            f"{here * 1000:.1f}",
            f"{there * 1000:.0f}" if same is not None else "never",
            f"{there / here:.0f}",
        )
        for name, (here, there, same) in answers.items()
    ]
    here, there = (sum(times[n] for times in answers.values()) for n in (0, 1))
    second.append(("All ten", f"{here * 1000:.1f}", f"{there * 1000:.0f}", f"{there / here:.0f}"))
    alike = sum(same is True for _, _, same in answers.values())
    ended = sum(same is not None for _, _, same in answers.values())
    within = f"rdflib ended {ended} of the ten within {PATIENCE:.0f} s"
    note = f"{within}, and gave the same answer to {alike} of them. {machine()}"
    return "\n\n".join(
        (
            markdown(("Building, s", "ours", "rdflib memory", "times"), first),
            markdown(("Asking, ms", "ours", "rdflib memory", "times"), second),
            note,
        )
    )


if __name__ == "__main__":
    main()
