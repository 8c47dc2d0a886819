"""A query's result as text: a table for people, CSV, JSON, XML and Turtle for programs.

CSV, JSON and XML are those of the SPARQL 1.1 recommendations; a graph is given as RDF in the syntax that
comes nearest (JSON-LD, RDF/XML, rows of triples).
"""

import io
import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, Literal, get_args

import pyoxigraph as ox
import rdflib
from rdflib.query import Result as RdflibResult
from rich.box import SIMPLE
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph_build.errors import QueryError
from ontology import terms as t
from queries.catalogue import near
from queries.run import Result, Term

__all__ = ["FORMATS", "Format", "render", "table"]

Format = Literal["table", "csv", "json", "xml", "ttl"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)

_RS = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
_UNLIMITED = 100_000
"""Columns of a table that is not cut."""
_BETWEEN, _NARROWEST = 3, 4
"""Columns between two cells, and the least that a cell has."""
_TALLEST, _WORD = 16, (30, 20)
"""Lines of a row at most, and columns of a word that is not broken; where neither can be, rows are blocks."""
Columns = Mapping[str, Sequence[Term | None]]
_WORDS: Final = {
    "da": {"yes": "ja", "no": "nej", "none": "Intet fundet.", "one": "1 række", "many": "{} rækker"},
    "en": {"yes": "yes", "no": "no", "none": "Nothing found.", "one": "1 row", "many": "{} rows"},
}


def render(result: Result, form: str, width: int | None = None, language: str = "da") -> str:
    """Give a result in one of ``FORMATS``, with a line break at its end.

    Args:
        result: What a query gave.
        form: One of ``FORMATS``.
        width: Columns that a table keeps to; ``None`` for as many as it needs.
        language: Of a table's headings: ``da`` or ``en``.

    Raises:
        QueryError: There is no such format.
    """
    writers: Mapping[str, Callable[[], str]] = {
        "table": lambda: table(result, width, language),
        "csv": lambda: _csv(result),
        "json": lambda: _standard(result, "json", ox.RdfFormat.JSON_LD),
        "xml": lambda: _standard(result, "xml", ox.RdfFormat.RDF_XML),
        "ttl": lambda: _turtle(result),
    }
    if form not in writers:
        raise QueryError(f"no format {form!r}{near(form, FORMATS)}; the formats are: {', '.join(FORMATS)}.")
    text = writers[form]()
    return text if text.endswith("\n") else f"{text}\n"


def table(result: Result, width: int | None = None, language: str = "da") -> str:
    """Give a result for people: labels for IRIs, columns aligned and kept to ``width``.

    What does not fit goes on in further lines; where words would break, each row is a block of lines. A
    column that only identifies (an IRI without a label) or repeats a parameter is left out.
    """
    words = _WORDS["en" if language == "en" else "da"]
    if result.answer is not None:
        return words["yes" if result.answer else "no"]
    if result.triples is not None:
        return _turtle(result)
    if not result.rows:
        return words["none"]
    shown = _shown(result)
    columns = [[_heading(name, language), *cells] for name, cells in shown]
    widths = _wrapped(columns, width)
    lines = _drawn(columns, widths, width) if widths else _blocks(columns, width or _UNLIMITED)
    count = words["one"] if len(result.rows) == 1 else words["many"].format(len(result.rows))
    return "\n".join([*lines, "", count])


def _drawn(columns: Sequence[Sequence[str]], widths: Sequence[int], limit: int | None) -> list[str]:
    """The lines of a table of these columns, each with its heading before its cells."""
    tall = any(max(map(cell_len, cells)) > wide for cells, wide in zip(columns, widths, strict=True))
    drawn = Table(box=SIMPLE, show_edge=False, pad_edge=False, leading=int(tall))
    for (heading, *cells), wide in zip(columns, widths, strict=True):
        side: Literal["left", "right"] = "right" if all(map(_is_number, filter(None, cells))) else "left"
        drawn.add_column(Text(heading), justify=side, overflow="fold", width=wide)
    for row in zip(*(cells for _, *cells in columns), strict=True):
        drawn.add_row(*map(Text, row))
    return _printed(drawn, limit)


def _blocks(columns: Sequence[Sequence[str]], limit: int) -> list[str]:
    """The rows as blocks: each cell that says something on lines of its own, behind its heading."""
    headings = [heading for heading, *_ in columns]
    wide = max(map(cell_len, headings))
    lines: list[str] = []
    for row in zip(*(cells for _, *cells in columns), strict=True):
        block = Table.grid(padding=(0, 2, 0, 0))
        block.add_column(width=wide)
        block.add_column(width=max(limit - wide - 2, _NARROWEST), overflow="fold")
        for heading, cell in zip(headings, row, strict=True):
            if cell:
                block.add_row(Text(heading), Text(cell))
        lines += ["", *_printed(block, limit)]
    return lines[1:]


def _printed(drawn: Table, limit: int | None) -> list[str]:
    console = Console(file=io.StringIO(), width=limit or _UNLIMITED, force_terminal=False, color_system=None)
    console.print(drawn)
    return [line.rstrip() for line in console.file.getvalue().splitlines()]  # type: ignore[attr-defined]


def _wrapped(columns: Sequence[Sequence[str]], limit: int | None) -> list[int]:
    """Give columns the widths at which rows take the fewest lines; none where they would take too many."""
    needed = [max(map(cell_len, cells)) for cells in columns]
    words = [max(cell_len(word) for cell in cells for word in (cell.split() or [""])) for cells in columns]
    free = sum(needed) if limit is None else limit - _BETWEEN * (len(columns) - 1)
    for word in _WORD:
        least = [min(one, word) for one in words]
        for lines in range(1, _TALLEST + 1):
            widths = [min(all_, max(few, -(-all_ // lines))) for all_, few in zip(needed, least, strict=True)]
            if sum(widths) <= free:
                return widths
    return []


def _shown(result: Result) -> list[tuple[str, list[str]]]:
    """Give the columns that a table shows, each with its cells."""
    columns = {name: [row[at] for row in result.rows] for at, name in enumerate(result.columns)}
    shown = [name for name in columns if name.removesuffix("Label") not in columns.keys() - {name}]
    telling = [name for name in shown if _tells(result, name, columns)]
    rows = range(len(result.rows))
    return [(name, [_cell(result, name, columns, at) for at in rows]) for name in telling or shown]


def _tells(result: Result, name: str, columns: Columns) -> bool:
    """Whether a reader needs a column: no parameter's constant, no IRI that is there for programs alone."""
    if name in result.parameters:
        return False
    named = f"{name}Label" in columns or any(one.name == name for one in result.query.parameters)
    iris = all(term is None or isinstance(term, ox.NamedNode) for term in columns[name])
    empty = not any(columns[name]) and not any(columns.get(f"{name}Label", ()))
    return not empty and (named or not iris or not result.query.title_da)


def _cell(result: Result, name: str, columns: Columns, at: int) -> str:
    """Give a cell's words: the label that the query gives or that the graph has, else the value."""
    term, own = columns[name][at], columns.get(f"{name}Label", ())
    label = own[at] if own else None
    named = result.labels.get(term.value) if isinstance(term, ox.NamedNode) else None
    if isinstance(label, ox.Literal):
        return _printable(named if named and label.language == "da" else label.value)
    return _printable(named or _plain(term))


def _plain(term: Term | None) -> str:
    if isinstance(term, ox.NamedNode):
        return _short(term.value)
    return "" if term is None else str(term) if isinstance(term, ox.Triple) else term.value


def _short(iri: str) -> str:
    """Give an IRI of the model by its prefix, any other as it is."""
    for prefix, namespace in t.PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and "/" not in local:
            return f"{prefix}:{local}"
    return iri


def _printable(words: str) -> str:
    """Words on one line; what a terminal would take as an order is left out."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdecimal()


@cache
def _headings() -> dict[str, str]:
    return dict(tomllib.loads(files("queries").joinpath("columns.toml").read_text(encoding="utf-8")))


def _heading(name: str, language: str) -> str:
    if language == "da" and name in _headings():
        return _headings()[name]
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name)


def _csv(result: Result) -> str:
    if result.answer is not None:
        return f"boolean\r\n{json.dumps(result.answer)}\r\n"
    if result.triples is not None:
        rows = tuple((one.subject, one.predicate, one.object) for one in result.triples)
        result = Result(result.query, {}, ("subject", "predicate", "object"), rows)
    return _as_rdflib(result).serialize(format="csv").decode()  # type: ignore[union-attr]


def _standard(result: Result, form: str, syntax: ox.RdfFormat) -> str:
    if result.triples is not None:
        return _graph(result.triples, syntax)
    written = _as_rdflib(result).serialize(format=form).decode()  # type: ignore[union-attr]
    return json.dumps(json.loads(written), ensure_ascii=False, indent=1) if form == "json" else written


def _graph(triples: Sequence[ox.Triple], syntax: ox.RdfFormat) -> str:
    prefixes = t.PREFIXES if syntax != ox.RdfFormat.JSON_LD else None
    return ox.serialize(triples, format=syntax, prefixes=prefixes).decode()  # type: ignore[union-attr]


def _turtle(result: Result) -> str:
    """Give a graph as it is, anything else as a result set of the W3C's vocabulary for them."""
    if result.triples is not None:
        return _graph(result.triples, ox.RdfFormat.TURTLE)
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in {**t.PREFIXES, "rs": str(_RS)}.items():
        graph.bind(prefix, namespace)
    this = rdflib.BNode("results")
    graph.add((this, rdflib.RDF.type, _RS.ResultSet))
    if result.answer is not None:
        graph.add((this, _RS.boolean, rdflib.Literal(result.answer)))
    for name in result.columns:
        graph.add((this, _RS.resultVariable, rdflib.Literal(name)))
    for number, row in enumerate(result.rows, start=1):
        solution = rdflib.BNode(f"row{number}")
        graph.add((this, _RS.solution, solution))
        graph.add((solution, _RS["index"], rdflib.Literal(number)))
        for name, term in zip(result.columns, row, strict=True):
            if term is not None:
                binding = rdflib.BNode(f"row{number}{name}")
                graph.add((solution, _RS.binding, binding))
                graph.add((binding, _RS.variable, rdflib.Literal(name)))
                graph.add((binding, _RS.value, _term(term)))
    return graph.serialize(format="turtle")


def _as_rdflib(result: Result) -> RdflibResult:
    if result.answer is not None:
        given = RdflibResult("ASK")
        given.askAnswer = result.answer
        return given
    given = RdflibResult("SELECT")
    given.vars = [rdflib.Variable(name) for name in result.columns]
    given.bindings = [
        {
            rdflib.Variable(name): _term(term)
            for name, term in zip(result.columns, row, strict=True)
            if term is not None
        }
        for row in result.rows
    ]
    return given


def _term(term: Term) -> rdflib.term.Identifier:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Triple):
        return rdflib.Literal(str(term))
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = (
        None
        if term.datatype == ox.NamedNode(t.PREFIXES["xsd"] + "string")
        else rdflib.URIRef(term.datatype.value)
    )
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)
