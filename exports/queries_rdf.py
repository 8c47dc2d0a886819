"""The library of queries in RDF: each a SHACL executable with its text, titles, questions and parameters."""

import re
from typing import Final

from exports.triples import Triples, plain
from queries.catalogue import ANY, Parameter, Query, library
from queries.kinds import CLASSES

__all__ = ["to_queries"]

_FORM: Final = re.compile(
    r"^(?:BASE\b.*|PREFIX\b.*|#.*|\s*)$|^\s*(SELECT|CONSTRUCT|ASK|DESCRIBE)\b", re.IGNORECASE
)
_DATATYPES: Final = {
    "string": "xsd:string",
    "lang": "xsd:language",
    "integer": "xsd:integer",
    "decimal": "xsd:decimal",
    "date": "xsd:date",
}


def to_queries(base: str) -> bytes:
    """Give every query of the library, from its ``.rq`` file, as ``sh:SPARQLExecutable``.

    A parameter says by ``sh:class`` or ``sh:datatype`` what it takes, and is optional as it has a default.

    Args:
        base: The IRI under which the queries stand, as ``{base}query/{name}``.
    """
    out = Triples()
    for query in library():
        this = f"{base}query/{query.name}"
        form = form_of(query)
        out.add(this, "rdf:type", "sh:SPARQLExecutable")
        out.add(this, "rdf:type", f"sh:SPARQL{form.capitalize()}Executable")
        out.add(this, f"sh:{form.lower()}", plain(query.text))
        for language, title, question, note in (
            ("da", query.title_da, query.question_da, query.note_da),
            ("en", query.title_en, query.question_en, query.note_en),
        ):
            out.add(this, "rdfs:label", plain(title, language))
            out.add(this, "rdfs:comment", plain(question, language))
            if note:
                out.add(this, "skos:note", plain(note, language))
        for tag in query.tags:
            out.add(this, "schema:keywords", plain(tag))
        for number, parameter in enumerate(query.parameters):
            _parameter(out, this, number, parameter)
    return out.turtle()


def form_of(query: Query) -> str:
    """Give a query's form, e.g. ``SELECT``."""
    found = (_FORM.match(line) for line in query.text.splitlines())
    return next(match[1].upper() for match in found if match and match[1])


def _parameter(out: Triples, query: str, number: int, parameter: Parameter) -> None:
    this = f"{query}#{parameter.name}"
    out.add(query, "sh:parameter", this)
    out.add(this, "rdf:type", "sh:Parameter")
    out.add(this, "sh:path", f"{query}/parameter/{parameter.name}")
    out.add(this, "sh:order", plain(str(number), datatype="integer"))
    out.add(this, "sh:name", plain(parameter.name))
    out.add(this, "sh:description", plain(parameter.description_da, "da"))
    out.add(this, "sh:description", plain(parameter.description_en, "en"))
    out.add(this, "sh:optional", plain("true", datatype="boolean"))
    if parameter.default != ANY:
        out.add(this, "sh:defaultValue", plain(parameter.default))
    if parameter.type in _DATATYPES:
        out.add(this, "sh:datatype", _DATATYPES[parameter.type])
    for entity, classes in CLASSES.items():
        for kind in classes if entity == parameter.type else ():
            out.add(this, "sh:class", str(kind))
