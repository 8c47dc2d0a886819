"""The graph for Neo4j: CSV files as its bulk importer takes them, and a script for a running database."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pyoxigraph import Literal

from exports.evidence import name_of
from exports.lookup import Lookup
from ontology.load import PREFIXES
from ontology.terms import RDF_TYPE

__all__ = ["to_neo4j"]

_BETWEEN: Final = "\x1f"
"""Between a node's labels, and the values of a list; the bulk importer takes ``--array-delimiter=U+001F``."""
_SEPARATOR: Final = "\\u001F"
"""The same, as Cypher writes it."""


def to_neo4j(look: Lookup, base: str) -> dict[str, bytes]:
    """Give ``nodes.csv``, ``relationships.csv`` and ``load.cypher``.

    Instances and concepts are nodes, labelled by their classes; their literals are lists of strings under the
    property's name; every other triple between them is a relationship of the property's name.

    Args:
        look: The graph.
        base: The IRI under which instances and concepts stand.
    """
    things = [t for t in look.instances(*look.classes()) if t.startswith((f"{base}id/", f"{base}concept/"))]
    known = set(things)
    literals = sorted({p for thing in things for p in look.properties(thing) if _words(look, thing, p)})
    labels = {thing: sorted({_local(kind) for kind in look.iris(thing, RDF_TYPE)}) for thing in things}
    nodes = [
        [
            thing,
            _BETWEEN.join(labels[thing]),
            name_of(look, thing),
            *(_BETWEEN.join(_words(look, thing, p)) for p in literals),
        ]
        for thing in things
    ]
    links = [
        [thing, value, _local(p)]
        for thing in things
        for p in look.properties(thing)
        if p != str(RDF_TYPE)
        for value in look.iris(thing, p)
        if value in known
    ]
    head = ["iri:ID", ":LABEL", "name", *(f"{_local(p)}:string[]" for p in literals)]
    return {
        "nodes.csv": _table(head, nodes),
        "relationships.csv": _table([":START_ID", ":END_ID", ":TYPE"], links),
        "load.cypher": _cypher(nodes, links, [_local(p) for p in literals]).encode(),
    }


def _words(look: Lookup, thing: str, property_: str) -> list[str]:
    values = (value for value in look.values(thing, property_) if isinstance(value, Literal))
    return [value.value.replace(_BETWEEN, " ") for value in values]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    written = io.StringIO(newline="")
    table = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\n")
    table.writerow(head)
    table.writerows(rows)
    return written.getvalue().encode()


def _cypher(nodes: Sequence[Sequence[str]], links: Sequence[Sequence[str]], literals: Sequence[str]) -> str:
    """Statements that load both files; a label and a type cannot be parameters, so there is one of each."""
    return "".join(f"{statement};\n" for statement in _statements(nodes, links, literals))


def _statements(
    nodes: Sequence[Sequence[str]], links: Sequence[Sequence[str]], literals: Sequence[str]
) -> Iterator[str]:
    yield "CREATE CONSTRAINT iri IF NOT EXISTS FOR (n:Thing) REQUIRE n.iri IS UNIQUE"
    # An empty cell is read as an empty string where it stands in quotes, and must leave no property.
    kept = ", ".join(
        f"n.`{name}` = CASE row.`{name}:string[]` WHEN '' THEN null "
        f"ELSE split(row.`{name}:string[]`, '{_SEPARATOR}') END"
        for name in literals
    )
    each = "LOAD CSV WITH HEADERS FROM 'file:///{}.csv' AS row WITH row"
    yield f"{each.format('nodes')} MERGE (n:Thing {{iri: row.`iri:ID`}}) SET n.name = row.name, {kept}"
    for labels in sorted({node[1] for node in nodes}):
        named = ":".join(f"`{label}`" for label in labels.split(_BETWEEN))
        yield (
            f"{each.format('nodes')} WHERE row.`:LABEL` = '{labels.replace(_BETWEEN, _SEPARATOR)}' "
            f"MATCH (n:Thing) WHERE n.iri = row.`iri:ID` SET n:{named}"
        )
    for kind in sorted({link[2] for link in links}):
        yield (
            f"{each.format('relationships')} WHERE row.`:TYPE` = '{kind}' "
            "MATCH (a:Thing), (b:Thing) WHERE a.iri = row.`:START_ID` AND b.iri = row.`:END_ID` "
            f"MERGE (a)-[:`{kind}`]->(b)"
        )


def _local(iri: str) -> str:
    """A name fit for a label: prefix and name with an underscore, e.g. ``led_Paradox``."""
    fits = [(space, prefix) for prefix, space in PREFIXES.items() if iri.startswith(space)]
    written = f"{max(fits)[1]}_{iri[len(max(fits)[0]) :]}" if fits else iri
    return "".join(ch if ch.isalnum() else "_" for ch in written)
