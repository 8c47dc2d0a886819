"""The JSON and CSV of the pages and queries, as OpenAPI tells programs."""

import json
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from queries.catalogue import Parameter, Query, library

__all__ = ["describe", "openapi"]

_PROBLEM: Final = {"$ref": "#/components/responses/Problem"}
_ERRORS: Final = {"400": _PROBLEM, "404": _PROBLEM, "429": _PROBLEM, "503": _PROBLEM}
_TERM: Final = {
    "type": ["object", "null"],
    "properties": {name: {"type": "string"} for name in ("type", "value", "xml:lang", "datatype")},
    "required": ["type", "value"],
}
_RESULT: Final = {
    "type": "object",
    "required": ["query", "columns", "rows", "total", "page", "size"],
    "properties": {
        "query": {"type": "string"},
        "parameters": {"type": "object", "additionalProperties": _TERM},
        "columns": {"type": "array", "items": {"type": "string"}},
        "rows": {"type": "array", "items": {"type": "object", "additionalProperties": _TERM}},
        "answer": {"type": ["boolean", "null"]},
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
        "total": {"type": "integer"},
        "page": {"type": "integer"},
        "size": {"type": "integer"},
    },
}
_RESOURCE: Final = {
    "type": "object",
    "required": ["iri", "label", "outgoing", "incoming", "page", "last"],
    "properties": {
        "iri": {"type": "string"},
        "label": {"type": "string"},
        "outgoing": {"type": "array"},
        "incoming": {"type": "array"},
        "page": {"type": "integer"},
        "last": {"type": "boolean"},
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}
_CSV: Final = {"text/csv": {"schema": {"type": "string"}}}
_TABLES: Final = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv")


async def openapi(request: Request) -> Response:
    """Give the description."""
    server = request.app.state.site.absolute(request, "").rstrip("/")
    body = json.dumps(describe(server), ensure_ascii=False)
    return Response(body, media_type="application/json")


def describe(server: str) -> dict[str, Any]:
    """Describe everything that a program may read here."""
    paths: dict[str, Any] = {
        "/sparql": {"get": _sparql()},
        "/queries.json": {"get": _reads("The library of queries", [], _json({"type": "array"}))},
        "/concept/theme/{name}.json": {"get": _thing("A theme, by the end of its IRI")},
        "/id/{kind}/{name}.json": {"get": _thing("A thing, by the end of its IRI", "kind")},
    }
    for one in library():
        paths[f"/queries/{one.name}.json"] = {"get": _library(one, _json(_RESULT))}
        paths[f"/queries/{one.name}.csv"] = {
            "get": _library(one, {"text/csv": {"schema": {"type": "string"}}})
        }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Ledelsesgraf", "version": "1"},
        "servers": [{"url": server}],
        "paths": paths,
        "components": {"responses": {"Problem": _problem()}},
    }


def _problem() -> dict[str, Any]:
    properties = {name: {"type": "string"} for name in ("title", "detail", "code")}
    schema = {
        "type": "object",
        "properties": {**properties, "status": {"type": "integer"}},
        "required": ["detail"],
    }
    return {"description": "What is wrong", "content": {"application/problem+json": {"schema": schema}}}


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _reads(summary: str, parameters: list[dict[str, Any]], content: dict[str, Any]) -> dict[str, Any]:
    answer = {"description": "The answer", "content": content}
    return {"summary": summary, "parameters": parameters, "responses": {"200": answer, **_ERRORS}}


def _parameter(name: str, schema: dict[str, Any], told: str, where: str = "query") -> dict[str, Any]:
    return {"name": name, "in": where, "required": where == "path", "description": told, "schema": schema}


def _pages() -> list[dict[str, Any]]:
    page = {"type": "integer", "minimum": 1, "maximum": 100_000, "default": 1}
    size = {"type": "integer", "minimum": 1, "maximum": 10_000, "default": 100}
    return [_parameter("page", page, "The page, from 1"), _parameter("size", size, "Rows on a page")]


def _library(one: Query, content: dict[str, Any]) -> dict[str, Any]:
    parameters = [_asked(parameter) for parameter in one.parameters]
    operation = _reads(one.title_en or one.name, [*parameters, *_pages()], content)
    return {**operation, "description": one.question_en, "tags": list(one.tags)}


def _asked(one: Parameter) -> dict[str, Any]:
    schema = {"type": "string", "default": one.default, "maxLength": 300}
    return _parameter(one.name, schema, f"{one.description_en}: a label or an IRI; * for any")


def _thing(summary: str, *more: str) -> dict[str, Any]:
    names = [_parameter(name, {"type": "string"}, "A part of the IRI", "path") for name in (*more, "name")]
    return _reads(summary, [*names, _pages()[0]], _json(_RESOURCE))


def _sparql() -> dict[str, Any]:
    query = _parameter("query", {"type": "string"}, "A SPARQL 1.1 query")
    default = _parameter("default-graph-uri", {"type": "string"}, "A graph that the default graph is made of")
    content: dict[str, Any] = {
        kind: {} for kind in (*_TABLES, "text/turtle", "application/ld+json", "application/n-triples")
    }
    operation = _reads("Ask the graph", [{**query, "required": True}, default], content)
    refused = dict.fromkeys(("403", "406"), _PROBLEM)
    return {**operation, "responses": {**operation["responses"], **refused}}
