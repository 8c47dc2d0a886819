"""What follows from a graph by the model's axioms, as quads of a named graph of its own."""

from collections.abc import Iterable
from typing import Final, cast

from graph_build.iri import Minter
from graph_build.nquads import Quad, Triple
from ontology import closure
from ontology import terms as t
from ontology.closure import Step

__all__ = ["DERIVED", "GRAPH", "completed", "derivations"]

GRAPH: Final = "inferred"
"""The end of the named graph's IRI."""

DERIVED: Final = frozenset({t.LED_IN_TENSION_WITH})
"""Properties that hold by an axiom alone; one document's quads state them, so that it can stand by itself."""


def completed(quads: Iterable[Quad], base: str) -> set[Quad]:
    """Give the quads with what follows from them, which stands in a graph of its own.

    No triple of that graph stands in another one, and none says of a thing what it is to itself.
    """
    asserted = {quad for quad in quads if quad[1] not in DERIVED}
    graph, stated = Minter(base).graph(GRAPH), {quad[:3] for quad in asserted}
    follows = (triple for triple in derivations(asserted) if triple not in stated and triple[0] != triple[2])
    return asserted | {(*cast(Triple, triple), graph) for triple in follows}


def derivations(quads: Iterable[Quad]) -> dict[closure.Triple, Step]:
    """Give every triple that follows from the quads, with the step by which it does."""
    return closure.derive(quad[:3] for quad in quads if quad[1] not in DERIVED)
