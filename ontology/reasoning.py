"""Reasoning over the model: owlready2 loads it, HermiT (Java) tells whether it is consistent.

``python -m ontology.reasoning`` checks the model with its themes and fails where they contradict. HermiT
knows no xsd:date and leaves such values aside; no axiom speaks of them.
"""

import io
import shutil
import sys
from dataclasses import dataclass
from typing import Final

import owlready2
import owlrl
from rdflib import OWL, RDF, BNode, Graph, URIRef

from ontology.load import PREFIXES, concepts, modules, themes

NO_JAVA: Final = (
    "reasoning needs Java, and none was found: install a Java runtime (11 or newer) or do without it"
)


class ReasoningError(RuntimeError):
    """The reasoner cannot be run, for want of Java or because it broke off; one line says what to do."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reasoner found.

    Attributes:
        consistent: Whether the axioms and the data can all hold at once.
        unsatisfiable: IRIs of classes that can have no member, sorted; empty where inconsistent.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]


def java() -> str | None:
    """The path of the Java program, or ``None`` where the machine has none."""
    return shutil.which("java")


def model(*data: Graph) -> Graph:
    """The model with every axiom, its lists of concepts and, where given, data, as one graph of its own."""
    merged = modules() + concepts()
    for graph in data:
        merged += graph
    return merged


def load(graph: Graph) -> owlready2.World:
    """The graph in a world of owlready2's own, apart from every other."""
    whole = Graph() + graph
    # One ontology, merged: owlready2 would fetch the imports, and takes the last header for the name of all.
    for module in set(whole.subjects(RDF.type, OWL.Ontology)) - {URIRef(PREFIXES["led"])}:
        whole.remove((module, None, None))
    world = owlready2.World()
    world.get_ontology(PREFIXES["led"]).load(
        fileobj=io.BytesIO(whole.serialize(format="nt", encoding="utf-8")), format="ntriples"
    )
    return world


def check(*data: Graph) -> Verdict:
    """Let HermiT look at the model, with data where given; about a second, most of it Java's start.

    Raises:
        ReasoningError: There is no Java, or HermiT broke off.
    """
    program = java()
    if program is None:
        raise ReasoningError(NO_JAVA)
    world = load(model(*data))
    owlready2.JAVA_EXE = program
    try:
        owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    except owlready2.OwlReadyInconsistentOntologyError:
        return Verdict(False, ())
    except owlready2.OwlReadyJavaError as error:
        reason = " ".join(str(error).split())[:200]
        raise ReasoningError(f"HermiT broke off ({reason}): look at the last change of the Turtle") from error
    nothing = (found.iri for found in world.inconsistent_classes() if found is not owlready2.Nothing)
    return Verdict(True, tuple(sorted(nothing)))


def closure(graph: Graph) -> Graph:
    """What OWL 2 RL derives from ``graph`` and the model together, and from neither alone.

    No blank nodes, no statement that a thing is a thing or equals itself. Slow (some milliseconds a
    triple): for one document or for the paradoxes, not for a whole corpus.
    """
    alone, together = model(), model(graph)
    for expanded in (alone, together):
        owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(expanded)
    derived = Graph(namespace_manager=graph.namespace_manager)
    for s, p, o in together - alone - graph:
        if o not in (s, OWL.Thing) and not isinstance(s, BNode) and not isinstance(o, BNode):
            derived.add((s, p, o))
    return derived


def main() -> int:
    """Say in a line what HermiT finds of the model and its themes; 1 where there is a fault, or no Java."""
    try:
        verdict = check(themes())
    except ReasoningError as error:
        print(error, file=sys.stderr)
        return 1
    classes = len(set(modules().subjects(RDF.type, OWL.Class)))
    if verdict == Verdict(True, ()):
        print(f"HermiT: consistent, and each of the {classes} classes can have members")
        return 0
    print(f"HermiT: {' '.join(verdict.unsatisfiable) or 'inconsistent'}: look at dl.ttl", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
