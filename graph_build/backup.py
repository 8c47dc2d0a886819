"""A graph as files that last: its canonical N-Quads, texts, report and a manifest with all their hashes.

The store's own files are left out; they are of one version of one store and are made again from the N-Quads.
"""

import shutil
from pathlib import Path

from graph_build import bulk, store
from graph_build.errors import GraphError
from graph_build.replace import refuse_other_things, replacing
from graph_build.store import Manifest

__all__ = ["backup", "restore"]


def backup(graph: Path, out: Path) -> Manifest:
    """Check a graph and write all of it but its store to a folder; an earlier backup there is replaced.

    Raises:
        GraphError: The graph is damaged, or the folder holds something else or cannot be written.
    """
    store.manifest_of(graph)  # which shards alone do not have, though they can be verified
    manifest = store.verify(graph)
    _copy(graph, out, manifest)
    return manifest


def restore(saved: Path, graph: Path) -> Manifest:
    """Check a backup and put its graph in the place of the one in a folder.

    Raises:
        GraphError: The backup is damaged or of another version, or the folder cannot be written.
    """
    manifest = store.manifest_of(saved)
    store.verify_files(saved, manifest)
    _copy(saved, graph, manifest, with_store=True)
    return store.verify(graph)


def _copy(source: Path, out: Path, manifest: Manifest, with_store: bool = False) -> None:
    refuse_other_things(out)
    if out.resolve() == source.resolve():
        raise GraphError(f"{out}: is the folder itself; name another one.")
    try:
        with replacing(out) as fresh:
            (fresh / store.TEXTS).mkdir()
            for name in (store.NQUADS, store.REPORT, *(one["text"] for one in manifest.documents)):
                if ".." in Path(name).parts or Path(name).is_absolute():
                    raise GraphError(f"{source}: {store.MANIFEST} names files outside of it; it is not used.")
                shutil.copyfile(source / name, fresh / name)
            if with_store:
                bulk.load(fresh / store.NQUADS, fresh / store.STORE)
            shutil.copyfile(source / store.MANIFEST, fresh / store.MANIFEST)
    except OSError as error:
        raise GraphError(f"{out}: cannot be written ({error.strerror or error}).") from error
