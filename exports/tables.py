"""Tables for spreadsheets: one CSV file a class, UTF-8 with a byte order mark, no formulas."""

import csv
import io
from collections import Counter
from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal

from exports.evidence import name_of
from exports.lookup import Lookup, Value
from ontology.load import PREFIXES
from ontology.terms import (
    ELI_DL_ACTIVITY,
    OA_SELECTOR,
    PROV_ACTIVITY,
    PROV_AGENT,
    PROV_ENTITY,
    PROV_PLAN,
    RDF_TYPE,
)

__all__ = ["safe_cell", "to_tables"]

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_GENERAL: Final = frozenset(
    map(str, (PROV_ENTITY, PROV_AGENT, PROV_ACTIVITY, PROV_PLAN, ELI_DL_ACTIVITY, OA_SELECTOR))
)
"""Classes that tell nothing that another class of the same things does not tell better."""
_BETWEEN: Final = " | "


def to_tables(look: Lookup, skip: Iterable[str] = ()) -> dict[str, bytes]:
    """Give a table for each class that has instances, by file name, e.g. ``Recommendation.csv``.

    A row is a thing: its IRI, its label, then each property that any of them has. A property of resources
    gets two columns, their labels and, under ``… (IRI)``, their IRIs. Several values have `` | `` between.

    Args:
        look: The graph.
        skip: Classes without a table, besides the general ones of PROV.
    """
    left_out = _GENERAL | set(skip)
    classes = [cls for cls in look.classes() if cls not in left_out]
    times = Counter(_local(cls) for cls in classes)
    names = {
        cls: _local(cls) if times[_local(cls)] == 1 else _curie(cls).replace(":", "-") for cls in classes
    }
    return {f"{name}.csv": _table(look, cls) for cls, name in names.items()}


def safe_cell(words: str) -> str:
    """Give words as no spreadsheet takes them for a formula: with ``'`` before a sign that starts one.

    Example:
        >>> safe_cell("=1+1"), safe_cell("1+1")
        ("'=1+1", '1+1')
    """
    return f"'{words}" if words.startswith(_FORMULA) else words


def _table(look: Lookup, cls: str) -> bytes:
    things = look.instances(cls)
    properties = sorted({p for thing in things for p in look.properties(thing)} - {str(RDF_TYPE)}, key=_curie)
    named = {each for each in properties if any(look.iris(thing, each) for thing in things)}
    head = ["IRI", "label"]
    for each in properties:
        head += [_curie(each), f"{_curie(each)} (IRI)"] if each in named else [_curie(each)]
    written = io.StringIO(newline="")
    rows = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n")
    rows.writerow(head)
    for thing in things:
        rows.writerow([safe_cell(cell) for cell in _row(look, thing, properties, named)])
    return written.getvalue().encode("utf-8-sig")


def _row(look: Lookup, thing: str, properties: list[str], named: set[str]) -> list[str]:
    name = name_of(look, thing)
    cells = [thing, "" if name == thing else name]
    for each in properties:
        values = look.values(thing, each)
        cells.append(_BETWEEN.join(_words(look, value) for value in values))
        if each in named:
            cells.append(_BETWEEN.join(value.value for value in values if not isinstance(value, Literal)))
    return cells


def _words(look: Lookup, value: Value) -> str:
    return value.value if isinstance(value, Literal) else name_of(look, value.value)


def _curie(iri: str) -> str:
    fits = [(space, prefix) for prefix, space in PREFIXES.items() if iri.startswith(space)]
    return f"{max(fits)[1]}:{iri[len(max(fits)[0]) :]}" if fits else iri


def _local(iri: str) -> str:
    local = _curie(iri).rpartition(":")[2].rpartition("/")[2].rpartition("#")[2]
    return "".join(ch if ch.isalnum() else "-" for ch in local) or "Thing"
