"""The IRIs that the graph mints, as paths of this server, and the other way round."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit

from starlette.requests import Request

from exports.web.settings import Settings

__all__ = ["Site"]

_SAFE = "/:@!$&'()*+,;=-._~%"


@dataclass(frozen=True, slots=True)
class Site:
    """Where things stand.

    Attributes:
        base: The IRI under which the graph's things stand.
        settings: The server's.
        graphs: Number of triples by named graph.
        version: What changes when the graph does.
    """

    base: str
    settings: Settings
    graphs: Mapping[str, int] = field(default_factory=dict)
    version: str = ""

    @property
    def root(self) -> str:
        """The path of the site's first page, ending in ``/``."""
        return (urlsplit(self.settings.url).path or "/").rstrip("/") + "/"

    def iri(self, path: str) -> str:
        """Give the IRI that a path of this server stands for, without the path's leading ``/``."""
        return self.base + quote(unquote(path), safe=_SAFE)

    def link(self, iri: str) -> str | None:
        """Give the address at which an IRI is shown: here for our own, there for http(s), else ``None``."""
        if iri.startswith(self.base):
            return self.root + iri[len(self.base) :]
        return iri if iri.startswith(("http://", "https://")) else None

    def absolute(self, request: Request, path: str) -> str:
        """Give the whole address of a page of this server; the Host header was checked before."""
        if self.settings.url:
            return self.settings.url.rstrip("/") + "/" + path
        return f"{request.url.scheme}://{request.headers['host']}/{path}"
