"""Network files for Gephi and its kin: GraphML and GEXF 1.3, with labels, words, colours and places."""

import re
from collections.abc import Iterable
from typing import Any, Final

import networkx as nx

from exports.layout import Layout
from exports.projection import Node, Projection, kinds, relations
from exports.rdf import XML_UNFIT

__all__ = ["to_gexf", "to_graphml"]

_META: Final = re.compile(r"<meta lastmodifieddate=.*?</meta>", re.DOTALL)
_BETWEEN: Final = " | "


def to_graphml(projection: Projection, layout: Layout) -> bytes:
    """Give GraphML; places and colours stand in ``x``, ``y``, ``size``, ``r``, ``g`` and ``b``, for Gephi."""
    network = _network(projection, layout)
    for _, row in network.nodes(data=True):
        look = row.pop("viz")
        row |= {"x": look["position"]["x"], "y": look["position"]["y"], "size": look["size"]}
        row |= {part: look["color"][part] for part in "rgb"}
    return _file(nx.generate_graphml(network, named_key_ids=True))


def to_gexf(projection: Projection, layout: Layout) -> bytes:
    """Give GEXF 1.3; it says nothing of when it was written, so equal graphs give equal bytes."""
    lines = nx.generate_gexf(_network(projection, layout), version="1.3")
    dateless = _META.sub("<meta><creator>Ledelsesgraf</creator></meta>", _file(lines).decode(), count=1)
    return dateless.replace("http://w3.org/2001", "http://www.w3.org/2001", 1).encode()


def _file(lines: Iterable[str]) -> bytes:
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join(lines) + "\n").encode()


def _network(projection: Projection, layout: Layout) -> "nx.MultiDiGraph[str]":
    titles = {node.iri: node.label for node in projection.nodes}
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in projection.nodes:
        network.add_node(node.iri, **_row(node, titles), viz=_look(node, layout))
    for number, link in enumerate(projection.links):
        relation = relations()[link.relation]
        words = {"label": relation.da, "label_en": relation.en, "relation": link.relation, "note": link.note}
        network.add_edge(
            link.source, link.target, key=number, **{key: _fit(word) for key, word in words.items()}
        )
    return network


def _row(node: Node, titles: dict[str, str]) -> dict[str, Any]:
    kind, first = kinds()[node.kind], node.evidence[0] if node.evidence else None
    words = {
        "label": node.label,
        "label_en": node.label_en,
        "kind": node.kind,
        "kind_da": kind.da,
        "class": kind.cls,
        "quote": first.quote if first else "",
        "heading": (first.heading or "") if first else "",
        "voice": (first.voice or "") if first else "",
        "documents": _BETWEEN.join(titles.get(iri, iri) for iri in node.documents),
        "themes": _BETWEEN.join(titles.get(iri, iri) for iri in node.themes),
    }
    row: dict[str, Any] = {key: _fit(word) for key, word in words.items()}
    if first and first.confidence is not None:
        row["confidence"] = first.confidence
    return row


def _look(node: Node, layout: Layout) -> dict[str, Any]:
    colour = kinds()[node.kind].colour
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    x, y = layout.positions[node.iri]
    return {
        "color": {"r": red, "g": green, "b": blue, "a": 1.0},
        "size": float(layout.sizes[node.iri]),
        # Network programs count upwards, pages downwards.
        "position": {"x": float(x), "y": float(-y), "z": 0.0},
    }


def _fit(words: str) -> str:
    return XML_UNFIT.sub("\ufffd", words)
