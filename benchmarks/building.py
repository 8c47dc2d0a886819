"""What Oxigraph gives: building and asking the corpus's graph, beside rdflib's store and owlready2's.

    python benchmarks/building.py [--rounds 3]

All get the same quads. Oxigraph's side is the project as it is; rdflib's side keeps them in its memory
store, which is written as N-Quads to last and parsed again to be asked; owlready2 keeps them, each triple
once, in a quadstore in a file, validated in rdflib's store. Prints seconds of all processors that each step
takes and milliseconds of ten queries of the library, and says for how many of them each gives our answer. A
query that does not end within the limit counts as the limit, one that is refused as never answered.
"""

import argparse
import io
import math
import re
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import owlready2
import pyoxigraph as ox
from rdflib import Dataset, Literal, URIRef
from tables import ROOT, machine, markdown, publish

from graph_build import pipeline, store
from graph_build.assemble.shared import known_organisations
from graph_build.iri import DEFAULT_BASE, Minter
from graph_build.nquads import lines, parse
from graph_build.resolve import resolve
from graph_build.validate import check_all, validate
from ontology.terms import PREFIXES
from queries.catalogue import query
from queries.run import run

PATIENCE = 20.0
QUERIES = (
    "paradoxes", "recommendations-by-theme", "recommendations-by-addressee", "participants", "themes-shared",
    "questions-answers-by-theme", "said-by-organisation", "recommendations-on-paradox", "themes-together",
    "about-but-not-by",
)  # fmt: skip


_TICK = 1e-4
"""Seconds that count for less, which the clock of a processor may tell as none."""


class TooLongError(Exception):
    """A call did not end within the limit."""


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """Give the seconds that a call takes, and what it gives."""
    begin = time.process_time()
    given = call()
    return time.process_time() - begin, given


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


def quadstore(quads: set[store.Quad], file: Path) -> None:
    """Put triples in a quadstore of owlready2, by the reader that it is quickest with."""
    triples = sorted({" ".join(term.n3() for term in quad[:3]) + " .\n" for quad in quads})
    world = owlready2.World(filename=str(file))
    world.get_ontology("urn:all#").load(fileobj=io.BytesIO("".join(triples).encode()), format="ntriples")
    world.save()
    world.close()


def steps(folder: Path) -> tuple[list[tuple[str, float, float, float]], ox.Store, Dataset, owlready2.World]:
    """Build three ways: each step's name and the seconds of each way; and the stores, opened."""
    reading, (findings, _) = timed(lambda: pipeline.read_all([ROOT / "corpus"], lambda *_: None))
    resolution = resolve(findings, known_organisations(DEFAULT_BASE))
    making, quads = timed(lambda: pipeline._quads(findings, resolution, DEFAULT_BASE, lambda *_: None))
    texts = {
        str(Minter(DEFAULT_BASE).named("text", one.document.name)): one.document.text for one in findings
    }
    checking, _ = timed(lambda: check_all(parse(lines(quads)), texts, DEFAULT_BASE))
    checking_too, _ = timed(lambda: validate(memory_store(quads), texts))
    writing, _ = timed(lambda: store.write(quads, folder / "graph"))
    file = folder / "rdflib.nq"
    writing_too, _ = timed(lambda: memory_store(quads).serialize(file, format="nquads", encoding="utf-8"))
    writing_there, _ = timed(lambda: quadstore(quads, folder / "owlready2.sqlite3"))
    opening, ours = timed(lambda: store.open_store(folder / "graph"))
    opening_too, theirs = timed(lambda: parsed(file))
    opening_there, world = timed(lambda: owlready2.World(filename=str(folder / "owlready2.sqlite3")))
    world.graph.db.set_progress_handler(lambda: None, 100_000)  # else no signal comes while SQLite runs
    before = reading + making
    whole = (
        before + checking + writing,
        before + checking_too + writing_too,
        before + checking_too + writing_there,
    )
    return (
        [
            ("Read the five documents", reading, reading, reading),
            (f"Make {len(quads)} quads of them", making, making, making),
            ("Validate them", checking, checking_too, checking_too),
            ("Write them to disk", writing, writing_too, writing_there),
            ("The whole build", *whole),
            ("Open the graph again", opening, opening_too, opening_there),
        ],
        ours,
        theirs,
        world,
    )


def rdflib_term(term: ox.NamedNode | ox.Literal) -> URIRef | Literal:
    """Give a term of Oxigraph as rdflib has it; plain strings stay plain."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    plain = term.datatype.value.endswith("XMLSchema#string")
    return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value))


Answer = tuple[float, bool | None]
"""Seconds that a query takes, and whether it gives our answer; ``None`` if there was none."""


def asked(
    name: str, ours: ox.Store, theirs: Dataset, world: owlready2.World, rounds: int
) -> tuple[Answer, ...]:
    """Ask one query of all three.

    Values of parameters are looked up before, as each takes them as terms.
    """
    wanted = query(name)
    values = run(ours, wanted).parameters
    given = {ox.Variable(key): value for key, value in values.items()}

    def ask() -> list[tuple[object, ...]]:
        found = ours.query(
            wanted.text, prefixes=PREFIXES, use_default_graph_as_union=True, substitutions=given
        )
        return [tuple(row) for row in found]

    here, rows = best(ask, rounds)
    answer = _table_of(rows)
    bindings = {key: rdflib_term(value) for key, value in values.items()}
    only = "".join(f"VALUES ?{key} {{ {value} }} " for key, value in values.items())
    text = wanted.text.replace("WHERE {", f"WHERE {{ {only}", 1)

    def peer(call: Callable[[], Iterable[Iterable[object]]]) -> Answer:
        begin = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE * rounds)
        try:
            there, rows = best(lambda: list(call()), rounds)
        except Exception:  # what a library does not know it says in many ways, and SQLite is interrupted
            return PATIENCE if time.process_time() - begin > PATIENCE else math.nan, None
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        return there, _table_of(rows) == answer

    return (
        (here, True),
        peer(lambda: theirs.query(wanted.text, initNs=PREFIXES, initBindings=bindings)),
        peer(lambda: world.sparql(text, error_on_undefined_entities=False)),
    )


def _table_of(rows: Iterable[Iterable[object]]) -> Counter[tuple[str | None, ...]]:
    return Counter(tuple(_said(term) for term in row) for row in rows)


def _said(term: object) -> str | None:
    """What a term says, alike in both libraries: numbers by their value, joined words in any order."""
    if term is None:
        return None
    words = term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(getattr(term, "iri", term))
    with suppress(ValueError):
        return f"{float(words):.6g}"
    return " ".join(sorted(re.split(r"[\s;,|·]+", words)))


def main() -> None:
    """Measure and publish the two tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    signal.signal(signal.SIGVTALRM, _stop)
    with tempfile.TemporaryDirectory() as folder:
        built, *stores = steps(Path(folder))
        answers = {name: asked(name, *stores, given.rounds) for name in QUERIES}
    publish("building", _tables(built, answers))


def _stop(*_: object) -> None:
    raise TooLongError


def _tables(built: list[tuple[str, float, float, float]], answers: dict[str, tuple[Answer, ...]]) -> str:
    first = [(step, *(f"{one:.2f}" for one in costs), *_times(costs)) for step, *costs in built]
    second = [
        (
            name,
            f"{found[0][0] * 1000:.1f}",
            *(f"{one * 1000:.0f}" if same is not None else "never" for one, same in found[1:]),
            *_times([one for one, _ in found]),
        )
        for name, found in answers.items()
    ]
    told = [
        f"{name} ended {sum(one[at][1] is not None for one in answers.values())} of the ten within "
        f"{PATIENCE:.0f} s and gave our answer to {sum(one[at][1] is True for one in answers.values())}"
        for at, name in ((1, "rdflib"), (2, "owlready2"))
    ]
    head = ("ours", "rdflib", "owlready2", "rdflib, times", "owlready2, times")
    return "\n\n".join(
        (
            markdown(("Building, s", *head), first),
            markdown(("Asking, ms", *head), second),
            f"{'; '.join(told)}. {machine()}",
        )
    )


def _times(costs: Sequence[float]) -> list[str]:
    """How many times as long as ours the others take."""
    return ["-" if math.isnan(one) else f"{one / max(costs[0], _TICK):.1f}" for one in costs[1:]]


if __name__ == "__main__":
    main()
