"""The graph as one HTML page that works offline: drawn by pyvis, with panel, filters and search of our own.

The page holds everything it needs and asks no host for anything. Its policy (Content-Security-Policy) lets
only the page's two scripts run, named by their SHA-256; text from documents cannot run, whatever it says.
"""

import base64
import hashlib
import json
import re
import textwrap
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from pyvis.network import Network

from exports.layout import Layout, lay_out
from exports.lookup import Lookup
from exports.projection import Link, Node, Projection, kinds, project, relations
from exports.selection import select
from exports.writing import write_file
from graph_build.store import open_store

__all__ = ["draw", "page"]

_POLICY_MARK: Final = "policy-comes-here"
_WIDTH: Final = 26
_WIDTH_TITLE: Final = 38
_OPTIONS: Final[dict[str, Any]] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "zoomSpeed": 0.7,
    },
    # Labels stay in the data for who reads it; the page's own script draws them, and lets none overlap.
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 4, "scaling": {"label": {"drawThreshold": 1e6}}},
    "edges": {
        "smooth": False,
        "selectionWidth": 0,
        "hoverWidth": 0,
        "scaling": {"label": {"drawThreshold": 1e6}},
    },
}
_LOUD: Final = {"opposed-to": "#D55E00", "pole": "#E8B79C", "answer": "#D1B13C", "in-tension-with": "#D55E00"}


def draw(  # noqa: PLR0917 - the command line's options, in its order
    graph_dir: Path,
    out: Path,
    focus: str | None = None,
    themes: Sequence[str] = (),
    documents: Sequence[str] = (),
    kinds: Sequence[str] = (),
    depth: int | None = None,
) -> Path:
    """Write the picture of a graph, or of a part of it, and give the file's path.

    Args:
        graph_dir: The graph's folder.
        out: The HTML file to write; its folder is made where it lacks.
        focus: IRI or label of the thing to stand in the middle.
        themes: Ids or labels of themes to keep.
        documents: Names or titles of documents to keep.
        kinds: Kinds of things to keep, e.g. ``paradox``.
        depth: Most steps from the focus.

    Raises:
        GraphError: ``graph_dir`` holds no graph.
        UsageError: A name is unknown, or nothing is left to draw.
    """
    whole = project(Lookup(open_store(graph_dir)))
    part = select(whole, focus=focus, themes=themes, documents=documents, kinds=kinds, depth=depth)
    return write_file(out, page(part, whole).encode())


def page(part: Projection, whole: Projection | None = None) -> str:
    """Give the page of a projection as HTML; equal projections give equal pages.

    Args:
        part: What is drawn.
        whole: All of the graph, for titles of documents that are not drawn themselves.
    """
    layout = lay_out(part)
    network = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    # Setting the lists takes no time; pyvis's add_edge looks through all edges for each.
    network.nodes = [_vis_node(node, layout) for node in part.nodes]
    network.edges = [_vis_edge(number, link, part) for number, link in enumerate(part.links)]
    network.options = _OPTIONS
    own_folder = files("exports").joinpath("page")
    with as_file(own_folder) as folder:
        loaders = [FileSystemLoader(folder), FileSystemLoader(network.template_dir)]
        network.templateEnv = Environment(loader=ChoiceLoader(loaders), autoescape=True)
        network.templateEnv.globals.update(
            picture=_picture(part, whole or part, layout), policy_mark=_POLICY_MARK
        )
        return _with_policy(str(network.generate_html("picture.html")))


def _with_policy(html: str) -> str:
    """Name the page's scripts in its policy, so that no other script runs."""
    scripts = re.findall(r"<script>(.*?)</script>", html, flags=re.DOTALL)
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    policy = (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return html.replace(_POLICY_MARK, policy, 1)


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _vis_node(node: Node, layout: Layout) -> dict[str, Any]:
    x, y = layout.positions[node.iri]
    kind = kinds()[node.kind]
    return {
        "id": node.iri,
        "label": _short(node.label, node.kind),
        "kind": node.kind,
        "shape": kind.shape,
        "color": {
            "background": kind.colour,
            "border": "#ffffff",
            "highlight": {"background": kind.colour, "border": "#0b2545"},
        },
        "size": layout.sizes[node.iri],
        "x": x,
        "y": y,
        "region": layout.inside[node.iri],
    }


def _vis_edge(number: int, link: Link, part: Projection) -> dict[str, Any]:
    relation = relations()[link.relation]
    loud = link.relation in _LOUD
    edge = {
        "id": f"e{number}",
        "from": link.source,
        "to": link.target,
        "label": relation.da,
        "relation": link.relation,
        "note": link.note,
        "width": 2 if loud else 1,
        "color": {"color": _LOUD.get(link.relation, "#9aa7b5"), "opacity": 0.8 if loud else 0.22},
    }
    return edge | {"hidden": True} if relation.quiet else edge


def _short(label: str, kind: str) -> str:
    """Give a label as it stands in the picture: two lines at most."""
    if kind == "paradox" and "↔" in label:
        poles = [textwrap.shorten(pole, _WIDTH, placeholder=" …") for pole in label.split("↔", 1)]
        return " ↔\n".join(poles)
    wide = _WIDTH_TITLE if kind == "document" else _WIDTH
    return "\n".join(textwrap.wrap(label, wide, max_lines=2, placeholder=" …"))


def _picture(part: Projection, whole: Projection, layout: Layout) -> dict[str, Any]:
    used = sorted({document for node in part.nodes for document in node.documents})
    titles = {node.iri: node.label for node in whole.nodes if node.kind == "document"}
    at_document = {iri: at for at, iri in enumerate(used)}
    themes = _theme_rows(part)
    at_theme = {row["iri"]: at for at, row in enumerate(themes)}
    present = {node.kind for node in part.nodes}
    return {
        "title": "Ledelsesgraf",
        "kinds": [_kind_row(key) for key in kinds() if key in present],
        "relations": {key: _relation_row(key) for key in sorted({link.relation for link in part.links})},
        "documents": [{"iri": iri, "title": titles[iri]} for iri in used],
        "themes": themes,
        "regions": [
            {
                "document": at_document.get(r.document) if r.document else None,
                "x": r.x,
                "y": r.y,
                "half_width": r.half_width,
                "half_height": r.half_height,
            }
            for r in layout.regions
        ],
        "nodes": {node.iri: _details(node, at_document, at_theme) for node in part.nodes},
        "words": json.loads(files("exports").joinpath("page/words.json").read_text(encoding="utf-8")),
    }


def _kind_row(key: str) -> dict[str, str]:
    kind = kinds()[key]
    words = {name: getattr(kind, name) for name in ("da", "en", "plural_da", "plural_en")}
    return {"key": key, "colour": kind.colour, "shape": kind.shape, **words}


def _relation_row(key: str) -> dict[str, Any]:
    relation = relations()[key]
    return {name: getattr(relation, name) for name in ("da", "en", "back_da", "back_en", "quiet")}


def _theme_rows(part: Projection) -> list[dict[str, Any]]:
    """Give the drawn themes, each followed by those under it, with the place of the one above."""
    themes = sorted(
        (node for node in part.nodes if node.kind == "theme"), key=lambda node: (node.label, node.iri)
    )
    drawn = {node.iri for node in themes}
    broader = (link for link in part.links if link.relation == "broader")
    above = {link.source: link.target for link in broader if link.target in drawn}
    rows: list[dict[str, Any]] = []

    def add(iri: str, parent: int | None) -> None:
        at = len(rows)
        rows.append({"iri": iri, "broader": parent})
        for node in themes:
            if above.get(node.iri) == iri:
                add(node.iri, at)

    for node in themes:
        if node.iri not in above:
            add(node.iri, None)
    return rows


def _details(node: Node, at_document: dict[str, int], at_theme: dict[str, int]) -> dict[str, Any]:
    english = {"label_en": node.label_en, "short_en": _short(node.label_en, node.kind)}
    return {
        "label": node.label,
        **(english if node.label_en != node.label else {}),
        "documents": [at_document[iri] for iri in node.documents],
        "themes": [at_theme[iri] for iri in node.themes if iri in at_theme],
        "facts": [[fact.key, fact.da, fact.en] for fact in node.facts],
        "evidence": [
            {
                "document": at_document[quoted.document],
                "quote": quoted.quote,
                "before": quoted.before,
                "after": quoted.after,
                "heading": quoted.heading,
                "page": quoted.page,
                "voice": quoted.voice,
                "rule": quoted.rule,
                "confidence": quoted.confidence,
            }
            for quoted in node.evidence
        ],
    }
