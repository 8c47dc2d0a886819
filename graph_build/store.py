"""The graph on disk: an Oxigraph store, its sorted N-Quads and a manifest, written whole or not at all.

A build that dies leaves the last graph as it was; what it left lying about the next one removes.
"""

import hashlib
import json
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from rdflib import Dataset, Literal, URIRef

from graph_build import bulk
from graph_build.errors import GraphError
from graph_build.iri import DEFAULT_BASE, Minter, slug
from graph_build.nquads import Quad, Text, graph_of, parse
from graph_build.replace import MANIFEST, recover, refuse_other_things, replacing
from ontology.load import PREFIXES

__all__ = [
    "FORMAT", "MANIFEST", "NQUADS", "REPORT", "SHARDS", "STORE", "TEXTS", "Manifest", "Source", "change",
    "dataset_of", "describe", "manifest_of", "nquads_of", "open_dataset", "open_store", "quads_of",
    "report_of", "text_entry", "texts_of", "to_oxigraph", "unread_of", "verify", "verify_files", "write",
    "write_text",
]  # fmt: skip

FORMAT = 3
"""Of the folder's layout; a folder of another format must be built anew."""
STORE, NQUADS, REPORT, TEXTS = "store", "ledelsesgraf.nq", "report.json", "texts"
SHARDS = "shards"
"""In a folder for other stores, in the place of N-Quads and store: sorted N-Quads, each quad in one part."""


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
        sha256: Of the sorted N-Quads, which are canonical as there are no blank nodes, but for the graph of
            metadata, which states it too.
        metadata: SHA-256 of the sorted N-Quads of the graph of metadata.
        documents: Name, path and SHA-256 of each source, the file that holds its text and the text's
            SHA-256, by name.
        report: SHA-256 of ``report.json``.
        shards: SHA-256 by file of the shards, in a folder for other stores.
    """

    base: str
    quads: int
    graphs: Mapping[str, int]
    sha256: str
    metadata: str
    documents: tuple[Mapping[str, str], ...]
    report: str = ""
    shards: Mapping[str, str] = field(default_factory=dict)

    @property
    def identity(self) -> str:
        """What no other graph has."""
        return hashlib.sha256(f"{self.sha256} {self.metadata}".encode()).hexdigest()


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
    refuse_other_things(folder)
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
    lines = sorted({f"{to_oxigraph(quad)} .\n".encode() for quad in quads})
    (fresh / NQUADS).write_bytes(b"".join(lines))
    graphs = Counter(map(graph_of, lines))
    bulk.load(fresh / NQUADS, fresh / STORE)
    (fresh / TEXTS).mkdir()
    documents = [write_text(fresh, source) for source in sources]
    return describe(fresh, base, graphs, _checksums(lines, base), documents, report or {})


def describe(  # noqa: PLR0917 - what a folder is made of
    fresh: Path,
    base: str,
    graphs: Mapping[str, int],
    checksums: tuple[str, str],
    documents: Iterable[Mapping[str, str]],
    report: Mapping[str, Any],
    shards: Mapping[str, str] | None = None,
) -> Manifest:
    """Write the report and the manifest of a folder in which N-Quads and store, or shards, and texts stand.

    The SHA-256 of all lines but those of the graph of metadata, and of those, are known.
    """
    ordered = tuple(sorted(documents, key=lambda one: one["name"]))
    told = _write_json(fresh / REPORT, report)
    manifest = Manifest(
        base, sum(graphs.values()), dict(sorted(graphs.items())), *checksums, ordered, told, shards or {}
    )
    _write_json(fresh / MANIFEST, _as_json(manifest))
    return manifest


def change(old: Path, folder: Path, removed: Iterable[bytes], added: Iterable[bytes]) -> None:
    """Make a store like another one but for some quads, at the cost of these alone.

    The files of a store never change once written, so the new store shares them with the old one, which
    must not be written any more.

    Raises:
        OSError: The disk is full or cannot be written, or the old store is damaged.
    """
    folder.mkdir()
    for file in old.iterdir():
        if file.suffix == ".sst":
            os.link(file, folder / file.name)
        elif file.name != "LOCK":
            shutil.copyfile(file, folder / file.name)
    store = ox.Store(str(folder))
    for quad in ox.parse(b"".join(removed), format=ox.RdfFormat.N_QUADS, lenient=True):
        store.remove(quad)
    store.extend(ox.parse(b"".join(added), format=ox.RdfFormat.N_QUADS, lenient=True))
    store.flush()


def write_text(fresh: Path, source: Source) -> dict[str, str]:
    """Write a document's text as read, and give what the manifest says of it."""
    whole = source.text.encode()
    entry = text_entry(source, hashlib.sha256(whole).hexdigest())
    (fresh / entry["text"]).write_bytes(whole)
    return entry


def text_entry(source: Source, sha256: str) -> dict[str, str]:
    """Give what the manifest says of a document whose text has a SHA-256."""
    kept = f"{TEXTS}/{slug(source.name)}.txt"
    return {
        "name": source.name,
        "path": source.path,
        "sha256": source.sha256,
        "text": kept,
        "text_sha256": sha256,
    }


def _as_json(manifest: Manifest) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "base": manifest.base,
        "quads": manifest.quads,
        "graphs": dict(sorted(manifest.graphs.items())),
        "sha256": manifest.sha256,
        "metadata": manifest.metadata,
        "report": manifest.report,
        "documents": [dict(one) for one in manifest.documents],
        **({"shards": dict(sorted(manifest.shards.items()))} if manifest.shards else {}),
    }


def _write_json(path: Path, value: Mapping[str, Any]) -> str:
    """Write a value as JSON and give the file's SHA-256."""
    whole = (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()
    path.write_bytes(whole)
    return hashlib.sha256(whole).hexdigest()


def manifest_of(folder: Path) -> Manifest:
    """Read what a graph folder says of itself.

    Raises:
        GraphError: There is no folder, it is no graph or only shards of one, or it is of another format.
    """
    manifest = _manifest_of(folder)
    if manifest.shards:
        raise GraphError(
            f"{folder}: holds shards for other stores; build it without --shards to ask it here."
        )
    return manifest


def _manifest_of(folder: Path) -> Manifest:
    if not folder.exists():
        recover(folder)
    if folder.exists() and not folder.is_dir():
        raise GraphError(
            f"{folder}: is a file, no graph folder; build a graph with: ledelsesgraf build --graph {folder}"
        )
    if not folder.is_dir():
        raise GraphError(
            f"{folder}: there is no such folder; build a graph with: ledelsesgraf build --graph {folder}"
        )
    try:
        raw = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if raw["format"] != FORMAT:
            raise GraphError(f"{folder}: the graph has format {raw['format']}, not {FORMAT}; build it anew.")
        checksums = raw["sha256"], raw["metadata"]
        return Manifest(
            raw["base"],
            raw["quads"],
            raw["graphs"],
            *checksums,
            tuple(raw["documents"]),
            raw["report"],
            raw.get("shards", {}),
        )
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


def unread_of(folder: Path) -> tuple[str, ...]:
    """Give the names of the files that the build could not read, in order, without their folders.

    Raises:
        GraphError: As for ``report_of``.
    """
    return tuple(Path(one["path"]).name for one in report_of(folder).get("failures", ()))


def nquads_of(folder: Path) -> bytes:
    """Read the graph's sorted N-Quads, which are its canonical form.

    Raises:
        GraphError: The folder is no graph, or they are not what was built.
    """
    manifest = manifest_of(folder)
    try:
        whole = (folder / NQUADS).read_bytes()
    except OSError as error:
        raise GraphError(f"{folder}: {NQUADS} cannot be read; build the graph anew.") from error
    if _checksums(BytesIO(whole), manifest.base) != (manifest.sha256, manifest.metadata):
        raise GraphError(f"{folder}: {NQUADS} is not the file that was built; build the graph anew.")
    return whole


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
    except (OSError, RuntimeError) as error:  # of damage to its files the store speaks as of either
        raise GraphError(f"{folder}: the store cannot be opened; build the graph anew.") from error


def quads_of(folder: Path) -> Iterator[tuple[Text, Text, Text, Text]]:
    """Give the quads of a graph's folder as text, in the order of its file.

    Raises:
        GraphError: There is no graph to ask, or its file cannot be read.
    """
    manifest_of(folder)
    try:
        with (folder / NQUADS).open("rb") as file:
            yield from parse(file)
    except OSError as error:
        raise GraphError(f"{folder}: {NQUADS} cannot be read; build the graph anew.") from error


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
    import oxrdflib  # it loads rdflib's SPARQL, which a server never asks

    dataset = Dataset(store=oxrdflib.OxigraphStore(store=store), default_union=True)
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace)
    return dataset


def verify(folder: Path) -> Manifest:
    """Check that the folder's parts are those that were built, and belong together, to the byte and the quad.

    Memory stays flat: the store's quads are compared with the file's by number and sum of hashes.

    Raises:
        GraphError: A part is missing, damaged or of another build.
    """
    manifest = _manifest_of(folder)
    try:
        verify_files(folder, manifest)
        if manifest.shards:
            return manifest
        with (folder / NQUADS).open("rb") as file:
            written = _fingerprint(line.rstrip(b"\n") for line in file)
        stored = _fingerprint(f"{quad} .".encode() for quad in open_store(folder))
    except (OSError, RuntimeError) as error:
        raise GraphError(f"{folder}: a part cannot be read ({error}); build the graph anew.") from error
    if written[0] != manifest.quads:
        raise GraphError(f"{folder}: {MANIFEST} counts other quads than {NQUADS}; build the graph anew.")
    if stored != written:
        raise GraphError(
            f"{folder}: the store and {NQUADS} differ ({stored[0]} quads in the store, {written[0]} in the "
            "file); build the graph anew."
        )
    return manifest


def verify_files(folder: Path, manifest: Manifest) -> None:
    """Check the SHA-256 of the N-Quads or shards, the report and the texts.

    Raises:
        GraphError: One is missing, cannot be read or is not what was built.
    """
    expected = {REPORT: manifest.report, **manifest.shards}
    expected |= {one["text"]: one["text_sha256"] for one in manifest.documents}
    for name in (*expected, *(() if manifest.shards else (NQUADS,))):
        try:
            with (folder / name).open("rb") as file:
                if name == NQUADS:
                    same = _checksums(file, manifest.base) == (manifest.sha256, manifest.metadata)
                else:
                    same = hashlib.file_digest(file, "sha256").hexdigest() == expected[name]
        except OSError as error:
            raise GraphError(
                f"{folder}: {name} cannot be read ({error.strerror or error}); build the graph anew."
            ) from error
        if not same:
            raise GraphError(f"{folder}: {name} is not the file that was built; build the graph anew.")


def _checksums(lines: Iterable[bytes], base: str) -> tuple[str, str]:
    """The SHA-256 of all lines but those of the graph of metadata, and of those; empty where not sorted.

    An edit changes all of the second, which is small, and learns the first while it writes the description
    that states it; so no line is hashed twice.
    """
    about = f" <{Minter(base).graph('metadata')}> .\n".encode()
    content, metadata, last = hashlib.sha256(), hashlib.sha256(), b""
    for line in lines:
        if line <= last:
            return "", ""
        (metadata if line.endswith(about) else content).update(line)
        last = line
    return content.hexdigest(), metadata.hexdigest()


def _fingerprint(lines: Iterable[bytes]) -> tuple[int, int]:
    """The number of lines and the sum of their hashes, which does not depend on their order."""
    count = total = 0
    for line in lines:
        count += 1
        total += int.from_bytes(hashlib.blake2b(line, digest_size=16).digest(), "big")
    return count, total % (1 << 128)
