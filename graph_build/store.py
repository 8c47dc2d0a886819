"""The graph on disk: an Oxigraph store, its sorted N-Quads and a manifest, written whole or not at all.

A build that dies leaves the last graph as it was; what it left lying about the next one removes.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import oxrdflib
import pyoxigraph as ox
from rdflib import Dataset, Literal, URIRef

from graph_build.errors import GraphError
from graph_build.iri import DEFAULT_BASE, Minter, slug
from graph_build.provenance import Quad
from graph_build.replace import recover, replacing
from ontology.load import PREFIXES

FORMAT = 1
"""Of the folder's layout; a folder of another format must be built anew."""
STORE, NQUADS, MANIFEST, REPORT, TEXTS = (
    "store",
    "ledelsesgraf.nq",
    "manifest.json",
    "report.json",
    "texts",
)


@dataclass(frozen=True, slots=True)
class Source:
    """A document that went into the graph: its name, its file's path and SHA-256, its text as read."""

    name: str
    path: str
    sha256: str
    text: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a graph folder says of itself.

    Attributes:
        base: The IRI under which instances stand.
        quads: Number of quads in all.
        graphs: Number of triples by the IRI of the named graph.
        sha256: Of the sorted N-Quads, which are canonical as there are no blank nodes.
        documents: Name, path and SHA-256 of each source and the file that holds its text, by name.
    """

    base: str
    quads: int
    graphs: Mapping[str, int]
    sha256: str
    documents: tuple[Mapping[str, str], ...]


def to_oxigraph(quad: Quad) -> ox.Quad:
    """Give an rdflib quad as the store takes it.

    Raises:
        ValueError: A term is no valid IRI or language tag.
    """
    subject, predicate, thing, graph = quad
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), _object(thing), ox.NamedNode(graph))


def _object(term: URIRef | Literal) -> ox.NamedNode | ox.Literal:
    if isinstance(term, URIRef):
        return ox.NamedNode(term)
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(term.datatype) if term.datatype else None)


def write(
    quads: Iterable[Quad],
    folder: Path,
    base: str = DEFAULT_BASE,
    sources: Iterable[Source] = (),
    report: Mapping[str, Any] | None = None,
) -> Manifest:
    """Write a graph folder in place of the one that stands there.

    The same quads give the same bytes, but for the store's own files.

    Args:
        quads: In any order; the same one may come more than once.
        folder: The graph folder; made where it does not exist.
        base: The IRI under which instances stand.
        sources: The documents that the quads tell of.
        report: What the build found, written as ``report.json``.

    Raises:
        GraphError: The folder holds something else than a graph, or cannot be written.
    """
    _refuse_other_things(folder)
    try:
        with replacing(folder) as fresh:
            manifest = _write_into(fresh, quads, base, sources, report)
    except OSError as error:
        raise GraphError(f"{folder}: the graph cannot be written ({error.strerror or error}).") from error
    return manifest


def _write_into(
    fresh: Path,
    quads: Iterable[Quad],
    base: str,
    sources: Iterable[Source],
    report: Mapping[str, Any] | None,
) -> Manifest:
    documents = tuple(_write_text(fresh, source) for source in sorted(sources, key=lambda one: one.name))
    lines = {str(quad): quad for quad in map(to_oxigraph, quads)}
    whole = "".join(f"{line} .\n" for line in sorted(lines)).encode()
    (fresh / NQUADS).write_bytes(whole)
    store = ox.Store(str(fresh / STORE))
    store.bulk_extend(lines[line] for line in sorted(lines))
    store.optimize()
    store.flush()
    graphs = Counter(str(quad.graph_name)[1:-1] for quad in lines.values())
    manifest = Manifest(base, len(lines), graphs, hashlib.sha256(whole).hexdigest(), documents)
    _write_json(fresh / REPORT, report or {})
    _write_json(fresh / MANIFEST, _as_json(manifest))
    return manifest


def _write_text(fresh: Path, source: Source) -> dict[str, str]:
    path = fresh / TEXTS / f"{slug(source.name)}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(source.text.encode())
    kept = path.relative_to(fresh).as_posix()
    return {"name": source.name, "path": source.path, "sha256": source.sha256, "text": kept}


def _as_json(manifest: Manifest) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "base": manifest.base,
        "quads": manifest.quads,
        "graphs": dict(sorted(manifest.graphs.items())),
        "sha256": manifest.sha256,
        "documents": [dict(one) for one in manifest.documents],
    }


def _write_json(path: Path, value: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _refuse_other_things(folder: Path) -> None:
    """A folder with something else in it is never replaced: a mistyped path must cost nobody their files."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise GraphError(f"{folder}: is no folder; name another place for the graph.")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise GraphError(f"{folder}: holds other files and is no graph; name an empty or new folder.")


def manifest_of(folder: Path) -> Manifest:
    """Read what a graph folder says of itself.

    Raises:
        GraphError: There is no folder, it is no graph, or it is of another format.
    """
    if not folder.exists():
        recover(folder)
    if not folder.is_dir():
        what = "is a file, no graph folder" if folder.exists() else "there is no such folder"
        raise GraphError(f"{folder}: {what}; build a graph with: ledelsesgraf build --graph {folder}")
    try:
        raw = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if raw["format"] != FORMAT:
            raise GraphError(f"{folder}: the graph has format {raw['format']}, not {FORMAT}; build it anew.")
        documents = tuple(raw["documents"])
        return Manifest(raw["base"], raw["quads"], raw["graphs"], raw["sha256"], documents)
    except FileNotFoundError as error:
        raise GraphError(f"{folder}: is no graph folder (no {MANIFEST}); name one or build it.") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GraphError(f"{folder}: {MANIFEST} cannot be read; build the graph anew.") from error


def report_of(folder: Path) -> dict[str, Any]:
    """Read the report of the build that wrote the graph.

    Raises:
        GraphError: The folder is no graph, or its report cannot be read.
    """
    manifest_of(folder)
    try:
        report: dict[str, Any] = json.loads((folder / REPORT).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GraphError(f"{folder}: {REPORT} cannot be read; build the graph anew.") from error
    return report


def texts_of(folder: Path) -> dict[str, str]:
    """Read the documents' texts, in which offsets count, by text IRI.

    Raises:
        GraphError: The folder is no graph, or a text is missing.
    """
    manifest = manifest_of(folder)
    mint = Minter(manifest.base)
    try:
        return {
            str(mint.named("text", one["name"])): (folder / one["text"]).read_bytes().decode()
            for one in manifest.documents
        }
    except (OSError, ValueError, KeyError) as error:
        raise GraphError(f"{folder}: a document's text cannot be read; build the graph anew.") from error


def open_store(folder: Path) -> ox.Store:
    """Open a graph for reading; several processes may do so at once.

    Raises:
        GraphError: The folder is missing, no graph, or its store cannot be opened.
    """
    manifest_of(folder)
    try:
        return ox.Store.read_only(str(folder / STORE))
    except OSError as error:
        raise GraphError(f"{folder}: the store cannot be opened; build the graph anew.") from error


def open_dataset(folder: Path) -> Dataset:
    """Open a graph for reading as an rdflib dataset whose default graph is the union of all.

    Plain strings come back with the datatype ``xsd:string``.

    Raises:
        GraphError: As for ``open_store``.
    """
    return _dataset(open_store(folder))


def dataset_of(quads: Iterable[Quad]) -> Dataset:
    """Give quads as an rdflib dataset in memory whose default graph is the union of all."""
    store = ox.Store()
    store.bulk_extend(map(to_oxigraph, quads))
    return _dataset(store)


def _dataset(store: ox.Store) -> Dataset:
    dataset = Dataset(store=oxrdflib.OxigraphStore(store=store), default_union=True)
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace)
    return dataset


def verify(folder: Path) -> Manifest:
    """Check that the folder's parts belong together: the N-Quads' bytes and every quad in the store.

    Raises:
        GraphError: A part is missing, damaged or of another build.
    """
    manifest = manifest_of(folder)
    try:
        whole = (folder / NQUADS).read_bytes()
        stored = sorted(f"{quad} .\n" for quad in open_store(folder))
    except OSError as error:
        raise GraphError(f"{folder}: a part cannot be read ({error}); build the graph anew.") from error
    if hashlib.sha256(whole).hexdigest() != manifest.sha256:
        raise GraphError(f"{folder}: {NQUADS} is not the file that was built; build the graph anew.")
    if "".join(stored).encode() != whole:
        raise GraphError(f"{folder}: the store and {NQUADS} differ; build the graph anew.")
    return manifest
