"""Every file format that a graph is written in, and the one function that writes them."""

from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, Store

from exports import parquet, rdf
from exports.aif import to_aif
from exports.annotations_wadm import to_annotations
from exports.catalogue_dcat import to_dcat
from exports.explorer_data import bundle
from exports.explorer_data.files import explorer_files
from exports.jsonld import to_jsonld
from exports.layout import Layout, lay_out
from exports.lookup import Lookup
from exports.neo4j import to_neo4j
from exports.networks import to_gexf, to_graphml
from exports.nif import to_nif
from exports.projection import Projection, project
from exports.qlever import to_qlever
from exports.queries_rdf import to_queries
from exports.rocrate import to_rocrate
from exports.skos import to_skos
from exports.tables import to_tables
from exports.writing import write_file
from graph_build.errors import UsageError
from graph_build.store import manifest_of, nquads_of, open_store, texts_of, unread_of

__all__ = ["FORMATS", "export"]


class _Graph:
    """A graph in the shapes that the formats want, each made once and only if wanted."""

    def __init__(self, folder: Path) -> None:
        self._store: Store = open_store(folder)
        self._folder = folder
        self.manifest = manifest_of(folder)
        self.files: dict[str, bytes] = {}
        """What was written so far, which the formats that describe a release tell of."""

    @cached_property
    def quads(self) -> list[Quad]:
        return rdf.quads_in_order(self._store)

    @cached_property
    def nquads(self) -> bytes:
        return nquads_of(self._folder)

    @cached_property
    def look(self) -> Lookup:
        return Lookup(self.quads)

    @property
    def base(self) -> str:
        return self.manifest.base

    @cached_property
    def texts(self) -> dict[str, str]:
        return texts_of(self._folder)

    @cached_property
    def unread(self) -> tuple[str, ...]:
        return unread_of(self._folder)

    @cached_property
    def projection(self) -> Projection:
        return project(self.look)

    @cached_property
    def layout(self) -> Layout:
        return lay_out(self.projection)

    @cached_property
    def tables(self) -> dict[str, bytes]:
        return to_tables(self.look)


Writer = Callable[[_Graph], dict[str, bytes]]
"""Gives a format's files: their contents by path below the folder of the export."""

_NAME: Final = "ledelsesgraf"
_RDF: Final[dict[str, Callable[[list[Quad]], bytes]]] = {
    "ttl": rdf.to_turtle,
    "trig": rdf.to_trig,
    "nt": rdf.to_ntriples,
    "rdf": rdf.to_rdfxml,
    "jsonld": to_jsonld,
}
_NETWORKS: Final[dict[str, Callable[[Projection, Layout], bytes]]] = {"graphml": to_graphml, "gexf": to_gexf}


def _rdf_writer(ending: str) -> Writer:
    return lambda graph: {f"{_NAME}.{ending}": _RDF[ending](graph.quads)}


def _network_writer(ending: str) -> Writer:
    return lambda graph: {f"{_NAME}.{ending}": _NETWORKS[ending](graph.projection, graph.layout)}


def _tables(graph: _Graph) -> dict[str, bytes]:
    return {f"csv/{name}": content for name, content in graph.tables.items()}


def _parquet(graph: _Graph) -> dict[str, bytes]:
    files = parquet.to_parquet(graph.tables, graph.quads)
    return {f"parquet/{name}": content for name, content in files.items()}


def _site(graph: _Graph) -> dict[str, bytes]:
    told = explorer_files(graph.look, graph.base, graph.texts, graph.manifest.identity, unread=graph.unread)
    files = {**bundle.files(), **told}
    return {f"site/{name}": content for name, content in files.items()}


FORMATS: Final[dict[str, Writer]] = {
    **{ending: _rdf_writer(ending) for ending in ("ttl", "trig", "nt")},
    "nq": lambda graph: {f"{_NAME}.nq": graph.nquads},
    **{ending: _rdf_writer(ending) for ending in ("rdf", "jsonld")},
    **{ending: _network_writer(ending) for ending in _NETWORKS},
    "csv": _tables,
    "parquet": _parquet,
    "annotations": lambda graph: {"annotations.jsonld": to_annotations(graph.look, graph.base)},
    "nif": lambda graph: {"nif.ttl": to_nif(graph.look, graph.texts)},
    "aif": lambda graph: {"aif.ttl": to_aif(graph.look)},
    "skos": lambda graph: {"themes.ttl": to_skos(graph.quads, graph.base)},
    "queries": lambda graph: {"queries.ttl": to_queries(graph.base)},
    "neo4j": lambda graph: {f"neo4j/{name}": file for name, file in to_neo4j(graph.look, graph.base).items()},
    "qlever": lambda graph: {f"qlever/{name}": file for name, file in to_qlever(graph.nquads).items()},
    "site": _site,
    "dcat": lambda graph: {"dcat.ttl": to_dcat(graph.look, graph.base, graph.files)},
    "rocrate": lambda graph: {
        "ro-crate-metadata.json": to_rocrate(graph.look, graph.base, graph.manifest.sha256, graph.files),
    },
}
"""Formats by name. The last two describe the files that were written before them in the same call."""

_NEEDED: Final[dict[str, Callable[[], bool]]] = {"parquet": parquet.available, "site": bundle.available}
"""Whether there is what a format needs; formats that need nothing are not named."""

_LAST: Final = ("dcat", "rocrate")


def _wanted(formats: Iterable[str] | None) -> list[str]:
    """The formats that are asked for, those that describe the others last; all means all that can be had."""
    if formats is None:
        return [name for name in FORMATS if name not in _NEEDED or _NEEDED[name]()]
    names = list(dict.fromkeys(formats))
    for name in names:
        if name not in FORMATS:
            raise UsageError(f"unknown format {name!r}; there are: {', '.join(FORMATS)}")
    return sorted(names, key=lambda name: _LAST.index(name) + 1 if name in _LAST else 0)


def export(graph_dir: Path, out: Path, formats: Iterable[str] | None = None) -> tuple[Path, ...]:
    """Write a graph in several formats and give the files' paths, in the order of the formats.

    Equal graphs give equal bytes. Each file is written whole or not at all.

    Args:
        graph_dir: The graph's folder.
        out: The folder to write to; made where it lacks.
        formats: Names of formats as in ``FORMATS``; ``None`` for all whose libraries are there.

    Raises:
        GraphError: ``graph_dir`` holds no graph.
        UsageError: A format is unknown, or ``out`` cannot be written to.
    """
    graph, paths = _Graph(graph_dir), []
    for name in _wanted(formats):
        for path, content in sorted(FORMATS[name](graph).items()):
            paths.append(write_file(out / path, content))
            graph.files[path] = content
    return tuple(paths)
