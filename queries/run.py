"""Runs a query of the library or of a user's own against a graph, parameters and all."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

import pyoxigraph as ox

from graph_build.errors import QueryError
from ontology import terms as t
from queries.catalogue import ANY, Parameter, Query, near, parse
from queries.guard import check, pattern_at
from queries.kinds import ENTITY_TYPES
from queries.names import Labels, find
from queries.syntax import fault_in

__all__ = ["Result", "Term", "run", "told_first"]

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Result:
    """What a query gave: a table, a graph or a yes or no.

    Attributes:
        query: The query that was run.
        parameters: The values that stood in for the parameters, by name; those left free are not there.
        columns: The variables of a SELECT, in order.
        rows: Its solutions; ``None`` where a variable is unbound.
        triples: The graph of a CONSTRUCT or DESCRIBE, sorted; ``None`` for the other forms.
        answer: The yes or no of an ASK; ``None`` for the other forms.
        labels: The labels of the IRIs in the rows and parameters that have one, looked up in the graph when
            they are asked for.
    """

    query: Query
    parameters: Mapping[str, Term]
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    triples: tuple[ox.Triple, ...] | None = None
    answer: bool | None = None
    labels: Mapping[str, str] = field(default_factory=dict)


def run(
    store: ox.Store, query: Query | str, parameters: Mapping[str, str] | None = None, language: str = "da"
) -> Result:
    """Ask a graph; the default graph is the union of all its graphs.

    Args:
        store: The graph.
        query: A query of the library, or the text of one.
        parameters: Values as people write them: a label, an IRI, a number …; defaults stand in for the rest.
        language: Of the labels in the result.

    Raises:
        QueryError: The query cannot be parsed or run, calls a SERVICE or is an update, or a parameter is
            unknown or means nothing in the graph.
    """
    asked = parse("query", query) if isinstance(query, str) else query
    check(asked.name, asked.text)
    values = _values(store, asked, parameters or {})
    try:
        return _result(store, asked, values, _found(store, asked.text, values), language)
    except SyntaxError as error:
        raise _unparsed(asked, str(error)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"{asked.name}: cannot be run ({_line(error)}); check the query.") from error


def _found(
    store: ox.Store, text: str, values: Mapping[str, Term]
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Ask with the values both bound and told in front of the pattern.

    What is bound reaches into subqueries; but the store plans as if it were free, and begins elsewhere, where
    the text does not tell it. A text that cannot take that is asked as it stands, and its error is its own.
    """
    try:
        return _ask(store, told_first(text, values), values)
    except SyntaxError:
        return _ask(store, text, values)


def _ask(
    store: ox.Store, text: str, values: Mapping[str, Term]
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    return store.query(
        text,
        prefixes=t.PREFIXES,
        use_default_graph_as_union=True,
        substitutions={ox.Variable(name): value for name, value in values.items()},
    )


def _result(
    store: ox.Store,
    asked: Query,
    values: Mapping[str, Term],
    found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
    language: str,
) -> Result:
    if isinstance(found, ox.QueryBoolean):
        return Result(asked, values, answer=bool(found))
    if isinstance(found, ox.QueryTriples):
        return Result(asked, values, triples=tuple(sorted(set(found), key=str)))
    columns = tuple(variable.value for variable in found.variables)
    rows = tuple(tuple(solution) for solution in found)
    terms = (*values.values(), *(term for row in rows for term in row))
    iris = {term for term in terms if isinstance(term, ox.NamedNode)}
    return Result(asked, values, columns, rows, labels=Labels(store, iris, language))


def told_first(text: str, values: Mapping[str, Term]) -> str:
    """Give a query with ``VALUES`` for its variables at the head of its pattern, in the same line."""
    at = pattern_at(text) if values else None
    if at is None:
        return text
    names, terms = " ".join(f"?{name}" for name in values), " ".join(str(term) for term in values.values())
    return f"{text[:at]} VALUES ({names}) {{ ({terms}) }}{text[at:]}"


def _values(store: ox.Store, asked: Query, given: Mapping[str, str]) -> dict[str, Term]:
    declared = {parameter.name: parameter for parameter in asked.parameters}
    for name in given:
        if name not in declared:
            raise _unknown(asked, name, tuple(declared))
    values = {}
    for parameter in asked.parameters:
        words = given.get(parameter.name, parameter.default)
        if words != ANY:
            values[parameter.name] = _value(store, asked, parameter, words)
    return values


def _unknown(asked: Query, name: str, names: Sequence[str]) -> QueryError:
    """Name the parameters that come near, or else all that there are."""
    if meant := near(name, names):
        return QueryError(f"{asked.name}: no parameter {name!r}{meant}")
    if names:
        return QueryError(f"{asked.name}: no parameter {name!r}; its parameters are: {', '.join(names)}")
    return QueryError(f"{asked.name}: no parameter {name!r}; it has none")


def _value(store: ox.Store, asked: Query, parameter: Parameter, words: str) -> Term:
    try:
        for kind in ENTITY_TYPES:
            if kind == parameter.type:
                return find(store, words, kind)
        return _LITERALS[parameter.type](words)
    except (ValueError, InvalidOperation) as error:
        raise QueryError(
            f"{asked.name}: {words!r} is no {parameter.type}; give one as -p {parameter.name}=…"
        ) from error
    except QueryError as error:
        raise QueryError(f"{asked.name}, -p {parameter.name}: {error}") from error


def _typed(read: Callable[[str], object], datatype: str) -> Callable[[str], ox.Literal]:
    return lambda words: ox.Literal(str(read(words.strip())), datatype=ox.NamedNode(datatype))


def _lang(words: str) -> ox.Literal:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", words):
        raise ValueError(words)
    return ox.Literal(words.lower())


_XSD: Final = t.PREFIXES["xsd"]
_LITERALS: Final[Mapping[str, Callable[[str], ox.Literal]]] = {
    "string": ox.Literal,
    "lang": _lang,
    "integer": _typed(int, f"{_XSD}integer"),
    "decimal": _typed(Decimal, f"{_XSD}decimal"),
    "date": _typed(date.fromisoformat, f"{_XSD}date"),
}


def _unparsed(asked: Query, message: str) -> QueryError:
    """Say where the query cannot be parsed and what stands there."""
    fault = fault_in(asked.text, message)
    if fault is None:
        return QueryError(f"{asked.name}: the query cannot be parsed ({_line(message)}).")
    name, line, column, why = asked.name, fault.line, fault.column, fault.why
    if fault.near:
        return QueryError(
            f"{name}, line {line}, column {column}: the query cannot be parsed near »{fault.near}«; {why}."
        )
    return QueryError(
        f"{name}, line {line}, column {column}: the query cannot be parsed as nothing stands there; {why}."
    )


def _line(error: object) -> str:
    return " ".join(str(error).split())[:200]
