"""The SPARQL 1.1 Protocol at ``/sparql``."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from dataclasses import replace
from hmac import compare_digest
from typing import IO, Any, Final
from urllib.parse import unquote_to_bytes

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from exports.web import description
from exports.web.backend import Asked, Backend, forms_for
from exports.web.negotiation import GRAPHS, MEDIA_TYPES, choose, weigh
from exports.web.pool import Reply
from exports.web.problems import Problem
from exports.web.settings import Settings

__all__ = ["METHODS", "authorised", "fields", "sparql", "streamed", "unless_gone"]

METHODS: Final = "GET, HEAD, POST, OPTIONS"
_FORM: Final = "application/x-www-form-urlencoded"
_CHUNK: Final = 256 * 1024
_AT_ONCE: Final = 4 << 20
"""Bytes of an answer that is sent in one part."""
_FIELDS: Final = 1000
_OFFERED: Final = "application/sparql-results+json, …+xml, text/csv, text/tab-separated-values, text/turtle …"


async def sparql(request: Request) -> Response:
    """Answer a query by GET or POST, an update with the token, or describe the service."""
    if request.method == "OPTIONS":
        return Response(
            status_code=204, headers={"Allow": METHODS, "Accept": f"{_FORM}, application/sparql-query"}
        )
    if request.method not in ("GET", "HEAD", "POST"):
        raise Problem(405, "method", "Ask by GET or POST.", {"Allow": METHODS})
    asked = await _asked(request)
    if asked is None:
        return await _described(request)
    if asked.update:
        _check_update(request)
    elif _wants_page(request):
        page: Response = await request.app.state.result_page(request, asked)
        return page
    elif not asked.forms:
        raise Problem(406, "accept", f"None of the accepted formats is offered; there are {_OFFERED}")
    backend: Backend = request.app.state.backend
    reply = await unless_gone(request, backend.ask(asked))
    return Response(status_code=204) if asked.update else streamed(request, reply)


async def _asked(request: Request) -> Asked | None:
    """Read a request; ``None`` where it asks for nothing."""
    in_url = fields(request.scope["query_string"])
    if request.method != "POST":
        names = {name for name, _ in in_url}
        if "query" not in names and "update" in names:
            raise Problem(405, "method", "An update is sent by POST.", {"Allow": METHODS})
        return _from_fields(request, in_url, "query") if "query" in names else None
    kind, charset = _content_type(request)
    body = await request.body()
    if kind == _FORM:
        return _from_form(request, fields(body))
    if kind not in ("application/sparql-query", "application/sparql-update"):
        said = f"Send a query as {_FORM} or application/sparql-query, not as {kind or 'nothing'}."
        raise Problem(415, "media-type", said)
    if charset not in ("utf-8", "utf8"):
        raise Problem(415, "charset", f"Send the text in UTF-8, not in {charset[:20]}.")
    text = _decoded(body)
    update = kind.endswith("update")
    return replace(_from_fields(request, in_url, "update" if update else "query", text), text=text)


def _from_form(request: Request, given: list[tuple[str, str]]) -> Asked:
    names = {name for name, _ in given}
    if {"query", "update"} <= names:
        raise Problem(400, "both", "Send either a query or an update, not both.")
    if not names & {"query", "update"}:
        raise Problem(400, "nothing", "Send a field query with the query's text.")
    return _from_fields(request, given, "update" if "update" in names else "query")


def _from_fields(request: Request, given: list[tuple[str, str]], what: str, text: str | None = None) -> Asked:
    texts = [value for name, value in given if name == what]
    if len(texts) > 1 or (text is not None and texts):
        raise Problem(400, "several", f"Send one {what}, not {len(texts) + (text is not None)}.")
    prefix = "using-" if what == "update" else ""
    named = f"{prefix}named-graph-uri"
    default = f"{prefix}{'graph-uri' if prefix else 'default-graph-uri'}"
    wanted = next((value for name, value in given if name in ("format", "output")), None)
    return Asked(
        text=texts[0] if text is None else text,
        forms=forms_for(request.headers.get("accept", ""), wanted),
        default=[value for name, value in given if name == default],
        named=[value for name, value in given if name == named],
        base=f"{request.scope['scheme']}://{request.headers['host']}{request.scope['path']}",
        update=what == "update",
    )


def fields(content: bytes) -> list[tuple[str, str]]:
    """Read form fields.

    Raises:
        Problem: They are not UTF-8, or too many.
    """
    parts = [part.partition(b"=") for part in content.split(b"&", _FIELDS) if part]
    try:
        if len(parts) > _FIELDS or not content.isascii():
            raise ValueError(len(parts))
        return [(_unescaped(name), _unescaped(value)) for name, _, value in parts]
    except ValueError as error:
        raise Problem(400, "encoding", "The fields are no percent-encoded UTF-8, or too many.") from error


def _unescaped(part: bytes) -> str:
    """Give what percent-encoded ASCII says.

    Queries are full of escapes, which the reader of Python's own takes ten times as fast as urllib's.
    """
    part = part.replace(b"+", b" ")
    if b"%" not in part:
        return part.decode()
    try:
        escapes = part.replace(b"\\", b"%5C").replace(b"%", b"\\x")
        return escapes.decode("unicode_escape").encode("latin-1").decode()
    except UnicodeDecodeError:  # where a % begins no escape it stands for itself
        return unquote_to_bytes(part).decode()


def _decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        said = f"The text is not UTF-8: byte {error.start} cannot be read."
        raise Problem(400, "encoding", said) from error


def _content_type(request: Request) -> tuple[str, str]:
    kind, *parameters = request.headers.get("content-type", "").lower().split(";")
    charset = next((one.split("=")[-1] for one in parameters if "charset" in one), "utf-8")
    return kind.strip(), charset.strip(" \"'")


def authorised(request: Request) -> bool:
    """Tell whether the request shows the token."""
    settings: Settings = request.app.state.settings
    scheme, _, shown = request.headers.get("authorization", "").partition(" ")
    return (
        bool(settings.token)
        and scheme.lower() == "bearer"
        and compare_digest(shown.strip().encode(), settings.token.encode())
    )


def _check_update(request: Request) -> None:
    settings: Settings = request.app.state.settings
    if settings.scratch is None:
        raise Problem(
            403, "update", "Updates are refused: the graph is built from documents and only read here."
        )
    if not authorised(request):
        raise Problem(401, "token", "An update needs the token.", {"WWW-Authenticate": "Bearer"})


def _wants_page(request: Request) -> bool:
    accept = request.headers.get("accept", "")
    others = ("application/sparql-results+json", "text/turtle", "text/csv")
    if not accept or weigh(accept, "text/html") <= max(weigh(accept, kind) for kind in others):
        return False
    return not {"format", "output"} & set(request.query_params)


async def _described(request: Request) -> Response:
    accept = request.headers.get("accept", "")
    if accept and weigh(accept, "text/html") > weigh(accept, "text/turtle"):
        page: Response = await request.app.state.query_page(request)
        return page
    form = choose(accept, GRAPHS)
    if form is None:
        raise Problem(
            406, "accept", f"The description is offered as RDF: {', '.join(MEDIA_TYPES[f] for f in GRAPHS)}."
        )
    body = description.service(request, form)
    return Response(body, media_type=f"{MEDIA_TYPES[form]}", headers={"Vary": "Accept"})


async def unless_gone(request: Request, work: Coroutine[Any, Any, Reply]) -> Reply:
    """Wait for an answer, and let the work go when the client goes."""
    waiting, gone = asyncio.current_task(), False

    def stop(leaving: asyncio.Task[None]) -> None:
        nonlocal gone
        if waiting is not None and not leaving.cancelled():
            gone = True
            waiting.cancel()

    leaving = asyncio.create_task(_gone(request))
    leaving.add_done_callback(stop)
    try:
        return await work
    except asyncio.CancelledError:
        if gone and waiting is not None and not waiting.uncancel():
            raise Problem(499, "gone", "The client went away.") from None
        raise
    finally:
        waiting = None
        leaving.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def streamed(request: Request, reply: Reply) -> Response:
    """Give a reply as a response that is sent as the client takes it."""
    form, settings = reply.told["form"], request.app.state.settings
    kind = MEDIA_TYPES[form]
    if form == "json" and reply.told["kind"] == "graph":
        kind = MEDIA_TYPES["jsonld"]
    headers = {"Vary": "Accept", "X-Row-Limit": str(settings.rows)}
    if reply.told.get("cut"):
        headers["X-Rows-Cut"] = "true"
        headers["Warning"] = f'199 - "Only the first rows are given; the limit is {settings.rows} rows"'
    if kind.startswith("text/"):
        kind += "; charset=utf-8"
    size = reply.told["size"]
    if size <= _AT_ONCE:
        with reply.body:
            return Response(reply.body.read(), media_type=kind, headers=headers)
    return StreamingResponse(_parts(reply.body), media_type=kind, headers=headers)


async def _parts(body: IO[bytes]) -> AsyncIterator[bytes]:
    with body:
        while part := body.read(_CHUNK):
            yield part
