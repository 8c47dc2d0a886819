"""What follows from the whole graph of the corpus: our rules beside owlrl, and that both find the same.

    python benchmarks/reasoning.py

Both get every quad of the corpus's graph but those inferred, and the model. owlrl closes the model alone and
the model with the graph, as what follows from the model alone is left out of the comparison; its time is of
both. It also says that datatypes differ and that things are themselves, which is not compared. Fails where
anything else differs.
"""

import tempfile
import time
from pathlib import Path

from rdflib import OWL, XSD, Graph, URIRef
from tables import ROOT, machine, markdown, publish

from graph_build import pipeline, store
from graph_build.inference import GRAPH, derivations
from graph_build.iri import DEFAULT_BASE, Minter
from ontology import closure, reasoning
from ontology import terms as t


def main() -> None:
    """Measure both, compare what they find, and write the table into the documentation."""
    mint = Minter(DEFAULT_BASE)
    with tempfile.TemporaryDirectory() as folder:
        pipeline.build([ROOT / "corpus"], Path(folder) / "graph")
        given = {
            (s, p, o)
            for graph in store.open_dataset(Path(folder) / "graph").graphs()
            for s, p, o in graph
            if graph.identifier != mint.graph(GRAPH) and p != t.LED_IN_TENSION_WITH
        }
    began = time.perf_counter()
    ours = derivations((*triple, mint.graph("any")) for triple in given)
    between = time.perf_counter()
    graph = Graph()
    for triple in given:
        graph.add(triple)
    theirs = reasoning.closure(graph)
    ended = time.perf_counter()
    model = {*reasoning.model(), *closure.derive(set(reasoning.model()))}
    found = {triple for triple in ours if triple[0] != triple[2]} - model
    expected = {one for one in theirs if isinstance(one[0], URIRef) and not _of_datatypes(one)} - model
    if found != expected:
        raise SystemExit(f"ours alone {len(found - expected)}, owlrl's alone {len(expected - found)}")
    mine, its = between - began, ended - between
    row = (f"{len(given)} triples", str(len(found)), f"{mine:.1f}", f"{its:.1f}", f"{its / mine:.0f}")
    head = ("Given", "what follows", "ours, s", "owlrl, s", "times")
    publish("reasoning", f"{markdown(head, [row])}\n\nBoth find the same. {machine()}")


def _of_datatypes(triple: closure.Triple) -> bool:
    return triple[1] == OWL.disjointWith and str(triple[0]).startswith(str(XSD))


if __name__ == "__main__":
    main()
