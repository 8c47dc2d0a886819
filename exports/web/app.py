"""The application: what stands at which path."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from exports.cli_terminal import say
from exports.web.assets import assets, static
from exports.web.backend import Backend, Local
from exports.web.endpoint import Endpoint, Zipped
from exports.web.examples import examples
from exports.web.explorer import Explorer, explorer, explorer_root
from exports.web.gate import Gate
from exports.web.graph_store import graph_store
from exports.web.linked import resource, void
from exports.web.loading import Loaded, stamp
from exports.web.metrics import Metrics
from exports.web.openapi import openapi
from exports.web.pool import AskError, Pool
from exports.web.problems import answer
from exports.web.protocol import METHODS
from exports.web.settings import Settings
from exports.web.views import (
    editor_settings,
    home,
    library_queries,
    library_query,
    query_page,
    result_page,
    search,
)
from graph_build.errors import LedelsesgrafError

__all__ = ["application"]

_ANY: Final = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"]
_LOOK: Final = 2.0
"""Seconds between two looks at whether the graph's folder holds another build."""


def application(settings: Settings, pool: Pool, loaded: Loaded, again: Callable[[], Loaded]) -> Starlette:
    """Put the application together.

    Args:
        settings: How it behaves.
        pool: The workers over what is loaded; started when the server is.
        loaded: What is shown.
        again: Reads the graph's folder anew.
    """

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await pool.start()
        watching = asyncio.create_task(_watch(app, again))
        if settings.explored and (shown := Explorer()).available:
            app.state.explorer = shown
            app.state.preparing = asyncio.create_task(shown.prepare(settings.explored))
        yield
        watching.cancel()
        if app.state.preparing is not None:
            app.state.preparing.cancel()
        pool.close()

    metrics = Metrics()
    app = Starlette(
        routes=_routes(),
        lifespan=lifespan,
        middleware=[
            Middleware(Gate, settings=settings, metrics=metrics),
            Middleware(Endpoint),
            Middleware(Zipped),
        ],
        exception_handlers={HTTPException: answer, AskError: answer, Exception: answer},
    )
    app.router.redirect_slashes = False
    app.router.default = _no_path
    app.state.settings, app.state.metrics, app.state.pool = settings, metrics, pool
    app.state.backend = _backend(settings, pool)
    app.state.assets = assets(settings.assets)
    app.state.explorer = app.state.preparing = None
    app.state.query_page, app.state.result_page = query_page, result_page
    _show(app, loaded)
    return app


def _backend(settings: Settings, pool: Pool) -> Backend:
    if not settings.endpoint:
        return Local(pool, settings)
    from exports.web.remote import Remote  # its HTTP client takes a while to load

    return Remote(pool, settings)


def _show(app: Starlette, loaded: Loaded) -> None:
    app.state.site, app.state.texts, app.state.counts = loaded.site, loaded.texts, loaded.counts


async def _watch(app: Starlette, again: Callable[[], Loaded]) -> None:
    """Show another build once it stands in the folder, and start anew what ended.

    Queries that run finish on the old build.
    """
    settings: Settings = app.state.settings
    seen = stamp(settings)
    while True:
        await asyncio.sleep(_LOOK)
        try:
            await app.state.pool.revive()
            now = stamp(settings)
            if now != seen:
                loaded = await asyncio.to_thread(again)
                await app.state.pool.swap(loaded.how)
                _show(app, loaded)
                seen = now
                if app.state.explorer is not None and settings.explored:
                    await app.state.explorer.prepare(settings.explored)
        except LedelsesgrafError as error:  # a build that is being put in place, or a broken one
            say(error)


def _routes() -> list[Route]:
    return [
        Route("/graph-store", graph_store, methods=_ANY),
        Route("/graph-store/{path:path}", graph_store, methods=_ANY),
        Route("/healthz", _healthy),
        Route("/metrics", _metrics),
        Route("/", _first),
        Route("/data", home),
        Route("/explorer", explorer_root),
        Route("/explorer/{path:path}", explorer),
        Route("/search", search),
        Route("/query", query_page),
        Route("/query/settings.json", editor_settings),
        Route("/openapi.json", openapi),
        Route("/queries", library_queries),
        Route("/queries.json", library_queries),
        Route("/queries/{name}", library_query),
        Route("/static/{name}", static),
        Route("/.well-known/void", void),
        Route("/.well-known/sparql-examples", examples),
        Route("/{path:path}", resource, methods=_ANY),
    ]


async def _no_path(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer what asks for no path of ours: ``OPTIONS *``, which asks about the server as a whole."""
    if (scope["method"], scope["path"]) != ("OPTIONS", "*"):
        raise HTTPException(404)
    await Response(status_code=204, headers={"Allow": METHODS})(scope, receive, send)


async def _first(request: Request) -> Response:
    """Lead to the explorer, or show the plain first page where there is none."""
    return await (home if request.app.state.explorer is None else explorer_root)(request)


async def _healthy(request: Request) -> Response:
    pool: Pool = request.app.state.pool
    return PlainTextResponse("ok\n") if pool.alive else PlainTextResponse("restarting\n", 503)


async def _metrics(request: Request) -> Response:
    state = request.app.state
    pool: Pool = state.pool
    gauges = {"queries_running": pool.running, "queries_waiting": pool.waiting}
    text = state.metrics.text(gauges, pool.counts)
    return PlainTextResponse(text, media_type="text/plain; version=0.0.4; charset=utf-8")
