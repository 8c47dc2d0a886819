"""The themes and the small lists alone, as SKOS."""

from collections.abc import Iterable

import pyoxigraph as ox
from rdflib import SKOS

from exports.triples import Triples
from ontology.load import PREFIXES, concepts, graph_of

__all__ = ["to_skos"]

_TOLD = tuple(PREFIXES[prefix] for prefix in ("skos", "dcterms", "rdf", "rdfs", "owl"))


def to_skos(quads: Iterable[ox.Quad], base: str) -> bytes:
    """Give the themes as the graph has them, with the small lists of values, which the model holds.

    Args:
        quads: The graph.
        base: The IRI under which concepts stand.
    """
    out = Triples()
    schemes = (f"{base}concept/", PREFIXES["skos"])
    themes = graph_of("themes.ttl", base=base)
    lists = {str(subject) for subject in (*concepts(base).subjects(), *themes.subjects())}
    lists |= {str(remark) for remark in themes.objects(None, SKOS.editorialNote)}
    for quad in quads:
        subject, predicate, value = quad.subject, quad.predicate.value, quad.object
        known = isinstance(subject, ox.NamedNode) and subject.value in lists
        told = predicate.startswith(_TOLD)
        near = isinstance(value, ox.Literal) or (
            isinstance(value, ox.NamedNode) and value.value.startswith(schemes)
        )
        matched = predicate.startswith(PREFIXES["skos"]) and predicate.endswith("Match")
        if known and told and (near or matched) and isinstance(value, ox.Literal | ox.NamedNode):
            out.add(subject.value, predicate, value)  # type: ignore[union-attr]
    return out.turtle()
