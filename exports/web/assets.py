"""The files that pages are dressed with, read once: no path of a request ever names a file."""

import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from exports.web.problems import Problem

__all__ = ["Assets", "assets", "static"]


@dataclass(frozen=True, slots=True)
class _Asset:
    content: bytes
    media_type: str
    tag: str


class Assets:
    """Files by name."""

    def __init__(self, found: Mapping[str, bytes]) -> None:
        self._found = {
            name: _Asset(content, _media_type(name), f'"{hashlib.sha256(content).hexdigest()[:16]}"')
            for name, content in found.items()
        }

    def has(self, name: str) -> bool:
        """Tell whether there is a file of that name."""
        return name in self._found

    def get(self, name: str) -> _Asset | None:
        """Give the file of that name."""
        return self._found.get(name)


def assets(built: Path | None) -> Assets:
    """Read our own files, and those that were built from packages."""
    own = {
        file.name: file.read_bytes() for file in (files("exports.web") / "static").iterdir() if file.is_file()
    }
    more = (
        {file.name: file.read_bytes() for file in sorted(built.iterdir())} if built and built.is_dir() else {}
    )
    return Assets({**more, **own})


def _media_type(name: str) -> str:
    found = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{found}; charset=utf-8" if found.startswith("text/") or found.endswith("javascript") else found


async def static(request: Request) -> Response:
    """Give a file."""
    found = request.app.state.assets.get(request.path_params["name"])
    if found is None:
        raise Problem(404, "unknown", "There is no such file.")
    headers = {"ETag": found.tag, "Cache-Control": "public, max-age=3600"}
    if request.headers.get("if-none-match") == found.tag:
        return Response(status_code=304, headers=headers)
    return Response(found.content, media_type=found.media_type, headers=headers)
