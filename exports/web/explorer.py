"""The explorer's files: its program as it was built, and its data, made beside the server."""

import asyncio
import contextlib
import hashlib
import mimetypes
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from exports.explorer_data import bundle
from exports.web.problems import Problem

__all__ = ["Explorer", "explorer", "explorer_root"]

_WAIT: Final = 20.0
"""Seconds that a request waits for data that is being made; then the page is told to ask again."""


@dataclass(frozen=True, slots=True)
class _File:
    content: bytes
    media_type: str
    tag: str


class Explorer:
    """The files of one program and of one graph's data; data is made by a process of its own."""

    def __init__(self) -> None:
        self._program = {name: _file(name, content) for name, content in _built().items()}
        self._data: dict[str, _File] = {}
        self._ready = asyncio.Event()

    @property
    def available(self) -> bool:
        """Whether the program was built."""
        return bool(self._program)

    async def prepare(self, graph: Path) -> None:
        """Make the data of a graph; until it is made, pages are shown the last, or wait for the first."""
        with tempfile.TemporaryDirectory(prefix="ledelsesgraf-explorer-") as folder:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "exports.explorer_data", str(graph), folder),
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
            try:
                done = await process.wait() == 0
            finally:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
            if done:
                self._data = {
                    path.relative_to(folder).as_posix(): _file(path.name, path.read_bytes())
                    for path in sorted(Path(folder).rglob("*.js"))
                }
        self._ready.set()

    async def get(self, path: str) -> _File | None:
        """Give a file; of data, once it is there.

        Raises:
            Problem: The data is still being made.
        """
        if path.startswith("data/"):
            try:
                await asyncio.wait_for(self._ready.wait(), _WAIT)
            except TimeoutError:
                said = "The explorer's data is still being made; ask again in a few seconds."
                raise Problem(503, "preparing", said, {"Retry-After": "2"}) from None
            return self._data.get(path)
        return self._program.get(path)


def _built() -> dict[str, bytes]:
    return bundle.files() if bundle.available() else {}


def _file(name: str, content: bytes) -> _File:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    kind = f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith("javascript") else kind
    return _File(content, kind, f'"{hashlib.sha256(content).hexdigest()[:16]}"')


async def explorer_root(request: Request) -> Response:
    """Lead to the explorer's first page."""
    return RedirectResponse(f"{request.app.state.site.root}explorer/", 303)


async def explorer(request: Request) -> Response:
    """Give a file of the explorer."""
    shown: Explorer | None = request.app.state.explorer
    if shown is None or not shown.available:
        raise Problem(
            404, "unknown", "The explorer is not built, or has no graph folder; see: make explorer."
        )
    found = await shown.get(request.path_params["path"] or "index.html")
    if found is None:
        raise Problem(404, "unknown", "There is no such file.")
    headers = {"ETag": found.tag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == found.tag:
        return Response(status_code=304, headers=headers)
    return Response(found.content, media_type=found.media_type, headers=headers)
