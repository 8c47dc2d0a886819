"""Linked data: every IRI that we mint answers, as a page or as RDF.

An IRI stands for a thing, so it leads by 303 to a document about it, whose address has the format's ending.
"""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from exports.web import asking
from exports.web.backend import Backend
from exports.web.negotiation import MEDIA_TYPES, choose
from exports.web.pages import edition, language_of, render, words
from exports.web.paging import page_number
from exports.web.problems import Problem
from exports.web.protocol import streamed
from exports.web.site import Site
from exports.web.texts import text_page
from ontology.terms import PREFIXES

__all__ = ["resource", "void"]

_TYPE: Final = f"{PREFIXES['rdf']}type"
_LABELS: Final = (f"{PREFIXES['rdfs']}label", f"{PREFIXES['skos']}prefLabel", f"{PREFIXES['foaf']}name")
_PAGE: Final = 200
_RDF: Final = ("ttl", "jsonld", "rdf", "nt")
_OTHER: Final = ("json", "csv")
_OFFERS: Final = {
    "html": ("text/html", "application/xhtml+xml"),
    "ttl": ("text/turtle",),
    "jsonld": ("application/ld+json",),
    "rdf": ("application/rdf+xml", "application/xml"),
    "nt": ("application/n-triples",),
    "json": ("application/json",),
    "csv": ("text/csv",),
}
_METHODS: Final = "GET, HEAD, OPTIONS"
Group = tuple[dict[str, str], list[dict[str, Any]]]


async def resource(request: Request) -> Response:
    """Answer for a path that stands for an IRI, or for a document about one."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": _METHODS})
    if request.method not in ("GET", "HEAD"):
        raise Problem(405, "method", "Pages are read, by GET.", {"Allow": _METHODS})
    path = request.path_params["path"]
    stem, dot, form = path.rpartition(".")
    if dot and stem and (form in _OFFERS or form == "txt"):
        iri = await _known(request, stem)
        return await _document(request, iri, _relative(request, iri), form)
    return _see_other(request, await _known(request, path))


async def _known(request: Request, path: str) -> str:
    """Give the IRI that a path stands for, if the graph knows it."""
    site: Site = request.app.state.site
    backend: Backend = request.app.state.backend
    candidates = [site.iri(path)]
    if path.endswith("/index"):
        candidates.append(site.iri(path.removesuffix("index")))
    for iri in candidates:
        try:
            if await asking.exists(backend, iri):
                return iri
        except ValueError:
            continue
    raise Problem(404, "unknown", "The graph knows nothing of that address.")


def _relative(request: Request, iri: str) -> str:
    """Give the path of the documents about an IRI, without ending."""
    site: Site = request.app.state.site
    rest = iri.removeprefix(site.base)
    return site.root + rest + ("index" if rest.endswith("/") or not rest else "")


def _see_other(request: Request, iri: str) -> Response:
    stem = _relative(request, iri)
    accept = request.headers.get("accept", "")
    is_text = iri in request.app.state.texts
    offers = {**_OFFERS, **({"txt": ("text/plain",)} if is_text else {})}
    form = choose(accept, offers)
    if form is None:
        raise Problem(
            406, "accept", "That is offered as HTML, Turtle, JSON-LD, RDF/XML, N-Triples, JSON and CSV."
        )
    headers = {"Vary": "Accept", "Link": _links(iri, stem)}
    return RedirectResponse(f"{quote(stem, safe='/:@!$&()*+,;=-._~%')}.{form}", 303, headers)


def _links(iri: str, stem: str) -> str:
    links = [f'<{iri}>; rel="describes"']
    links += [f'<{stem}.{form}>; rel="alternate"; type="{types[0]}"' for form, types in _OFFERS.items()]
    return ", ".join(links)


async def _document(request: Request, iri: str, stem: str, form: str) -> Response:
    site: Site = request.app.state.site
    tag = f'W/"{site.version[:16]}-{edition()}-{language_of(request)}"'
    headers = {"ETag": tag, "Link": _links(iri, stem), "Cache-Control": "private, no-cache"}
    if site.version and request.headers.get("if-none-match") == tag and "lang" not in request.query_params:
        return Response(status_code=304, headers=headers)
    if form in _RDF:
        response = await _rdf(request, iri, form)
    elif form == "txt":
        response = _plain(request, iri)
    elif form == "html" and iri in request.app.state.texts:
        response = await text_page(request, iri, stem)
    else:
        response = await _shown(request, iri, stem, form)
    response.headers.update(headers)
    return response


async def _rdf(request: Request, iri: str, form: str) -> Response:
    site: Site = request.app.state.site
    is_graph = iri in site.graphs or iri.startswith(f"{site.base}id/graph/")  # another endpoint lists none
    name = "graph" if is_graph else "describe"
    reply = await asking.ask(request.app.state.backend, name, {"graph": form}, this=[asking.node(iri)])
    return streamed(request, reply)


def _plain(request: Request, iri: str) -> Response:
    texts: Mapping[str, str] = request.app.state.texts
    if iri not in texts:
        raise Problem(404, "unknown", "Only the text of a document is offered as plain text.")
    return Response(texts[iri].encode(), media_type="text/plain; charset=utf-8")


async def _shown(request: Request, iri: str, stem: str, form: str) -> Response:
    """Give what is said of a thing, and what points to it, as a page, JSON or CSV."""
    backend: Backend = request.app.state.backend
    number = page_number(request)
    this = [asking.node(iri)]
    outgoing = await asking.rows(backend, "outgoing", this=this) if number == 1 else []
    limits = {"limit": [_PAGE + 1], "offset": [(number - 1) * _PAGE]}
    incoming = await asking.rows(backend, "incoming", this=this, **limits)
    last, incoming = len(incoming) <= _PAGE, incoming[:_PAGE]
    if form == "csv":
        return _csv(outgoing, incoming)
    terms = [
        term["value"] for row in (*outgoing, *incoming) for term in row.values() if term["type"] == "uri"
    ]
    labels = _worded(request, [iri, *terms])
    labels |= await asking.labels(backend, [iri, *terms], language_of(request))
    values: dict[str, Any] = {
        "iri": iri,
        "label": labels.get(iri) or asking.short(iri),
        "outgoing": _grouped(outgoing, "o", labels),
        "incoming": _grouped(incoming, "s", labels),
        "labels": labels,
    }
    if form == "json":
        return _json(values, number, last)
    return _page(request, values, stem, last, outgoing)


def _worded(request: Request, iris: Sequence[str]) -> dict[str, str]:
    """Give what our own words call what no graph names: graphs of no document, and RDF's own terms."""
    called = words()[language_of(request)]
    space = f"{request.app.state.site.base}id/graph/"
    names = {
        iri: f"graph-{iri.removeprefix(space)}" if iri.startswith(space) else asking.short(iri)
        for iri in iris
    }
    return {iri: called[name] for iri, name in names.items() if name in called}


def _page(
    request: Request,
    values: dict[str, Any],
    stem: str,
    last: bool,
    outgoing: Sequence[asking.Row],
) -> Response:
    kinds = {row["o"]["value"]: row["o"] for row in outgoing if row["p"]["value"] == _TYPE}
    shown = [group for group in values["outgoing"] if group[0]["value"] != _TYPE]
    formats = [(one, MEDIA_TYPES[one]) for one in (*_RDF, *_OTHER)]
    return render(
        request,
        "resource.html",
        **{**values, "outgoing": shown},
        kinds=[kinds[iri] for iri in sorted(kinds)],
        formats=formats,
        stem=stem,
        text_link=_text_link(request, outgoing),
        number=page_number(request),
        last=last,
        address=lambda page: f"{stem}.html?page={page}",
    )


def _text_link(request: Request, outgoing: Sequence[asking.Row]) -> str | None:
    """Give the address of the words in their text, of a thing that is quoted from there."""
    site: Site = request.app.state.site
    quoted = f"{PREFIXES['prov']}wasQuotedFrom"
    return next((site.link(row["o"]["value"]) for row in outgoing if row["p"]["value"] == quoted), None)


def _grouped(found: Sequence[asking.Row], name: str, labels: Mapping[str, str]) -> list[Group]:
    """Give rows by property: each value once, with the graphs that it stands in."""
    groups: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in found:
        key = json.dumps(row[name], sort_keys=True)
        one = groups[row["p"]["value"]].setdefault(key, {"value": row[name], "graphs": []})
        one["graphs"].append(row["g"])
    order = sorted(groups, key=lambda iri: (iri not in _LABELS, labels.get(iri, iri).casefold()))
    return [({"type": "uri", "value": iri}, list(groups[iri].values())) for iri in order]


def _json(values: Mapping[str, Any], number: int, last: bool) -> Response:
    def told(groups: Sequence[Group]) -> list[dict[str, Any]]:
        return [
            {
                "property": predicate["value"],
                "label": values["labels"].get(predicate["value"]),
                "values": [
                    {**one["value"], "graphs": [graph["value"] for graph in one["graphs"]]} for one in found
                ],
            }
            for predicate, found in groups
        ]

    content = {
        "iri": values["iri"],
        "label": values["label"],
        "outgoing": told(values["outgoing"]),
        "incoming": told(values["incoming"]),
        "page": number,
        "last": last,
        "labels": values["labels"],
    }
    return Response(json.dumps(content, ensure_ascii=False), media_type="application/json")


def _csv(outgoing: Sequence[asking.Row], incoming: Sequence[asking.Row]) -> Response:
    out = io.StringIO(newline="")
    sheet = csv.writer(out)
    sheet.writerow(["direction", "property", "value", "graph"])
    sheet.writerows(["out", row["p"]["value"], row["o"]["value"], row["g"]["value"]] for row in outgoing)
    sheet.writerows(["in", row["p"]["value"], row["s"]["value"], row["g"]["value"]] for row in incoming)
    return Response(out.getvalue().encode(), media_type="text/csv; charset=utf-8")


async def void(request: Request) -> Response:
    """Describe the dataset in VoID and DCAT, in the syntax that is wanted."""
    site: Site = request.app.state.site
    offers = {form: _OFFERS[form] for form in _RDF}
    form = choose(request.headers.get("accept", ""), offers) or "ttl"
    dataset = asking.node(f"{site.base}id/dataset/ledelsesgraf")
    reply = await asking.ask(request.app.state.backend, "void", {"graph": form}, dataset=[dataset])
    return streamed(request, reply)
