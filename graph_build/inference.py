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

UNWRITTEN: Final = frozenset({t.OA_SELECTOR, t.PROV_ENTITY})
"""Classes of which a graph does not say what is one of them by a sub-class alone: of every tenth of its quads
that would be all, nobody asks for it, and the sub-class says it."""


def completed(quads: Iterable[Quad], base: str) -> set[Quad]:
    """Give the quads with what follows from them, which stands in a graph of its own.

    No triple of that graph stands in another one, none says of a thing what it is to itself, and of the
    classes in ``UNWRITTEN`` none gives an instance.
    """
    asserted = {quad for quad in quads if quad[1] not in DERIVED}
    graph, stated = Minter(base).graph(GRAPH), {quad[:3] for quad in asserted}
    follows = (triple for triple in derivations(asserted) if triple not in stated and is_written(triple))
    return asserted | {(*cast(Triple, triple), graph) for triple in follows}


def derivations(quads: Iterable[Quad]) -> dict[closure.Triple, Step]:
    """Give every triple that follows from the quads, with the step by which it does."""
    return closure.derive(quad[:3] for quad in quads if quad[1] not in DERIVED)


def is_written(triple: closure.Triple) -> bool:
    """Whether a triple that follows stands in the graph."""
    subject, predicate, value = triple
    return subject != value and not (predicate == t.RDF_TYPE and value in UNWRITTEN)
