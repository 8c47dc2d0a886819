"""The library of queries as RDF, as query editors look for it at ``.well-known/sparql-examples``."""

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from exports.web.evaluate import GRAPHS
from exports.web.negotiation import GRAPHS as OFFERED
from exports.web.negotiation import MEDIA_TYPES, choose
from ontology.terms import PREFIXES
from queries.catalogue import Query, library

__all__ = ["examples"]

_FORMS: Final = ("ttl", "jsonld", "rdf", "nt")


async def examples(request: Request) -> Response:
    """Give every query with its title, its question and the endpoint that it is for."""
    offers = {form: OFFERED[form] for form in _FORMS}
    form = choose(request.headers.get("accept", ""), offers) or "ttl"
    site = request.app.state.site
    endpoint = ox.NamedNode(site.absolute(request, "sparql"))
    triples = [
        one for asked in library() for one in _triples(asked, site.absolute(request, "queries/"), endpoint)
    ]
    body = ox.serialize(triples, format=GRAPHS[form], prefixes=PREFIXES if form != "nt" else None)
    return Response(body, media_type=MEDIA_TYPES[form], headers={"Vary": "Accept"})


def _triples(asked: Query, folder: str, endpoint: ox.NamedNode) -> Iterator[ox.Triple]:
    this = ox.NamedNode(folder + asked.name)
    yield ox.Triple(this, _node("rdf", "type"), _node("sh", "SPARQLExecutable"))
    form, kind = _form(asked.text)
    yield ox.Triple(this, _node("rdf", "type"), _node("sh", f"SPARQL{kind}Executable"))
    yield ox.Triple(this, _node("sh", form), ox.Literal(asked.text))
    yield ox.Triple(this, _node("schema", "target"), endpoint)
    for language, title, question in (
        ("da", asked.title_da, asked.question_da),
        ("en", asked.title_en, asked.question_en),
    ):
        yield ox.Triple(this, _node("rdfs", "label"), ox.Literal(title, language=language))
        yield ox.Triple(this, _node("rdfs", "comment"), ox.Literal(question, language=language))
    for tag in asked.tags:
        yield ox.Triple(this, _node("schema", "keywords"), ox.Literal(tag))


def _form(text: str) -> tuple[str, str]:
    lines = [
        line.split()[0].upper() for line in text.splitlines() if line.strip() and not line.startswith("#")
    ]
    found = next(word for word in lines if word in ("SELECT", "CONSTRUCT", "ASK", "DESCRIBE"))
    return found.lower(), "Ask" if found == "ASK" else found.capitalize()


def _node(prefix: str, name: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES[prefix] + name)
