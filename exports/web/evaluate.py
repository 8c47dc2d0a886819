"""Answers one job over a store, in a worker: a query, an update, a graph, or a query of the library."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import IO, Any, Final, Protocol, cast

import pyoxigraph as ox

from exports.web.cut import cut, few
from exports.web.screening import names_dataset, using
from exports.web.wire import FullError, Room, Sheet
from ontology.terms import PREFIXES
from queries.syntax import explained
from queries.tokens import too_deep

__all__ = ["Answer", "Finder", "JobError", "Term", "answer", "as_json"]

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Finder(Protocol):
    """Full-text search, as a query may use it."""

    @property
    def functions(self) -> Mapping[ox.NamedNode, Callable[..., Any]]:
        """What custom functions there are, by IRI."""
        ...

    def rewritten(self, text: str) -> str:
        """Give a query in which what the index knows stands already."""
        ...


TABLES: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
GRAPHS: Final = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
    "n3": ox.RdfFormat.N3,
}
_PREFIXED: Final = ("ttl", "rdf", "trig", "n3", "jsonld")


class JobError(Exception):
    """A job that cannot be done; ``status`` is HTTP's, ``code`` a word for programs."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


@dataclass(frozen=True, slots=True)
class Answer:
    """What a job gave, beside what it wrote.

    Attributes:
        kind: ``table``, ``boolean``, ``graph`` or ``done``.
        form: The format's short name, as in ``TABLES`` and ``GRAPHS``.
        cut: Whether rows were left out.
        told: What else there is to say, for the server.
    """

    kind: str = "done"
    form: str = ""
    cut: bool = False
    told: Mapping[str, Any] = field(default_factory=dict)


def answer(store: ox.Store, job: Mapping[str, Any], finder: Finder | None, sheet: Sheet) -> Answer:
    """Do a job, and write what it gives on the sheet.

    Raises:
        JobError: It cannot be done; the message is for the one who asked.
    """
    work = {"query": _query, "update": _update, "graph": _graph, "put": _put, "delete": _delete}
    try:
        return work[job["do"]](store, job, finder, sheet)
    except SyntaxError as error:
        told = explained(job.get("text", ""), str(error))
        said = f"{told[0].upper()}{told[1:]}." if told else f"The query cannot be parsed: {_line(error)}"
        raise JobError(400, "syntax", said) from error
    except (ValueError, OSError, RuntimeError) as error:
        raise JobError(400, "failed", f"The query cannot be run: {_line(error)}") from error
    except MemoryError as error:
        raise JobError(503, "memory", "The query needs more memory than it may use; ask for less.") from error


def _query(store: ox.Store, job: Mapping[str, Any], finder: Finder | None, sheet: Sheet) -> Answer:
    text = job["text"]
    if too_deep(text):
        raise JobError(400, "nested", "The query nests too deep; make it simpler.")
    if finder is not None:
        text = finder.rewritten(text)
    dataset = job.get("default") or job.get("named")
    found = store.query(
        text,
        base_iri=job.get("base"),
        prefixes=PREFIXES,
        use_default_graph_as_union=bool(job.get("union")) and not dataset and not names_dataset(text),
        default_graph=_nodes(job.get("default")) if dataset else None,
        named_graphs=_nodes(job.get("named")) if dataset else None,
        substitutions={ox.Variable(name): _term(value) for name, value in job.get("values", {}).items()}
        or None,
        custom_functions=_functions(finder),
    )
    return _written(found, job, sheet)


def _functions(finder: Finder | None) -> dict[ox.NamedNode, Callable[..., Any]]:
    return dict(finder.functions) if finder is not None else {}


def _nodes(iris: Sequence[str] | None) -> list[Any]:
    return [ox.NamedNode(iri) for iri in iris or ()]


def _term(value: Mapping[str, str]) -> Term:
    if value["type"] == "uri":
        return ox.NamedNode(value["value"])
    language, datatype = value.get("xml:lang"), value.get("datatype")
    return ox.Literal(
        value["value"], language=language, datatype=ox.NamedNode(datatype) if datatype else None
    )


def as_json(one: Term | None) -> dict[str, str] | None:
    """Give a term as SPARQL's JSON results write it; ``None`` for what is unbound."""
    if one is None:
        return None
    if isinstance(one, ox.NamedNode):
        return {"type": "uri", "value": one.value}
    if isinstance(one, ox.Literal):
        if one.language:
            return {"type": "literal", "value": one.value, "xml:lang": one.language}
        plain = one.datatype.value.endswith("#string")
        return {"type": "literal", "value": one.value, **({} if plain else {"datatype": one.datatype.value})}
    return {"type": "bnode", "value": str(one)}


def _written(
    found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, job: Mapping[str, Any], sheet: Sheet
) -> Answer:
    if isinstance(found, ox.QueryTriples):
        return _triples(found, job, sheet)
    kind = "boolean" if isinstance(found, ox.QueryBoolean) else "table"
    form, whole = _form(job, kind), True
    try:
        found.serialize(output=cast("IO[bytes]", sheet.room), format=TABLES[form])
    except FullError:
        whole = False
    if kind == "boolean" or (whole and few(sheet.room, form, job["rows"])):
        return Answer(kind, form)
    return Answer(kind, form, _shortened(sheet, form, job["rows"], whole))


def _shortened(sheet: Sheet, form: str, rows: int, whole: bool) -> bool:
    """Cut what is written after a number of rows; tell whether any were left out."""
    try:
        body, left_out = cut(sheet.written(), form, rows, whole)
    except ValueError as error:
        raise JobError(503, "size", f"The answer is too large: {error} Ask for less.") from error
    if left_out:
        sheet.clear()
        sheet.write(body)
    return left_out


def _triples(found: ox.QueryTriples, job: Mapping[str, Any], sheet: Sheet) -> Answer:
    form = _form(job, "graph")
    try:
        _serialise(islice(found, job["rows"]), sheet.room, form)
    except FullError:
        said = "The answer is larger than one may be; ask for less, by LIMIT."
        raise JobError(503, "size", said) from None
    return Answer("graph", form, next(found, None) is not None)


def _serialise(statements: Iterable[Any], sink: Sheet | Room, form: str) -> None:
    prefixes = PREFIXES if form in _PREFIXED else None
    ox.serialize(statements, cast("IO[bytes]", sink), GRAPHS[form], prefixes=prefixes)


def _form(job: Mapping[str, Any], kind: str) -> str:
    form: str | None = job["forms"].get(kind)
    if form is None:
        what = {"table": "a table", "boolean": "a yes or no", "graph": "a graph"}[kind]
        raise JobError(406, "accept", f"The query gives {what}, which has none of the accepted formats.")
    return form


def _update(store: ox.Store, job: Mapping[str, Any], finder: Finder | None, _: Sheet) -> Answer:
    text = job["text"]
    if too_deep(text):
        raise JobError(400, "nested", "The update nests too deep; make it simpler.")
    if job.get("default") or job.get("named"):
        default, named = _nodes(job.get("default")), _nodes(job.get("named"))
        text = using(text, [one.value for one in default], [one.value for one in named])
    store.update(text, base_iri=job.get("base"), prefixes=PREFIXES, custom_functions=_functions(finder))
    return Answer()


def _graph(store: ox.Store, job: Mapping[str, Any], _: Finder | None, sheet: Sheet) -> Answer:
    """Give a named graph, or the default graph; where that is the union, the union."""
    name = _name(job)
    if isinstance(name, ox.NamedNode) and not store.contains_named_graph(name):
        raise JobError(404, "unknown", f"There is no graph <{name.value}>.")
    union = name == ox.DefaultGraph() and job.get("union")
    quads = store.quads_for_pattern(None, None, None, None if union else name)
    triples = sorted({quad.triple for quad in quads}, key=str)
    form = _form(job, "graph")
    _serialise(triples, sheet, form)
    return Answer("graph", form)


def _name(job: Mapping[str, Any]) -> ox.NamedNode | ox.DefaultGraph:
    return ox.NamedNode(job["name"]) if job.get("name") else ox.DefaultGraph()


def _put(store: ox.Store, job: Mapping[str, Any], *_: object) -> Answer:
    """Put triples into a graph, in place of what it holds or beside it."""
    name = _name(job)
    parsed = [
        quad.triple
        for part in job["parts"]
        for quad in ox.parse(
            part["text"], format=GRAPHS[part["form"]], base_iri=job.get("base"), rename_blank_nodes=True
        )
    ]
    there = name == ox.DefaultGraph() or store.contains_named_graph(name)
    if job["replace"]:
        store.clear_graph(name)
    if isinstance(name, ox.NamedNode):
        store.add_graph(name)
    store.extend(ox.Quad(one.subject, one.predicate, one.object, name) for one in parsed)
    return Answer(told={"there": there})


def _delete(store: ox.Store, job: Mapping[str, Any], *_: object) -> Answer:
    name = _name(job)
    if isinstance(name, ox.NamedNode) and not store.contains_named_graph(name):
        raise JobError(404, "unknown", f"There is no graph <{name.value}>.")
    store.remove_graph(name)
    return Answer()


def _line(error: object) -> str:
    words = " ".join(str(error).split())
    return words if len(words) <= 300 else f"{words[:300]}…"
