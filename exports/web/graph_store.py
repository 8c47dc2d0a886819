"""The SPARQL 1.1 Graph Store Protocol: reading for all, writing only in a scratch store with the token."""

import uuid
from collections.abc import Mapping
from email.parser import BytesParser
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from exports.web.backend import Backend
from exports.web.negotiation import GRAPHS, MEDIA_TYPES, choose
from exports.web.problems import Problem
from exports.web.protocol import authorised, fields, streamed, unless_gone

__all__ = ["graph_store"]

_READING: Final = "GET, HEAD, OPTIONS"
_ALL: Final = f"{_READING}, PUT, POST, DELETE"
_BY_TYPE: Final = {
    media_type: form for form, types in reversed(tuple(GRAPHS.items())) for media_type in types
}


async def graph_store(request: Request) -> Response:
    """Give, put, extend or delete a graph."""
    writable = request.app.state.settings.scratch is not None
    allowed = _ALL if writable else _READING
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": allowed})
    if request.method not in allowed.split(", "):
        raise Problem(405, "method", "Graphs are only read here, by GET.", {"Allow": allowed})
    if request.method not in _READING.split(", ") and not authorised(request):
        raise Problem(401, "token", "Changing a graph needs the token.", {"WWW-Authenticate": "Bearer"})
    name = _name(request)
    if request.method in ("GET", "HEAD"):
        return await _get(request, name)
    if request.method == "DELETE":
        await _job(request, {"do": "delete", "name": name})
        return Response(status_code=204)
    return await _put(request, name)


def _name(request: Request) -> str | None:
    """Give the graph's IRI, ``None`` for the default graph, and an empty text for one to be made."""
    if request.path_params.get("path"):
        return str(request.url.replace(query="", fragment=""))
    given = dict(fields(request.scope["query_string"]))
    if "default" in given:
        return None
    if given.get("graph"):
        return given["graph"]
    if request.method == "POST":
        return ""
    raise Problem(400, "graph", "Name the graph, by ?graph=IRI or ?default.")


async def _get(request: Request, name: str | None) -> Response:
    form = choose(request.headers.get("accept", ""), GRAPHS)
    if form is None:
        raise Problem(406, "accept", "A graph is offered in RDF syntaxes only, as text/turtle and others.")
    backend: Backend = request.app.state.backend
    job = {"do": "graph", "name": name, "forms": {"graph": form}}
    return streamed(request, await unless_gone(request, backend.job(job)))


async def _put(request: Request, name: str | None) -> Response:
    parts = _parts(request.headers.get("content-type", ""), await request.body())
    new = request.app.state.site.absolute(request, f"graph-store/{uuid.uuid4()}") if name == "" else None
    base = new or name or str(request.url)
    job = {"do": "put", "name": new or name, "parts": parts, "replace": request.method == "PUT", "base": base}
    there = await _job(request, job)
    headers = {"Location": new} if new else {}
    return Response(status_code=204 if there else 201, headers=headers)


def _parts(content_type: str, body: bytes) -> list[dict[str, str]]:
    """Give the RDF texts of a body, which may be a form with several files."""
    if not content_type.lower().startswith("multipart/form-data"):
        return [{"text": _utf8(body), "form": _syntax(content_type)}]
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", "replace")
    found = [part for part in BytesParser().parsebytes(head + body).walk() if not part.is_multipart()]
    return [
        {"text": _utf8(part.get_payload(decode=True)), "form": _syntax(part.get_content_type())}
        for part in found
    ]


def _syntax(content_type: str) -> str:
    kind = content_type.split(";", maxsplit=1)[0].strip().lower()
    if kind not in _BY_TYPE or kind in ("text/plain", "application/json", "application/xml"):
        raise Problem(415, "media-type", f"Send a graph in an RDF syntax, as {MEDIA_TYPES['ttl']}.")
    return _BY_TYPE[kind]


def _utf8(content: object) -> str:
    try:
        return content.decode() if isinstance(content, bytes) else ""
    except UnicodeDecodeError as error:
        raise Problem(400, "encoding", "The graph is no UTF-8.") from error


async def _job(request: Request, job: Mapping[str, Any]) -> bool:
    backend: Backend = request.app.state.backend
    reply = await unless_gone(request, backend.job(job))
    return bool(reply.told.get("there"))
