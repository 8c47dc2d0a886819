"""Every file format that a graph is written in, and the one function that writes them."""

from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, Store

from exports import rdf
from exports.jsonld import to_jsonld
from exports.lookup import Lookup
from exports.networks import to_gexf, to_graphml
from exports.projection import Projection, project
from exports.tables import to_tables
from exports.writing import write_file
from graph_build.errors import UsageError
from graph_build.store import open_store

__all__ = ["FORMATS", "export"]


class _Graph:
    """A graph in the shapes that the formats want, each made once and only if wanted."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def quads(self) -> list[Quad]:
        return rdf.quads_in_order(self._store)

    @cached_property
    def look(self) -> Lookup:
        return Lookup(self.quads)

    @cached_property
    def projection(self) -> Projection:
        return project(self.look)


Writer = Callable[[_Graph], dict[str, bytes]]
"""Gives a format's files: their contents by path below the folder of the export."""

_NAME: Final = "ledelsesgraf"
_RDF: Final[dict[str, Callable[[list[Quad]], bytes]]] = {
    "ttl": rdf.to_turtle,
    "trig": rdf.to_trig,
    "nt": rdf.to_ntriples,
    "nq": rdf.to_nquads,
    "rdf": rdf.to_rdfxml,
    "jsonld": to_jsonld,
}
_NETWORKS: Final[dict[str, Callable[[Projection], bytes]]] = {"graphml": to_graphml, "gexf": to_gexf}


def _rdf_writer(ending: str) -> Writer:
    return lambda graph: {f"{_NAME}.{ending}": _RDF[ending](graph.quads)}


def _network_writer(ending: str) -> Writer:
    return lambda graph: {f"{_NAME}.{ending}": _NETWORKS[ending](graph.projection)}


def _tables(graph: _Graph) -> dict[str, bytes]:
    return {f"csv/{name}": content for name, content in to_tables(graph.look).items()}


FORMATS: Final[dict[str, Writer]] = {
    **{ending: _rdf_writer(ending) for ending in _RDF},
    **{ending: _network_writer(ending) for ending in _NETWORKS},
    "csv": _tables,
}
"""Formats by name: the six of RDF, two for network programs, and CSV with one file a class."""


def export(graph_dir: Path, out: Path, formats: Iterable[str] | None = None) -> tuple[Path, ...]:
    """Write a graph in several formats and give the files' paths, in the order of the formats.

    Equal graphs give equal bytes. Each file is written whole or not at all.

    Args:
        graph_dir: The graph's folder.
        out: The folder to write to; made where it lacks.
        formats: Names of formats as in ``FORMATS``, ``None`` for all.

    Raises:
        GraphError: ``graph_dir`` holds no graph.
        UsageError: A format is unknown, or ``out`` cannot be written to.
    """
    wanted = list(dict.fromkeys(FORMATS if formats is None else formats))
    for name in wanted:
        if name not in FORMATS:
            raise UsageError(f"unknown format {name!r}; there are: {', '.join(FORMATS)}")
    graph = _Graph(open_store(graph_dir))
    files = (file for name in wanted for file in sorted(FORMATS[name](graph).items()))
    return tuple(write_file(out / path, content) for path, content in files)
