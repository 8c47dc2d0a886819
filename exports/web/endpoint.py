"""Puts the SPARQL endpoint before all other pages, with as little around it as can be.

What Starlette lays around a route (its router, its handlers of errors, compression that looks at each answer)
would cost a query more than all that the endpoint itself does.
"""

from typing import Final

from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from exports.web.pool import AskError
from exports.web.problems import answer
from exports.web.protocol import sparql

__all__ = ["Endpoint", "Zipped"]

_PATHS: Final = ("/sparql", "/sparql/")


class Zipped(GZipMiddleware):
    """ASGI middleware that compresses what is worth it, for those who accept it."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(app, minimum_size=1024, compresslevel=5)


class Endpoint:
    """ASGI middleware that answers at ``/sparql``, and hands on what asks for another path."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._zipped = Zipped(_answer)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or hand on a request."""
        if scope.get("path") not in _PATHS:
            await self._app(scope, receive, send)
        elif any(name == b"accept-encoding" for name, _ in scope["headers"]):
            await self._zipped(scope, receive, send)
        else:
            response = await _response(scope, receive)
            response.headers.append("Vary", "Accept-Encoding")
            await response(scope, receive, send)


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    await (await _response(scope, receive))(scope, receive, send)


async def _response(scope: Scope, receive: Receive) -> Response:
    request = Request(scope, receive)
    try:
        return await sparql(request)
    except (HTTPException, AskError) as error:
        return await answer(request, error)
