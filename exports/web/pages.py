"""Renders pages for people, from templates that escape whatever they are given."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from exports.web.asking import short
from exports.web.site import Site

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["LANGUAGES", "edition", "language_of", "render", "words"]

LANGUAGES: Final = ("da", "en")


def _template(name: str) -> str:
    return (files("exports.web") / "templates" / name).read_text(encoding="utf-8")


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # programs that only ask need no page

    templates = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["short"] = short
    return templates


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Give the pages' own words, by language and key."""
    text = (files("exports.web") / "words.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = json.loads(text)
    return found


@cache
def edition() -> str:
    """Give what changes when the pages are made otherwise: their templates, queries and words."""
    home = files("exports.web")
    parts = [file for folder in ("templates", "queries") for file in (home / folder).iterdir()]
    texts = sorted(file.read_bytes() for file in (*parts, home / "words.json") if file.is_file())
    return hashlib.sha256(b"\0".join(texts)).hexdigest()[:8]


def language_of(request: Request) -> str:
    """Give the reader's language: what was chosen, else what the browser wants, else Danish."""
    for chosen in (request.query_params.get("lang"), request.cookies.get("lang")):
        if chosen in LANGUAGES:
            return chosen
    for part in request.headers.get("accept-language", "").lower().split(",")[:20]:
        wanted = part.split(";")[0].strip().split("-")[0]
        if wanted in LANGUAGES:
            return wanted
    return "da"


def render(request: Request, template: str, status: int = 200, **values: object) -> Response:
    """Give a page in the reader's language.

    Args:
        request: Whose page it is.
        template: File name of the template.
        status: HTTP's.
        values: What the template shows.
    """
    language = language_of(request)
    site: Site = request.app.state.site
    text = (
        _templates()
        .get_template(template)
        .render(
            t=words()[language],
            lang=language,
            root=site.root,
            link=site.link,
            here=_here(request, language),
            explorer=request.app.state.explorer is not None,
            **values,
        )
    )
    response = HTMLResponse(
        text.encode("utf-8", "replace"), status, headers={"Vary": "Accept, Accept-Language, Cookie"}
    )
    if request.query_params.get("lang") in LANGUAGES:
        secure = bool(site.settings.url.startswith("https"))
        response.set_cookie(
            "lang", language, max_age=31_536_000, path=site.root, samesite="lax", secure=secure
        )
    return response


def _here(request: Request, language: str) -> str:
    """Give this page's address in the other language, relative to the page."""
    other = "en" if language == "da" else "da"
    return "?" + request.url.include_query_params(lang=other).query
