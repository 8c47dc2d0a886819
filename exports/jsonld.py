"""The whole dataset as JSON-LD, compacted with the model's own context, which stands in the file."""

import json
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from typing import Any, Final, cast

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from exports.lookup import Value
from ontology.load import context
from ontology.terms import PREFIXES, RDF_TYPE

__all__ = ["to_jsonld"]

_STRING: Final = f"{PREFIXES['xsd']}string"


def to_jsonld(quads: list[Quad]) -> bytes:
    """Give JSON-LD 1.1, one node object a line; readers need fetch nothing.

    Args:
        quads: In the order in which they shall stand, a graph's quads together.
    """
    terms = _Terms(context())
    head = json.dumps(terms.context, ensure_ascii=False, indent=1)
    graphs = (_graph(terms, name, part) for name, part in groupby(quads, key=lambda quad: quad.graph_name))
    return ('{"@context": ' + head + ',\n"@graph": [\n' + ",\n".join(graphs) + "\n]}\n").encode()


class _Terms:
    """What a context calls properties, classes and datatypes."""

    def __init__(self, inner: dict[str, Any]) -> None:
        self.context = inner
        self._prefixes = {key: iri for key, iri in inner.items() if isinstance(iri, str) and "://" in iri}
        self._types: dict[str, str | None] = {}
        self._names: dict[str, str] = {}
        for name, definition in inner.items():
            self._define(name, definition)

    def _define(self, name: str, definition: object) -> None:
        iri = definition.get("@id", "") if isinstance(definition, dict) else definition
        if not isinstance(iri, str) or name in self._prefixes or iri.startswith("@") or name.startswith("@"):
            return
        kind = definition.get("@type") if isinstance(definition, dict) else None
        self._names[self._expanded(iri)] = name
        self._types[name] = self._expanded(kind) if kind else None

    def _expanded(self, iri: str) -> str:
        prefix, _, local = iri.partition(":")
        return self._prefixes[prefix] + local if prefix in self._prefixes else iri

    def name(self, iri: str) -> str:
        """Give the term for an IRI, else a compact IRI, else the IRI itself."""
        if iri in self._names:
            return self._names[iri]
        fits = [(space, prefix) for prefix, space in self._prefixes.items() if iri.startswith(space)]
        if not fits:
            return iri
        space, prefix = max(fits)
        return f"{prefix}:{iri[len(space) :]}"

    def value(self, name: str, value: Value) -> str | dict[str, str]:
        """Give a value as it stands under a term, as short as the term's own type allows."""
        coerced = self._types.get(name)
        if not isinstance(value, Literal):
            iri = _id(value)
            return iri if coerced == "@id" else {"@id": iri}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        datatype = value.datatype.value
        if datatype == (coerced or _STRING):
            return value.value
        typed = {} if datatype == _STRING else {"@type": self.name(datatype)}
        return {"@value": value.value, **typed}


def _graph(terms: _Terms, name: NamedNode | BlankNode | DefaultGraph, quads: Iterable[Quad]) -> str:
    nodes = (_node(terms, part) for _, part in groupby(quads, key=lambda quad: quad.subject))
    body = ",\n".join(json.dumps(node, ensure_ascii=False) for node in nodes)
    if isinstance(name, DefaultGraph):
        return body
    label = json.dumps(_id(name), ensure_ascii=False)
    return f'{{"@id": {label}, "@graph": [\n{body}\n]}}'


def _node(terms: _Terms, quads: Iterable[Quad]) -> dict[str, Any]:
    found: dict[str, list[Any]] = defaultdict(list)
    subject = ""
    for quad in quads:
        subject, value = _id(cast(NamedNode | BlankNode, quad.subject)), cast(Value, quad.object)
        if quad.predicate.value == str(RDF_TYPE):
            found["@type"].append(terms.name(value.value))
        else:
            name = terms.name(quad.predicate.value)
            found[name].append(terms.value(name, value))
    single = {key: values[0] if len(values) == 1 else values for key, values in found.items()}
    return {"@id": subject, **single}


def _id(node: NamedNode | BlankNode) -> str:
    return str(node) if isinstance(node, BlankNode) else node.value
