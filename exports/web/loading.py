"""What a server shows of a graph folder, and when the folder holds another build."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from exports.web import search_index
from exports.web.settings import Settings
from exports.web.site import Site
from graph_build.base import check_base
from graph_build.errors import GraphError
from graph_build.store import MANIFEST, NQUADS, STORE, manifest_of, report_of, texts_of

__all__ = ["Loaded", "load", "stamp"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A build as a server shows it.

    Attributes:
        how: What the workers load, and how.
        site: What the graph's IRIs are.
        texts: The documents' texts, by IRI.
        counts: What the first page counts.
    """

    how: Mapping[str, Any]
    site: Site
    texts: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)


def load(settings: Settings, temporary: Path) -> Loaded:
    """Read what a server needs to know of its graph.

    Args:
        settings: The server's.
        temporary: A folder for the search index, where it cannot be kept beside the graph.

    Raises:
        GraphError: There is no graph in the folder.
        UsageError: The base IRI is none.
    """
    if settings.scratch is not None:
        settings.scratch.mkdir(parents=True, exist_ok=True)
        how = {"how": "scratch", "store": str(settings.scratch)}
        return Loaded(how, Site(check_base(settings.base), settings))
    if settings.endpoint or settings.graph is None:
        return Loaded({"how": "empty"}, Site(check_base(settings.base), settings))
    manifest = manifest_of(settings.graph)
    index = search_index.find(settings.graph, manifest.identity, settings.cache, temporary)
    how = {"index": "" if index.exists() else str(index), "find": str(index)}
    if manifest.quads <= settings.in_memory:
        how |= {"how": "memory", "nquads": str(settings.graph / NQUADS)}
    else:
        how |= {"how": "disk", "store": str(settings.graph / STORE)}
    report = report_of(settings.graph)
    counts = {**report.get("entities", {}), **report.get("statements", {})}
    site = Site(manifest.base, settings, dict(manifest.graphs), manifest.identity)
    return Loaded(how, site, texts_of(settings.graph), counts)


def stamp(settings: Settings) -> tuple[int, int] | None:
    """Give what changes when another build takes the folder's place; ``None`` where nothing can."""
    if settings.graph is None or settings.endpoint or settings.scratch is not None:
        return None
    try:
        found = (settings.graph / MANIFEST).stat()
    except OSError as error:
        raise GraphError(
            f"{settings.graph}: the graph is gone ({error.strerror}); the last is served."
        ) from error
    return found.st_mtime_ns, found.st_ino
