"""Errors as they are told: one sentence, a status, and a word for programs (RFC 9457)."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from exports.web.negotiation import weigh
from exports.web.pages import render
from exports.web.pool import AskError

__all__ = ["Problem", "answer"]


class Problem(HTTPException):
    """A request that is answered with an error.

    Attributes:
        status_code: HTTP's status.
        detail: One sentence that says what is wrong and what to do.
        code: A word for programs.
    """

    def __init__(self, status: int, code: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, detail, headers)
        self.code = code


async def answer(request: Request, error: Exception) -> Response:
    """Tell an error, as a page to those who want pages."""
    told = _told(error)
    title = HTTPStatus(told.status_code).phrase
    headers = dict(told.headers or {})
    accept = request.headers.get("accept", "")
    if weigh(accept, "text/html") > max(weigh(accept, "application/json"), weigh(accept, "text/turtle")):
        values = {"code": told.status_code, "word": told.code, "title": title, "detail": told.detail}
        shown = render(request, "problem.html", told.status_code, **values)
        shown.headers.update(headers)
        return shown
    content = {"title": title, "status": told.status_code, "detail": told.detail, "code": told.code}
    body = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
    return Response(body, told.status_code, headers, media_type="application/problem+json")


def _told(error: Exception) -> Problem:
    if isinstance(error, Problem):
        return error
    if isinstance(error, AskError):
        headers = {"Retry-After": str(error.retry)} if error.retry else {}
        return Problem(error.status, error.code, str(error), headers)
    if isinstance(error, HTTPException):
        return Problem(error.status_code, "http", str(error.detail), error.headers)
    return Problem(500, "internal", "The server failed at this; its log says more.")
