"""A query's answer as text: a table for people, SPARQL's result formats and Turtle for programs."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from graph_build.errors import UsageError
from ontology.load import PREFIXES
from queries.run import Result, Term

__all__ = ["FORMATS", "render"]

_XML: Final = "http://www.w3.org/2005/sparql-results#"
_STRING: Final = f"{PREFIXES['xsd']}string"


def render(result: Result, form: str, width: int = 120) -> str:
    """Give a query's answer in one of the formats, ending in a line break.

    Args:
        result: What the query gave.
        form: ``table``, ``csv``, ``json``, ``xml`` (SPARQL 1.1 results) or ``ttl``.
        width: Of the table, in characters.

    Raises:
        UsageError: The format does not fit the answer: a graph is Turtle, all else is not.
    """
    if result.triples is not None:
        if form not in ("table", "ttl"):
            raise UsageError(f"{result.query.name}: gives a graph; choose --format ttl.")
        page = io.BytesIO()
        ox.serialize(result.triples, page, ox.RdfFormat.TURTLE, prefixes=_used(result.triples))
        return page.getvalue().decode()
    if form == "table":
        return _table(result, width)
    if form not in FORMATS:
        raise UsageError(f"{result.query.name}: gives a table; choose --format {', '.join(sorted(FORMATS))}.")
    return FORMATS[form](result)


def _used(triples: tuple[ox.Triple, ...]) -> dict[str, str]:
    """The prefixes that the triples need, so that a small graph has a small head."""
    whole = " ".join(map(str, triples))
    return {prefix: iri for prefix, iri in PREFIXES.items() if f"<{iri}" in whole}


def _table(result: Result, width: int) -> str:
    if result.answer is not None:
        return "ja · yes\n" if result.answer else "nej · no\n"
    grid = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column in result.columns:
        grid.add_column(column, overflow="fold")
    for row in result.rows:
        grid.add_row(*(_shown(term, result.labels) for term in row))
    page = io.StringIO()
    console = Console(file=page, width=width, color_system=None, markup=False, highlight=False, emoji=False)
    console.print(grid)
    lines = [line.rstrip() for line in page.getvalue().splitlines()]
    rows = "1 række · row" if len(result.rows) == 1 else f"{len(result.rows)} rækker · rows"
    return "\n".join([*lines, "", rows, ""])


def _shown(term: Term | None, labels: Mapping[str, str]) -> str:
    """A label where there is one, else the words or the end of the IRI; no control characters."""
    if isinstance(term, ox.NamedNode):
        return labels.get(term.value) or "…/" + "/".join(term.value.rsplit("/", 2)[-2:])
    words = term.value if isinstance(term, ox.Literal | ox.BlankNode) else str(term or "")
    return "".join(c if c.isprintable() else " " for c in words)


def _csv(result: Result) -> str:
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    if result.answer is not None:
        writer.writerows([["answer"], [str(result.answer).lower()]])
    else:
        writer.writerow(result.columns)
        writer.writerows([_plain(term) for term in row] for row in result.rows)
    return page.getvalue()


def _plain(term: Term | None) -> str:
    if isinstance(term, ox.BlankNode | ox.Triple):
        return str(term)
    return "" if term is None else term.value


def _json(result: Result) -> str:
    if result.answer is not None:
        whole: dict[str, Any] = {"head": {}, "boolean": result.answer}
    else:
        bindings = [
            {name: _as_json(term) for name, term in zip(result.columns, row, strict=True) if term is not None}
            for row in result.rows
        ]
        whole = {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _as_json(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.Literal):
        return {"type": "literal", "value": term.value, **_tags(term)}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    return {"type": "triple", "value": {name: _as_json(part) for name, part in parts.items()}}


def _tags(term: ox.Literal) -> dict[str, str]:
    if term.language:
        return {"xml:lang": term.language}
    return {} if term.datatype.value == _STRING else {"datatype": term.datatype.value}


def _xml(result: Result) -> str:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<sparql xmlns="{_XML}">', " <head>"]
    lines += [f"  <variable name={quoteattr(name)}/>" for name in result.columns]
    lines.append(" </head>")
    if result.answer is not None:
        lines.append(f" <boolean>{str(result.answer).lower()}</boolean>")
    else:
        lines.append(" <results>")
        for row in result.rows:
            cells = zip(result.columns, row, strict=True)
            found = [
                f"<binding name={quoteattr(name)}>{_as_xml(term)}</binding>" for name, term in cells if term
            ]
            lines.append(f"  <result>{''.join(found)}</result>")
        lines.append(" </results>")
    return "\n".join([*lines, "</sparql>", ""])


def _as_xml(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<uri>{escape(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{escape(term.value)}</bnode>"
    if isinstance(term, ox.Literal):
        tags = "".join(f" {name}={quoteattr(value)}" for name, value in _tags(term).items())
        return f"<literal{tags}>{escape(_allowed(term.value))}</literal>"
    parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    return f"<triple>{''.join(f'<{name}>{_as_xml(part)}</{name}>' for name, part in parts.items())}</triple>"


def _allowed(words: str) -> str:
    """Words without the control characters that no XML 1.0 document may hold."""
    return "".join(c for c in words if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))


FORMATS: Final[Mapping[str, Callable[[Result], str]]] = {"csv": _csv, "json": _json, "xml": _xml}
"""The formats of SPARQL 1.1 for tables and for a yes or no."""
