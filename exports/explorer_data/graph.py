"""The graph view's data: things, the links between them, and where each stands."""

from typing import Any

from exports.layout import lay_out
from exports.projection import Projection, kinds

__all__ = ["graph"]


def graph(projection: Projection, base: str) -> dict[str, Any]:
    """Give nodes, edges (by places in the list of nodes) and kinds, in the projection's order."""
    positions = lay_out(projection).positions
    at = {node.iri: number for number, node in enumerate(projection.nodes)}
    documents = {node.iri: number for number, node in enumerate(projection.nodes) if node.kind == "document"}
    degree = dict.fromkeys(at, 0)
    for link in projection.links:
        degree[link.source] += 1
        degree[link.target] += 1
    return {
        "nodes": [
            {
                "id": node.iri.removeprefix(base),
                "kind": node.kind,
                "label": {"da": node.label, "en": node.label_en},
                "weight": degree[node.iri],
                "x": positions.get(node.iri, (0, 0))[0],
                "y": positions.get(node.iri, (0, 0))[1],
                "documents": [documents[one] for one in node.documents if one in documents],
                "themes": [theme.removeprefix(base) for theme in node.themes],
            }
            for node in projection.nodes
        ],
        "edges": [
            {"source": at[link.source], "target": at[link.target], "kind": link.relation, "weight": 1}
            for link in projection.links
        ],
        "kinds": {
            kind.key: {"da": kind.plural_da, "en": kind.plural_en, "colour": kind.colour}
            for kind in kinds().values()
        },
    }
