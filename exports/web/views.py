"""The site's own pages: the first one, search, the library of queries, and the page to ask from."""

import csv
import io
import json
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from textwrap import shorten
from typing import Any, Final
from urllib.parse import urlencode

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from exports.web import asking
from exports.web.backend import ALL_FORMS, Asked, Backend
from exports.web.evaluate import Term, as_json
from exports.web.pages import language_of, render, words
from exports.web.paging import page_number, page_size
from exports.web.pool import AskError
from exports.web.problems import Problem
from exports.web.protocol import fields, unless_gone
from graph_build.errors import QueryError
from ontology.terms import PREFIXES
from queries.catalogue import Query, library, query

__all__ = [
    "as_table",
    "editor_settings",
    "home",
    "library_queries",
    "library_query",
    "query_page",
    "result_page",
    "search",
]

_SHOWN: Final = (
    "documents",
    "persons",
    "organisations",
    "themes",
    "paradoxes",
    "recommendations",
    "questions",
)
_ROWS: Final = 50
_SHOWN_ROWS: Final = 1000
_BEGINNING: Final = 60
"""Letters by which a statement is known where it stands among others."""
_START: Final = "SELECT * WHERE {\n  ?paradox a led:Paradox ;\n    rdfs:label ?label .\n}\nLIMIT 20\n"


async def home(request: Request) -> Response:
    """Show what the graph holds and where to begin."""
    backend: Backend = request.app.state.backend
    found = await asking.rows(backend, "documents")
    kinds = [row["kind"]["value"] for row in found if "kind" in row]
    labels = await asking.labels(backend, kinds, language_of(request))
    documents = list({row["document"]["value"]: row for row in found}.values())
    counts = [(_counted(request, name), count) for name, count in request.app.state.counts.items()]
    queries = [one for one in library() if one.name in _SHOWN]
    return render(request, "home.html", documents=documents, labels=labels, counts=counts, queries=queries)


def _counted(request: Request, name: str) -> str:
    return words()[language_of(request)].get(f"count-{name}", name)


async def search(request: Request) -> Response:
    """Show what is found for words."""
    sought = request.query_params.get("q", "").strip()[:200]
    number = page_number(request)
    backend: Backend = request.app.state.backend
    if not sought:
        return _hits(request, sought, [], number, True)
    name = "search" if backend.searches else "search-plain"
    limits = {"limit": [_ROWS + 1], "offset": [(number - 1) * _ROWS]}
    found = await asking.rows(backend, name, words=[asking.literal(sought)], **limits)
    found = [row for row in found if "thing" in row]
    iris = [row[name]["value"] for row in found for name in ("thing", "type")]
    labels = await asking.labels(backend, iris, language_of(request))
    hits = [
        {
            "iri": row["thing"]["value"],
            "label": labels.get(row["thing"]["value"]) or asking.short(row["thing"]["value"]),
            "kind": labels.get(row["type"]["value"]) or asking.short(row["type"]["value"]),
        }
        for row in found[:_ROWS]
    ]
    return _hits(request, sought, hits, number, len(found) <= _ROWS)


def _hits(request: Request, sought: str, hits: Sequence[dict[str, str]], number: int, last: bool) -> Response:
    root = request.app.state.site.root
    return render(
        request,
        "search.html",
        words=sought,
        hits=hits,
        error=None,
        first=(number - 1) * _ROWS + 1,
        number=number,
        last=last,
        address=lambda page: f"{root}search?{urlencode({'q': sought, 'page': page})}",
    )


async def library_queries(request: Request) -> Response:
    """List the library by tag, what is asked most first; as JSON for programs."""
    if request.url.path.endswith(".json"):
        content = [_described(one) for one in library()]
        return Response(json.dumps(content, ensure_ascii=False), media_type="application/json")
    groups: dict[str, list[Query]] = defaultdict(list)
    for one in library():
        groups[one.tags[0] if one.tags else ""].append(one)
    order = [tag for tag in _TAGS if tag in groups] + sorted(groups.keys() - set(_TAGS))
    return render(request, "queries.html", groups=[(tag, groups[tag]) for tag in order])


# In the order in which a reader comes to ask.
_TAGS: Final = (
    "paradoxes", "recommendations", "themes", "actors", "statements", "questions", "decisions", "documents",
    "events", "figures", "passages", "provenance", "overview", "model",
)  # fmt: skip


def _described(one: Query) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": {"da": one.title_da, "en": one.title_en},
        "question": {"da": one.question_da, "en": one.question_en},
        "tags": list(one.tags),
        "parameters": [
            {
                "name": p.name,
                "type": p.type,
                "default": p.default,
                "da": p.description_da,
                "en": p.description_en,
            }
            for p in one.parameters
        ],
        "query": one.text,
    }


async def library_query(request: Request) -> Response:
    """Run a query of the library: a page with a form, ``.json`` or ``.csv``."""
    name, dot, form = request.path_params["name"].partition(".")
    if dot and form not in ("json", "csv"):
        raise Problem(404, "unknown", "A query's result is offered as a page, .json and .csv.")
    try:
        asked = query(name)
    except QueryError as error:
        raise Problem(404, "unknown", str(error)) from error
    given = _given(request, asked)
    number = page_number(request)
    if form:
        result = await _run(request, asked, given)
        return (
            _csv(request, asked, result, number)
            if form == "csv"
            else await _json(request, asked, result, number)
        )
    try:
        return await _library_page(request, asked, given, await _run(request, asked, given))
    except AskError as error:
        if error.status >= 500 or error.status == 429:
            raise
        nothing: dict[str, Any] = {"columns": [], "rows": [], "answer": None, "labels": {}, "parameters": {}}
        return await _library_page(request, asked, given, nothing, str(error))


def _given(request: Request, asked: Query) -> dict[str, str]:
    sent = dict(fields(request.scope["query_string"]))
    names = {one.name for one in asked.parameters}
    if unknown := sorted(set(sent) - names - {"page", "size", "lang"}):
        raise Problem(400, "parameter", f"{asked.name} has no parameter {unknown[0][:50]!r}.")
    return {one.name: sent.get(one.name) or one.default for one in asked.parameters}


async def _run(request: Request, asked: Query, given: dict[str, str]) -> dict[str, Any]:
    backend: Backend = request.app.state.backend
    job = {"do": "library", "name": asked.name, "parameters": given, "language": language_of(request)}
    reply = await unless_gone(request, backend.job(job))
    with reply.body as body:
        result: dict[str, Any] = json.load(body)
    return result


async def _json(request: Request, asked: Query, result: dict[str, Any], number: int) -> Response:
    size = page_size(request)
    rows = result["rows"][(number - 1) * size : number * size]
    content = {
        "query": asked.name,
        "parameters": result["parameters"],
        "columns": result["columns"],
        "rows": [dict(zip(result["columns"], row, strict=True)) for row in rows],
        "answer": result["answer"],
        "labels": await _labels(request, result, rows),
        "total": len(result["rows"]),
        "page": number,
        "size": size,
    }
    headers = {"Link": _paging(request, asked, number, number * size >= len(result["rows"]))}
    text = json.dumps(content, ensure_ascii=False)
    return Response(
        text, media_type="application/json", headers={name: v for name, v in headers.items() if v}
    )


async def _labels(request: Request, result: dict[str, Any], rows: Sequence[Sequence[Any]]) -> dict[str, str]:
    """Give what the things in rows are called, those that the query has no label for by how they begin."""
    terms = [term for row in rows for term in row if term and term["type"] == "uri" and "label" not in term]
    iris = {term["value"] for term in terms}
    own = {iri: label for iri, label in result["labels"].items() if iri in iris}
    others = await asking.labels(request.app.state.backend, iris - set(own), language_of(request))
    return {**{iri: shorten(name, _BEGINNING, placeholder=" …") for iri, name in others.items()}, **own}


def _paging(request: Request, asked: Query, number: int, last: bool) -> str:
    def link(page: int, kind: str) -> str:
        return f'<?{request.url.include_query_params(page=page).query}>; rel="{kind}"'

    return ", ".join(
        [*([link(number - 1, "prev")] if number > 1 else []), *([] if last else [link(number + 1, "next")])]
    )


def _csv(request: Request, asked: Query, result: dict[str, Any], number: int) -> Response:
    """Give the rows as CSV; all of them, unless a page is asked for."""
    rows = result["rows"]
    if {"page", "size"} & set(request.query_params):
        size = page_size(request)
        rows = rows[(number - 1) * size : number * size]
    out = io.StringIO(newline="")
    sheet = csv.writer(out)
    sheet.writerow(result["columns"] or ["answer"])
    sheet.writerows([term["value"] if term else "" for term in row] for row in rows)
    if result["answer"] is not None:
        sheet.writerow(["true" if result["answer"] else "false"])
    return Response(out.getvalue().encode(), media_type="text/csv; charset=utf-8")


async def _library_page(
    request: Request,
    asked: Query,
    given: dict[str, str],
    result: dict[str, Any],
    error: str | None = None,
) -> Response:
    number = page_number(request)
    columns, rows = _named(result["columns"], result["rows"])
    shown = rows[(number - 1) * _ROWS : number * _ROWS]
    choices = await _choices(request, asked)
    sent = {name: value for name, value in given.items() if name in request.query_params}
    root = request.app.state.site.root
    return render(
        request,
        "library.html",
        status=400 if error else 200,
        query=asked,
        given=given,
        choices=choices,
        error=error,
        parameters="?" + urlencode(sent) if sent else "",
        columns=columns,
        rows=shown,
        total=len(rows),
        answer=result["answer"],
        labels=await _labels(request, result, shown),
        headings=_danish_headings() if language_of(request) == "da" else {},
        number=number,
        last=number * _ROWS >= len(rows),
        address=lambda page: f"{root}queries/{asked.name}?{urlencode({**sent, 'page': page})}",
    )


def _named(columns: list[str], rows: list[list[Any]]) -> tuple[list[str], list[list[Any]]]:
    """Let a thing stand under its label, where a query gives both in columns ``x`` and ``xLabel``.

    A column in which no row has anything is left out, unless that goes for all.
    """
    labels = {name: columns.index(f"{name}Label") for name in columns if f"{name}Label" in columns}
    kept = [
        at for at, name in enumerate(columns) if name.removesuffix("Label") not in labels or name in labels
    ]

    def cell(row: list[Any], at: int) -> dict[str, str] | None:
        term: dict[str, str] | None = row[at]
        called = row[labels[columns[at]]] if columns[at] in labels else None
        return term if called is None else {**term, "label": called["value"]} if term else called

    full = [at for at in kept if any(cell(row, at) for row in rows)] or kept
    return [columns[at] for at in full], [[cell(row, at) for at in full] for row in rows]


@cache
def _danish_headings() -> dict[str, str]:
    told = tomllib.loads((files("queries") / "columns.toml").read_text(encoding="utf-8"))
    # A page shows the label where the file of an answer holds the IRI.
    return {name: heading.removesuffix("-IRI") for name, heading in told.items()}


async def _choices(request: Request, asked: Query) -> dict[str, list[str]]:
    """Give what each parameter may be, by name; nothing where whoever answers cannot tell."""
    kinds = sorted({one.type for one in asked.parameters})
    backend: Backend = request.app.state.backend
    try:
        reply = await backend.job({"do": "choices", "kinds": kinds, "language": language_of(request)})
    except AskError:
        return {}
    with reply.body as body:
        found = json.load(body)
    return {one.name: found.get(one.type, []) for one in asked.parameters}


async def query_page(request: Request, text: str = "", error: str | None = None, **shown: object) -> Response:
    """Show where a query is written, with what it gave."""
    given = text or request.query_params.get("query") or _START
    values: dict[str, object] = {
        "shown": False,
        "answer": None,
        "columns": [],
        "rows": [],
        "labels": {},
        "cut": False,
        "forms": [],
    }
    return render(
        request,
        "query.html",
        status=400 if error else 200,
        text=given,
        error=error,
        queries=library(),
        editor=request.app.state.assets.has("yasgui.js") and not shown and error is None,
        **{**values, **shown},
    )


async def editor_settings(request: Request) -> Response:
    """Tell the query editor what it completes: prefixes, and the classes and properties that there are."""
    found = await asking.rows(request.app.state.backend, "completion")
    content = {
        "prefixes": PREFIXES,
        "classes": [row["class"]["value"] for row in found if "class" in row],
        "properties": [row["property"]["value"] for row in found if "property" in row],
    }
    return Response(json.dumps(content), media_type="application/json")


async def result_page(request: Request, asked: Asked) -> Response:
    """Run a query and show its result under it."""
    backend: Backend = request.app.state.backend
    try:
        work = backend.ask(replace(asked, forms=ALL_FORMS, rows=_SHOWN_ROWS))
        reply = await unless_gone(request, work)
    except AskError as error:
        if error.status != 400:
            raise
        return await query_page(request, asked.text, str(error))
    with reply.body as body:
        content = body.read()
    columns, rows, answer = as_table(reply.told["kind"], content)
    iris = [term["value"] for row in rows for term in row if term and term["type"] == "uri"]
    labels = await asking.labels(backend, iris, language_of(request))
    forms = ("ttl", "jsonld", "nt") if reply.told["kind"] == "graph" else ("json", "csv", "tsv", "xml")
    cut = bool(reply.told.get("cut"))
    return await query_page(
        request,
        asked.text,
        shown=True,
        columns=columns,
        rows=rows,
        answer=answer,
        labels=labels,
        cut=cut,
        forms=forms,
    )


def as_table(kind: str, content: bytes) -> tuple[list[str], list[list[Any]], bool | None]:
    """Give an answer in the formats of ``ALL_FORMS`` as columns, rows of terms, and a yes or no."""
    if kind == "graph":
        triples = list(ox.parse(content, format=ox.RdfFormat.N_TRIPLES))
        rows = [[_shown(term) for term in (q.subject, q.predicate, q.object)] for q in triples]
        return ["subject", "predicate", "object"], rows, None
    found = json.loads(content)
    if kind == "boolean":
        return [], [], bool(found["boolean"])
    columns = found["head"]["vars"]
    return (
        columns,
        [[_plain(row.get(name)) for name in columns] for row in found["results"]["bindings"]],
        None,
    )


def _plain(term: dict[str, Any] | None) -> dict[str, Any] | None:
    if term and term["type"] == "triple":
        return {"type": "triple", "value": json.dumps(term["value"], ensure_ascii=False)}
    return term


def _shown(term: Term) -> dict[str, str] | None:
    return as_json(term)
