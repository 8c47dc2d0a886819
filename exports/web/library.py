"""Runs a query of the library in a worker and gives its result as JSON."""

import json
from collections.abc import Mapping
from typing import Any, Final, get_args

import pyoxigraph as ox

from exports.web.evaluate import Answer, JobError, as_json
from exports.web.wire import Sheet
from graph_build.errors import QueryError
from queries.catalogue import query
from queries.kinds import EntityType
from queries.names import things
from queries.run import Result, run

__all__ = ["answer", "choices"]

_MOST: Final = 500
"""Choices that a form offers for a parameter."""


def answer(store: ox.Store, job: Mapping[str, Any], sheet: Sheet) -> Answer:
    """Do a job: ``name`` of the query, ``parameters`` as people write them, ``language`` of labels.

    Raises:
        JobError: There is no such query, or a parameter means nothing in the graph.
    """
    try:
        asked = query(job["name"])
    except QueryError as error:
        raise JobError(404, "unknown", str(error)) from error
    try:
        result = run(store, asked, job["parameters"], job["language"])
    except QueryError as error:
        raise JobError(400, "parameter", str(error)) from error
    return _written(_as_json(result), sheet)


def choices(store: ox.Store, job: Mapping[str, Any], sheet: Sheet) -> Answer:
    """Give the names of the things that each of the job's ``kinds`` may mean, those that are named."""
    found = {kind: _names(store, kind) for kind in job["kinds"] if kind in get_args(EntityType)}
    return _written(found, sheet)


def _written(found: Mapping[str, Any], sheet: Sheet) -> Answer:
    sheet.write(json.dumps(found, ensure_ascii=False).encode())
    return Answer("table", "json")


def _names(store: ox.Store, kind: EntityType) -> list[str]:
    if kind in ("iri", "statement"):
        return []
    return sorted({one.main[0] for one in things(store, kind) if one.main}, key=str.casefold)[:_MOST]


def _as_json(result: Result) -> dict[str, Any]:
    rows = result.rows
    columns = list(result.columns)
    if result.triples is not None:
        columns = ["subject", "predicate", "object"]
        rows = tuple((one.subject, one.predicate, one.object) for one in result.triples)
    return {
        "columns": columns,
        "rows": [[as_json(one) for one in row] for row in rows],
        "answer": result.answer,
        "labels": dict(result.labels),
        "parameters": {name: as_json(value) for name, value in result.parameters.items()},
    }
