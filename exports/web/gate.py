"""What every request passes first (host, size, time to arrive), and what every answer carries."""

import asyncio
import contextlib
import json
import secrets
import sys
import time
from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from exports.web.metrics import Metrics
from exports.web.settings import Settings

__all__ = ["Gate"]

_HEADERS: Final = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (
        b"content-security-policy",
        # The hash is of the one rule set that the query editor's tables write: handles that widen columns.
        b"default-src 'none'; script-src 'self'; img-src 'self' data:; "
        b"style-src 'self' 'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='; "
        b"font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        b"frame-ancestors 'none'",
    ),
]
_READING: Final = ("GET", "HEAD", "OPTIONS")


class _RefusedError(Exception):
    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


class Gate:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics) -> None:
        self._app, self._settings, self._metrics = app, settings, metrics
        self._names = settings.names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in or refuse it; log what became of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begin = time.perf_counter()
        scope.setdefault("state", {})["id"] = secrets.token_hex(6)
        seen = _Seen(send, self._extra(scope))
        self._metrics.open += 1
        try:
            try:
                self._check(scope)
                receive = await self._received(scope, receive)
            except _RefusedError as error:
                await _refuse(seen, error)
            else:
                await self._app(scope, receive, seen)
        finally:
            self._metrics.open -= 1
            self._metrics.observe(scope["method"], seen.status, time.perf_counter() - begin)
            _log(scope, seen, time.perf_counter() - begin)

    def _extra(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        headers = [*_HEADERS, (b"x-request-id", scope["state"]["id"].encode())]
        origin = _one(scope, b"origin")
        if origin is not None and self._settings.cors:
            allowed = "*" if "*" in self._settings.cors else origin.decode("latin-1")
            if allowed == "*" or allowed in self._settings.cors:
                headers = [pair for pair in headers if pair[0] != b"cross-origin-resource-policy"]
                headers += [
                    (b"access-control-allow-origin", allowed.encode("latin-1")),
                    (b"access-control-allow-methods", b"GET, HEAD, POST, OPTIONS"),
                    (b"access-control-allow-headers", b"accept, content-type"),
                    (b"access-control-expose-headers", b"link, x-row-limit, x-rows-cut, x-request-id"),
                    (b"vary", b"Origin"),
                ]
        return headers

    def _check(self, scope: Scope) -> None:
        names = [name for name, _ in scope["headers"]]
        host = _one(scope, b"host")
        if host is None or _name(host) not in self._names:
            raise _RefusedError(421, "This server does not answer for that host name.")
        if b"transfer-encoding" in names and b"content-length" in names:
            raise _RefusedError(400, "A request has either Content-Length or Transfer-Encoding.")
        if _one(scope, b"content-encoding") not in (None, b"identity"):
            raise _RefusedError(415, "Send the body as it is, without Content-Encoding.")
        if scope["method"] not in _READING and not self._same_site(scope):
            raise _RefusedError(403, "Another site may not make a browser send this.")

    def _same_site(self, scope: Scope) -> bool:
        """Browsers say where a request comes from; other programs say nothing, and are no danger."""
        origin = _one(scope, b"origin")
        if origin is not None and (
            "*" in self._settings.cors or origin.decode("latin-1") in self._settings.cors
        ):
            return True
        site = _one(scope, b"sec-fetch-site")
        if site is not None:
            return site in (b"same-origin", b"none")
        return origin is None or urlsplit(origin).netloc == _one(scope, b"host")

    async def _received(self, scope: Scope, receive: Receive) -> Receive:
        """Take in the whole body under a limit of size and time, before anybody works on it."""
        length = _one(scope, b"content-length")
        if length is not None and int(length) > self._settings.body:
            raise _RefusedError(413, f"A request's body may have {self._settings.body} bytes.")
        if not length and _one(scope, b"transfer-encoding") is None:
            return receive
        parts: list[bytes] = []
        try:
            async with asyncio.timeout(self._settings.receive):
                await self._take(receive, parts)
        except TimeoutError:
            raise _RefusedError(
                408, f"The request did not arrive in {self._settings.receive:g} seconds."
            ) from None
        return _Replay(b"".join(parts), receive)

    async def _take(self, receive: Receive, parts: list[bytes]) -> None:
        size = 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise _RefusedError(400, "The client went away.")
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > self._settings.body:
                raise _RefusedError(413, f"A request's body may have {self._settings.body} bytes.")
            if not message.get("more_body"):
                return


class _Replay:
    """Gives a body that was taken in, then what comes after it."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._body: bytes | None = body
        self._receive = receive

    async def __call__(self) -> Message:
        if self._body is None:
            return await self._receive()
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}


class _Seen:
    """Sends on, adds the headers that every answer has, and remembers what was sent."""

    def __init__(self, send: Send, extra: list[tuple[bytes, bytes]]) -> None:
        self._send, self._extra = send, extra
        self.status = self.size = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            own = {name for name, _ in message["headers"] if name != b"vary"}
            message["headers"] = [*message["headers"], *(pair for pair in self._extra if pair[0] not in own)]
        else:
            self.size += len(message.get("body", b""))
        await self._send(message)


async def _refuse(send: Send, error: _RefusedError) -> None:
    body = json.dumps({"status": error.status, "detail": str(error)}).encode()
    headers = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    with contextlib.suppress(OSError):
        await send({"type": "http.response.start", "status": error.status, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _log(scope: Scope, seen: _Seen, seconds: float) -> None:
    """Write a line of JSON; what was asked stays out, as it may hold what nobody else should read."""
    line = {
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "id": scope["state"]["id"],
        "client": (scope.get("client") or ("",))[0],
        "method": scope["method"],
        "path": scope["path"][:200],
        "status": seen.status,
        "bytes": seen.size,
        "ms": round(seconds * 1000, 1),
    }
    sys.stderr.write(json.dumps(line) + "\n")  # whole, for others write there too


def _one(scope: Scope, wanted: bytes) -> bytes | None:
    found = [value for name, value in _pairs(scope) if name == wanted]
    if len(found) > 1 and wanted in (b"host", b"content-length"):
        raise _RefusedError(400, f"A request has one {wanted.decode()}.")
    return found[0] if found else None


def _pairs(scope: Scope) -> Iterable[tuple[bytes, bytes]]:
    pairs: Iterable[tuple[bytes, bytes]] = scope["headers"]
    return pairs


@lru_cache(maxsize=256)
def _name(host: bytes) -> str:
    """Give the name in a Host header, without port; empty for what is none."""
    try:
        return urlsplit(f"//{host.decode('ascii')}").hostname or ""
    except ValueError:
        return ""
